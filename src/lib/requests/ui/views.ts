/**
 * What the console's components show: plain objects that survive the way to the browser. Dates arrive as words
 * (relative-date.ts, due-view.ts make them on the server), because not every browser has Temporal.
 */
import type { OfferedMap } from '#lib/ui/map/offered-map.ts';

export type StageName = 'received' | 'in-charge' | 'inspection' | 'works' | 'waiting' | 'suspended' | 'closed';
export type OutcomeName = 'solved' | 'declined' | 'redirected' | 'withdrawn' | 'joined';

export interface StageView {
  stage: StageName;
  /** Only of a closed request. */
  outcome?: OutcomeName | undefined;
}

/** How pressing a term is; the icon and the colour follow from it, the words always say it too. */
export type DueTone = 'late' | 'today' | 'soon' | 'later' | 'suspended' | 'closed';

export interface DueView {
  tone: DueTone;
  /** Machine-readable day, or empty when the term stands still. */
  iso: string;
  /** "18 nov", with the year when it is not this one. */
  short: string;
  /** "ven 27 novembre", with the year when it is not this one. */
  medium: string;
  /** "venerdì 27 novembre 2026". */
  long: string;
  /** "fra 4 giorni", "domani", "5 giorni fa". */
  relative: string;
}

export type TermGroup = 'danger' | 'late' | 'today' | 'week' | 'later' | 'suspended' | 'closed';

export interface InboxRow {
  reference: string;
  href: string;
  title: string;
  /** It cannot wait: before everything else, with the badge. */
  danger: boolean;
  category: string;
  hamlet: string | null;
  place: string;
  stage: StageView;
  /** "A. Bianchi"; null is "to be taken" while received, and a fault afterwards. */
  person: string | null;
  due: DueView;
  /** "ha scritto", "ha sollecitato": what the citizen did last, if nobody of the staff did anything since. */
  fromCitizen: string | null;
}

export interface InboxGroup {
  term: TermGroup;
  rows: InboxRow[];
}

export type InboxViewName = 'open' | 'mine' | 'new' | 'due-soon' | 'late' | 'closed';

export interface InboxView {
  name: InboxViewName;
  /** Counted up to the cap, above it the screen says "1000+"; null is not counted at all. */
  count: number | null;
}

export interface FileView {
  id: string;
  alt: string;
  state: 'ready' | 'received' | 'refused';
  /** Of the whole picture and of the small one; only when ready. */
  href?: string | undefined;
  thumbnail?: string | undefined;
  /** The name of a document, which has no picture. */
  document?: string;
}

export interface AuthorView {
  /** Null for who preferred not to say. */
  name: string | null;
  email: string | null;
  telephone: string | null;
  business: { name: string; vat: string; pec: string | null } | null;
  /** In words, since when no mail goes to the address: its reader said that it is somebody else's. */
  refused: string | null;
  /** "per e-mail, in italiano". */
  notices: string;
}

export interface RequestView {
  reference: string;
  title: string;
  text: string;
  category: string;
  hamlet: string | null;
  place: string;
  /** "43.38900, 10.43850" */
  coordinates: string | null;
  /** Its point, where there is one and the settings offer a map. */
  onMap: { map: OfferedMap; latitude: number; longitude: number } | null;
  office: string;
  /** "mer 28 ottobre 2026, 07:52" */
  received: string;
  stage: StageView;
  due: DueView;
  photos: FileView[];
  /** What the citizen says of how it ended; null before. */
  rating: { word: string; text: string | null; when: string } | null;
  answers: AnswerView[];
  danger: DangerView | null;
  /** null for who may not see personal data. */
  author: AuthorView | null;
}

/** What the category asked, in words. */
export interface AnswerView {
  question: string;
  answer: string;
}

/** Of a request that cannot wait: who is on call, or the office while nobody is named. */
export interface DangerView {
  /** False once it is closed: then it was one. */
  open: boolean;
  onCall: { name: string; telephone: string | null } | null;
  office: { name: string; telephone: string };
}

/** Acts on the request page; each is a form action of the same name (`?/take`, `?/planInspection`, …). */
export type ActName =
  | 'take'
  | 'message'
  | 'ask'
  | 'note'
  | 'planInspection'
  | 'completeInspection'
  | 'cancelInspection'
  | 'cancelQuestion'
  | 'danger'
  | 'close'
  | 'reopen'
  | 'address'
  | 'password'
  | 'resendMail';

/** Who has to move: the filled button belongs to "you" alone. */
export type TurnView =
  | { of: 'you' }
  | { of: 'person'; name: string }
  | { of: 'office'; name: string }
  | { of: 'citizen' }
  | { of: 'nobody' };

export interface NextAct {
  /** `reply`: the citizen wrote; `await`: they are asked something. */
  act: 'take' | 'reply' | 'await' | 'planInspection' | 'completeInspection' | 'close';
  turn: TurnView;
  /** One short line under it: "Ricevuta ieri, nessuno la segue". */
  detail: string;
}

export interface StepView {
  id: string;
  version: number;
  kind: 'inspection' | 'question';
  state: 'planned' | 'done' | 'asked' | 'answered' | 'lapsed' | 'cancelled';
  /** Planned or asked: closing ends it. */
  open: boolean;
  /** "mar 24 nov, 09:00"; of a question "entro mar 24 nov". */
  when: string;
  who: string;
  mine: boolean;
  /** Planned and its hour has passed. */
  late: boolean;
  findings: string | null;
  /** Of a question, what was asked and what was answered. */
  question: string | null;
  answer: string | null;
  photos: FileView[];
  /** What of it may be done by who looks. */
  acts: ('completeInspection' | 'cancelInspection' | 'cancelQuestion')[];
}

export type EntryIcon =
  | 'reported'
  | 'danger'
  | 'person'
  | 'message'
  | 'question'
  | 'answer'
  | 'note'
  | 'inspection'
  | 'closed'
  | 'mail'
  | 'clock'
  | 'other';

export interface EntryText {
  kind: 'message' | 'question' | 'answer' | 'reason' | 'note' | 'findings' | 'outcome';
  body: string;
  /** "consegnato 11:05", "in attesa": beside the caption of what went out by mail. */
  delivery?: string | undefined;
}

export interface TimelineEntry {
  id: string;
  iso: string;
  /** "09:50" */
  time: string;
  icon: EntryIcon;
  who: string;
  /** "Strade, operatrice" */
  role: string | null;
  /** "ha preso in carico la segnalazione." */
  what: string | null;
  text?: EntryText | undefined;
  photos: FileView[];
  visibility: 'citizen' | 'staff';
}

export interface TimelineDay {
  iso: string;
  /** "Oggi, lunedì 23 novembre" */
  heading: string;
  entries: TimelineEntry[];
}

export interface TermView {
  due: DueView;
  /** Days or hours of the term that have passed, and how many it has. */
  unit: 'days' | 'hours';
  passed: number;
  total: number;
  /** "30 giorni di calendario dal 28 ottobre 2026." */
  explanation: string;
}

export interface PersonView {
  name: string;
  initials: string;
  you: boolean;
  /** "la segue ora · Strade" */
  part: string;
}

/** What a refused form brings back: what was typed stays, each error stands beside its field. */
export interface FormState {
  act: ActName;
  /** The step it was about. */
  step?: string | undefined;
  values: Record<string, string>;
  errors: Record<string, string>;
  /** A refusal that belongs to no field. */
  refusal?: string | undefined;
}
