import type { Locale } from '#lib/words/compiled/runtime.js';

/** A mail as a structure: its text and its HTML are written from the same, so they never say different things. */
export type Letter = {
  locale: Locale;
  subject: string;
  /** The line that mail programs show beside the subject. */
  preview: string;
  /** Of a practice municipality: the banner across the top. */
  practice: { tag: string; words: string } | null;
  /** Who writes, across the top. */
  heading: string;
  body: readonly Part[];
  foot: readonly FootLine[];
};

/** Everything here is plain text; what somebody wrote keeps its line breaks in `said`. */
export type Part =
  /** One line, or greeting and sentence on two. */
  | { kind: 'text'; text: string }
  | { kind: 'strong'; text: string; under?: string }
  | { kind: 'heading'; text: string }
  | { kind: 'said'; text: string }
  | { kind: 'facts'; rows: readonly Fact[] }
  | { kind: 'access'; rows: readonly { label: string; value: string }[]; note: string }
  | { kind: 'outcome'; label: string; word: string; good: boolean }
  | { kind: 'button'; label: string; url: string }
  | { kind: 'contact'; lines: readonly string[]; phone: string | null };

/** A line below the words, or one that ends in a link. */
export type FootLine = string | { text: string; label: string; url: string };

export type Fact = { label: string; lines: readonly string[] };
