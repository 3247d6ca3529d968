import type { IconName } from './icon-name.ts';

/** One thing that happened, as a citizen's timeline shows it; dates arrive as words. */
export interface TimelineItem {
  id: string;
  icon: IconName;
  /** `planned` is dashed, `mine` is what the reader wrote, `question` waits for the reader, `end` is how it ended. */
  look?: 'plain' | 'planned' | 'mine' | 'question' | 'end';
  /** Machine-readable instant or day, with the words that are shown. */
  datetime: string;
  day: string;
  time?: string | undefined;
  /** "Anna Bianchi ha preso in carico la richiesta". */
  title: string;
  /** Office and role. */
  who?: string | undefined;
  text?: string | undefined;
  facts?: { term: string; value: string }[];
  photos?: { src: string; href: string; alt: string }[];
  documents?: { href: string; label: string }[];
  link?: { href: string; label: string };
}
