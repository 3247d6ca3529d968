import type { StatementId } from '#lib/kernel/ids.ts';
import type { Locale } from '#lib/words/compiled/runtime.js';

/** What a municipality has to declare to everybody, each on a page of its own. */
export const statementPages = ['privacy', 'accessibility', 'legal'] as const;
export type StatementPage = (typeof statementPages)[number];

/** Where each stands, and how the administration's addresses call it. */
export const statementSlugs = {
  privacy: 'privacy',
  accessibility: 'accessibilita',
  legal: 'note-legali',
} as const satisfies Record<StatementPage, string>;

/** As a municipality wrote it itself, in one language. */
export type OwnStatement = {
  id: StatementId;
  version: number;
  page: StatementPage;
  language: Locale;
  /** Markdown; empty after going back to the text that comes with the program. */
  body: string;
  writtenAt: Temporal.Instant;
};

export const statementLength = 20_000;

/** What a text may leave to the municipality's settings: its name, the desk's name, the desk's telephone. */
export const blanks = { comune: '{comune}', sportello: '{sportello}', telefono: '{telefono}' } as const;

/** Blanks that nobody can fill, as they were typed. */
export function unknownBlanks(body: string): string[] {
  const found = body.match(/\{[^{}\s]*\}/g) ?? [];
  return [...new Set(found)].filter((typed) => !(Object.values(blanks) as string[]).includes(typed));
}

export function fillBlanks(body: string, words: Record<keyof typeof blanks, string>): string {
  return body.replace(/\{(\w+)\}/g, (typed, name: string) =>
    Object.hasOwn(words, name) ? words[name as keyof typeof blanks] : typed,
  );
}
