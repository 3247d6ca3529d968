import type { Actor, Level, Post } from './actor.ts';
import type { MunicipalityId, OfficeId, RequestId, SectorId, WatchId } from './ids.ts';

/** What can be done to, or seen of, a request. Organisation acts follow when they have a page. */
export const requestActions = [
  'read',
  'take-in-charge',
  'message',
  'note',
  'plan-inspection',
  'do-inspection',
  'cancel-inspection',
  'ask-citizen',
  'cancel-question',
  'close',
  'reopen',
  'change-danger',
  'help-with-access',
  'resend-mail',
  'attach-mail',
  'review-publication',
] as const;
export type RequestAction = (typeof requestActions)[number];

/** How far a level's action goes: nowhere, over the post's own office or sector, or over the whole municipality. */
export type Reach = 'none' | 'post' | 'everywhere';

const acts = {
  read: 'post',
  'take-in-charge': 'post',
  message: 'post',
  note: 'post',
  'plan-inspection': 'post',
  'do-inspection': 'post',
  'cancel-inspection': 'post',
  'ask-citizen': 'post',
  'cancel-question': 'post',
  close: 'post',
  reopen: 'post',
  'change-danger': 'post',
  'help-with-access': 'none',
  'resend-mail': 'none',
  'attach-mail': 'none',
  'review-publication': 'none',
} as const satisfies Record<RequestAction, Reach>;
const actsEverywhere = Object.fromEntries(requestActions.map((action) => [action, 'everywhere'])) as Record<
  RequestAction,
  Reach
>;
const nothing = Object.fromEntries(requestActions.map((action) => [action, 'none'])) as Record<RequestAction, Reach>;
const readsEverywhere = { ...nothing, read: 'everywhere' } as const;

/** The default grid, level × action. Nobody decides outside it: screens, use cases and readers ask `may` and `reach`. */
export const grid: Record<Level, Record<RequestAction, Reach>> = {
  operator: acts,
  head: acts,
  manager: readsEverywhere,
  secretary: readsEverywhere,
  'cabinet-member': readsEverywhere,
  mayor: readsEverywhere,
  'front-desk': actsEverywhere,
  'council-member': nothing,
  administrator: actsEverywhere,
};

/** What of a request decides who may: where it is and which it is. */
export type RequestSubject = {
  municipality: MunicipalityId;
  id: RequestId;
  office: OfficeId;
  sector: SectorId;
};

/** What a citizen may with the key of their own request. */
export const citizenActions = [
  'read',
  'answer',
  'write',
  'add-photos',
  'remind',
  'withdraw',
  'rate',
  'reopen',
] as const;
export type CitizenAction = (typeof citizenActions)[number];

/** The one question about rights. */
export function may(actor: Actor, action: RequestAction | CitizenAction, subject: RequestSubject): boolean {
  if (actor.municipality !== subject.municipality) return false;
  switch (actor.kind) {
    case 'person':
      return isForStaff(action) && actor.posts.some((post) => covers(post, grid[post.level][action], subject));
    case 'citizen':
      return actor.request === subject.id && (citizenActions as readonly string[]).includes(action);
    case 'clock':
    case 'import':
    case 'installation':
      return false;
  }
}

function isForStaff(action: RequestAction | CitizenAction): action is RequestAction {
  return (requestActions as readonly string[]).includes(action);
}

function covers(post: Post, reach: Reach, subject: RequestSubject): boolean {
  if (reach === 'none') return false;
  if (reach === 'everywhere') return true;
  return post.office === subject.office || post.sector === subject.sector;
}

/** Which requests a list may show: all, or those of these offices and sectors (both empty: none). */
export type Scope = 'everywhere' | { offices: readonly OfficeId[]; sectors: readonly SectorId[] };

export function scopeOf(actor: Actor, action: RequestAction): Scope {
  if (actor.kind !== 'person') return { offices: [], sectors: [] };
  const posts = actor.posts.filter((post) => grid[post.level][action] !== 'none');
  if (posts.some((post) => grid[post.level][action] === 'everywhere')) return 'everywhere';
  return {
    offices: posts.flatMap((post) => (post.office ? [post.office] : [])),
    sectors: posts.flatMap((post) => (post.sector ? [post.sector] : [])),
  };
}

/** Whether the actor has anything to do in the console at all. */
export function worksHere(actor: Actor): boolean {
  return actor.kind === 'person' && actor.posts.length > 0;
}

/** The post by which the actor may do it, for the trail: the narrowest that covers the request. */
export function postFor(actor: Actor, action: RequestAction, subject: RequestSubject): Post | null {
  if (actor.kind !== 'person' || actor.municipality !== subject.municipality) return null;
  const covering = actor.posts.filter((post) => covers(post, grid[post.level][action], subject));
  return (
    covering.find((post) => post.office === subject.office) ??
    covering.find((post) => post.sector === subject.sector) ??
    covering[0] ??
    null
  );
}

/** Who may change people, offices and categories: the administrator, and the installation while it sets itself up. */
export function mayOrganise(actor: Actor): boolean {
  if (actor.kind === 'installation') return true;
  return actor.kind === 'person' && actor.posts.some((post) => post.level === 'administrator');
}

/** Who may replace the copy of the national register of streets: the administrator, and a command at the machine. */
export function mayImportStreets(actor: Actor): boolean {
  return actor.kind === 'import' || mayOrganise(actor);
}

/** Who may hand in a request: any citizen, and an import on their behalf. The desk's own form comes with the desk. */
export function mayReport(actor: Actor): boolean {
  return actor.kind === 'citizen' || actor.kind === 'import';
}

/** Who may say what they think of a page: any visitor, as a citizen of its municipality. */
export function mayRate(actor: Actor): boolean {
  return actor.kind === 'citizen';
}

/** Who may ask to be told of a public request: any visitor; nothing is sent before the address itself has said yes. */
export function mayWatch(actor: Actor): boolean {
  return actor.kind === 'citizen';
}

/** Who says yes to a watch, or ends it: whoever holds the link that its address got. */
export function mayDecideWatch(actor: Actor, watch: WatchId): boolean {
  return actor.kind === 'citizen' && actor.watch === watch;
}

/** Who reads what visitors think of the pages: whoever sees the requests of the whole municipality. */
export function readsRatings(actor: Actor): boolean {
  return scopeOf(actor, 'read') === 'everywhere';
}

/** Who may erase what people wrote on a request (GDPR art. 17): the administrator of its municipality. */
export function mayErase(actor: Actor, subject: Pick<RequestSubject, 'municipality'>): boolean {
  return (
    actor.kind === 'person' &&
    actor.municipality === subject.municipality &&
    actor.posts.some((post) => post.level === 'administrator')
  );
}

/**
 * Who may renew the password, change the address, choose the mails and take all that is held: whoever has the request's own
 * key, or a link of ours for just that. Nobody of the staff does it in a citizen's place.
 */
export function mayManageAccess(actor: Actor, subject: Pick<RequestSubject, 'municipality' | 'id'>): boolean {
  return actor.kind === 'citizen' && actor.municipality === subject.municipality && actor.request === subject.id;
}

/** Who may append the photos that became ready after the act that attached them: the clock, nobody by hand. */
export function mayAddReadyPhotos(actor: Actor): boolean {
  return actor.kind === 'clock';
}

/** Who may say that the day for an answer is over: the clock, nobody by hand. */
export function mayLapseQuestion(actor: Actor): boolean {
  return actor.kind === 'clock';
}
