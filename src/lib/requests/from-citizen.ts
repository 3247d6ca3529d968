import type { EntryKind } from '#lib/trail/entry.ts';

/** What a citizen does after the report, which somebody of the staff then has to read. */
const kinds = [
  'message-from-citizen',
  'question-answered',
  'photos-sent',
  'request-reminded',
  'request-reopened',
  'request-rated',
  'request-withdrawn',
] as const satisfies readonly EntryKind[];
export type FromCitizen = (typeof kinds)[number];

/** Of the last act on a request, if its citizen did it; null for the report itself and for what else there may be. */
export function fromCitizen(kind: string | null): FromCitizen | null {
  return kinds.find((known) => known === kind) ?? null;
}

type Acted = { kind: EntryKind; at: Temporal.Instant; actor: { level: string } };

/** The same of a timeline, oldest first, with when it was; what the clock did in between does not count. */
export function lastFromCitizen<Item extends Acted>(timeline: readonly Item[]): (Item & { kind: FromCitizen }) | null {
  const last = timeline.findLast(({ actor }) => actor.level !== 'clock');
  const kind = last && isByCitizen(last) ? fromCitizen(last.kind) : null;
  return last && kind ? { ...last, kind } : null;
}

/** Done by the citizen of the request: "Hai scritto …" and not somebody's name. */
export function isByCitizen({ actor }: { actor: { level: string } }): boolean {
  return actor.level === 'citizen';
}
