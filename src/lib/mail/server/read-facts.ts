import type { ActId, EntryId, MunicipalityId, RequestId } from '#lib/kernel/ids.ts';
import { writeReference } from '#lib/kernel/reference.ts';
import type { Db } from '#lib/kernel/server/database.ts';
import { passwordOf, tokenOf, type Keys } from '#lib/kernel/server/secrets.ts';
import type { Language } from '#lib/categories/category.ts';
import type { Municipality } from '#lib/municipalities/municipality.ts';
import { writeLinkToken } from '#lib/requests/link-token.ts';
import { secretOf, type CitizenActor } from '#lib/requests/server/open-by-secret.ts';
import { readRequest, type RequestView } from '#lib/requests/server/read-request.ts';
import { readTimeline, type TimelineItem } from '#lib/requests/server/read-timeline.ts';
import type { EntryKind } from '#lib/trail/entry.ts';
import type { MailFacts } from '../mail-facts.ts';
import type { Recipient, Template } from '../mail.ts';

export type FactTables =
  | 'request'
  | 'category'
  | 'office'
  | 'hamlet'
  | 'person'
  | 'post'
  | 'step'
  | 'file'
  | 'trail_entry'
  | 'trail_content'
  | 'trail_position'
  | 'trail_pending';

/** One row of the table, as sending and showing need it. */
export type MailRow = {
  id: string;
  act: ActId;
  entry: EntryId;
  request: RequestId;
  recipient: Recipient;
  template: Template;
  language: Language;
};

/** What the mail says and to whom, as of now: nothing of it is kept in the row. */
export async function readFacts(
  db: Db<FactTables>,
  keys: Keys,
  municipality: Municipality,
  mail: MailRow,
): Promise<{ facts: MailFacts; to: { name: string; address: string } | null } | null> {
  // A mail says what its citizen may read, and so does the office's notice.
  const reader: CitizenActor = { kind: 'citizen', municipality: municipality.id, name: '', request: mail.request };
  const [request, timeline, secret] = await Promise.all([
    readRequest(db, reader, mail.request),
    readTimeline(db, municipality.id, mail.request, 'citizen'),
    secretOf(db, municipality.id, mail.request),
  ]);
  const act = timeline.find((item) => item.act === mail.act);
  if (!request || !act || !secret) return null;

  const reference = writeReference(request.reference);
  const facts: MailFacts = {
    locale: mail.language,
    municipality,
    request: requestFacts(request, mail.language, reference),
    act: { at: act.at, also: act.also, by: { name: act.actor.name, unit: act.actor.unit }, words: wordsOf(act) },
    inspection: await inspectionOf(db, municipality.id, mail.entry, request),
    links: {
      request: `${municipality.publicUrl}/segui/accesso/${writeLinkToken(request.reference, tokenOf(keys, secret))}`,
      console: `${municipality.publicUrl}/ufficio/segnalazioni/${reference}`,
    },
    password: mail.template === 'confirmation' ? passwordOf(keys, secret) : null,
  };
  return { facts, to: await addressOf(db, municipality.id, mail.recipient, request) };
}

function requestFacts(request: RequestView, language: Language, reference: string): MailFacts['request'] {
  return {
    reference,
    title: request.title,
    place: [request.place, request.hamlet].filter((part) => part !== null && part !== '').join(', '),
    category: request.category.names[language],
    author: request.author.name,
    receivedAt: request.receivedAt,
    due: { at: request.due.at, date: request.due.date },
    office: request.office,
    responsible: request.responsible ?? null,
    outcome: request.outcome,
    redirectedTo: request.redirectedTo,
    inspections: request.steps.flatMap(({ doneAt, holder }) => (doneAt ? [{ by: holder, at: doneAt }] : [])),
  };
}

/** Under which name an act's entry keeps what its author wrote to the citizen. */
const wordsAs: Partial<Record<EntryKind, string>> = {
  'inspection-planned': 'note',
  'inspection-done': 'findings',
  'inspection-cancelled': 'reason',
  'message-to-citizen': 'message',
  'request-closed': 'outcome',
};

function wordsOf({ kind, text }: TimelineItem): string | null {
  const words = text?.[wordsAs[kind] ?? ''];
  return typeof words === 'string' && words !== '' ? words : null;
}

/** The entry's subject is the step that it planned, did or cancelled. */
async function inspectionOf(
  db: Db<'trail_entry'>,
  municipality: MunicipalityId,
  entry: EntryId,
  { steps }: RequestView,
): Promise<MailFacts['inspection']> {
  const row = await db
    .selectFrom('trail_entry')
    .select('subject_id')
    .where('municipality_id', '=', municipality)
    .where('id', '=', entry)
    .executeTakeFirst();
  const step = steps.find(({ id }) => id === row?.subject_id);
  return step ? { date: step.date, time: step.time } : null;
}

async function addressOf(
  db: Db<'office'>,
  municipality: MunicipalityId,
  recipient: Recipient,
  { author, office }: RequestView,
): Promise<{ name: string; address: string } | null> {
  if (recipient === 'citizen') return author.email ? { name: author.name, address: author.email } : null;
  const row = await db
    .selectFrom('office')
    .select('mailbox')
    .where('municipality_id', '=', municipality)
    .where('id', '=', office.id)
    .executeTakeFirst();
  return row?.mailbox ? { name: office.name, address: row.mailbox } : null;
}
