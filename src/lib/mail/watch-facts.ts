import type { Outcome } from '#lib/requests/request.ts';
import type { Locale } from '#lib/words/compiled/runtime.js';
import type { MailFacts } from './mail-facts.ts';

/** All that a watcher's mail may say: what everybody may see, and how to end it. */
export type WatchFacts = {
  locale: Locale;
  municipality: MailFacts['municipality'];
  request: {
    reference: string;
    /** Its public words; empty where there are none. */
    title: string;
    category: string;
    /** Street and hamlet, as the public page names them. */
    where: string;
    office: string;
    outcome: Outcome | null;
  };
  /** Asked for once more by an address that has said yes before. */
  confirmed: boolean;
  links: {
    page: string;
    /** Where the address says yes, or ends it. */
    decide: string;
  };
};
