import type { Notices } from '#lib/requests/access.ts';
import type { EntryKind } from '#lib/trail/entry.ts';
import type { Locale } from '#lib/words/compiled/runtime.js';

/** All that a template may say, read when it is sent or shown. Words that were erased meanwhile are null. */
export type MailFacts = {
  locale: Locale;
  municipality: {
    name: string;
    region: string;
    address: string;
    zone: string;
    practice: boolean;
    desk: { name: string; phone: string; hours: readonly string[] };
  };
  request: {
    reference: string;
    title: string;
    /** Street and hamlet. */
    place: string;
    category: string;
    author: string;
    /** On whose behalf, by name. */
    business: string | null;
    receivedAt: Temporal.Instant;
    due: { at: Temporal.Instant; date: Temporal.PlainDate | null };
    office: { name: string; phone: string; hours: string };
    /** Who answers for it: until somebody is named the head of the office (L. 241/1990 art. 5). */
    responsible: { name: string; phone: string | null } | null;
    outcome: string | null;
    /** To whom it was passed on, by name. */
    redirectedTo: string | null;
    danger: boolean;
    /** Whom a danger names; in a citizen's mail only where they may read it. */
    onCall: { name: string; phone: string | null } | null;
    /** To what the category asked. */
    answers: readonly { question: string; answer: string }[];
    inspections: readonly { by: string; at: Temporal.Instant }[];
  };
  act: {
    at: Temporal.Instant;
    /** What else the citizen sees of the same act. */
    also: readonly EntryKind[];
    by: { name: string | null; unit: string | null };
    words: string | null;
  };
  /** The inspection that the act is about. */
  inspection: { date: Temporal.PlainDate; time: Temporal.PlainTime | null } | null;
  /** The question that the act is about: the last day for its answer. */
  question: { until: Temporal.PlainDate } | null;
  /** Until when a request that this act closed can be opened again. */
  reopenUntil: Temporal.PlainDate;
  links: {
    request: string;
    console: string;
    /** Where the citizen chooses which mails to get. */
    choices: string;
    /** The acknowledgement, to download. */
    receipt: string;
    /** "That is not me", of the present address. */
    notMe: string | null;
    /** What this mail asks its reader to do. */
    act: string | null;
  };
  notices: Notices;
  /** Whether somebody reads what is answered to this mail. */
  mayReply: boolean;
  /** In the mails that tell it alone (`tellsPassword`). */
  password: string | null;
};
