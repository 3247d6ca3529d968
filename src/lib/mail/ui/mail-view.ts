/** One mail of a request, as the desk sees it. */
export interface MailView {
  id: string;
  to: string;
  subject: string;
  state: 'waiting' | 'sending' | 'sent' | 'refused' | 'returned';
  /** "oggi, 11:05" */
  when: string;
  /** Why it has not gone, with the server's own words when it refused or put us off. */
  words: string | null;
  /** Where it can be read in a practice municipality. */
  href: string | null;
}

/** One mail caught in a practice municipality, in the list at /posta. */
export interface CaughtMailView {
  id: string;
  href: string;
  to: string;
  subject: string;
  iso: string;
  when: string;
}

/** The same, opened. Its HTML is another address, shown in a frame of its own: mail needs inline styles, our pages forbid them. */
export interface CaughtMailPage {
  from: string;
  to: string;
  subject: string;
  when: string;
  text: string;
  /** null for a mail that has only text. */
  htmlHref: string | null;
}
