import type { EntryId, MunicipalityId, RequestId } from '#lib/kernel/ids.ts';
import { writeReference } from '#lib/kernel/reference.ts';
import type { Db } from '#lib/kernel/server/database.ts';
import {
  linkTokenOf,
  passwordOf,
  replyTokenOf,
  tokenOf,
  type Keys,
  type LinkPurpose,
  type SecretOf,
} from '#lib/kernel/server/secrets.ts';
import { inLanguage, type Language } from '#lib/categories/category.ts';
import type { Municipality } from '#lib/municipalities/municipality.ts';
import { lastDayToReopen } from '#lib/requests/citizen-limits.ts';
import { mailAddressOf } from '#lib/requests/author-fields.ts';
import { linkLife, notMeLife } from '#lib/requests/access.ts';
import { linkNames, writeLinkToken, writeTimedLink } from '#lib/requests/link-token.ts';
import { secretOf, type CitizenActor } from '#lib/requests/server/open-by-secret.ts';
import { readRequest, type RequestView } from '#lib/requests/server/read-request.ts';
import { readRequestFiles } from '#lib/requests/server/read-request-files.ts';
import { answerView } from '#lib/requests/ui/answer-view.ts';
import { readTimeline, type TimelineItem } from '#lib/requests/server/read-timeline.ts';
import type { EntryKind } from '#lib/trail/entry.ts';
import type { MailFacts } from '../mail-facts.ts';
import { linkOf, tellsPassword, type Template } from '../mail.ts';
import { writeReplyAddress } from '../reply-address.ts';
import type { RequestMail } from './mail-row.ts';

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

/** Where a citizen's answer goes: read by nobody, to the address that the mail came from, or to one with a token. */
export type Replies = 'unread' | 'plain' | 'tagged';

/** What the mail says and to whom, as of now: nothing of it is kept in the row. */
export async function readFacts(
  db: Db<FactTables>,
  keys: Keys,
  municipality: Municipality,
  mail: RequestMail,
  replies: Replies,
): Promise<{
  facts: MailFacts;
  to: { name: string; address: string } | null;
  replyTo: string | null;
  request: RequestView;
  /** How many files came with the report. */
  files: number;
} | null> {
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
    request: {
      ...requestFacts(request, mail.language, reference),
      ...(mail.recipient === 'office' && request.danger
        ? { onCall: await onCallOf(db, municipality.id, mail.request) }
        : {}),
    },
    act: { at: act.at, also: act.also, by: { name: act.actor.name, unit: act.actor.unit }, words: wordsOf(act) },
    ...(await stepOf(db, municipality.id, mail.entry, request)),
    reopenUntil: lastDayToReopen(act.at, municipality.zone),
    links: linksOf(keys, municipality, mail.template, { request, secret, act: { at: act.at, words: wordsOf(act) } }),
    notices: request.notices,
    mayReply: replies !== 'unread' && mail.recipient === 'citizen',
    password: tellsPassword.has(mail.template) ? passwordOf(keys, secret) : null,
  };
  const files = await readRequestFiles(db, reader, request.subject);
  const replyTo =
    facts.mayReply && replies === 'tagged'
      ? writeReplyAddress(municipality.mailFrom, request.reference, replyTokenOf(keys, secret))
      : null;
  return {
    facts,
    replyTo,
    to: await addressOf(db, municipality.id, mail, request, act.at),
    request,
    files: files.filter(({ step }) => step === null).length,
  };
}

/** Made when the mail is sent or shown, from the act's own time: the same as often as it is written. */
function linksOf(
  keys: Keys,
  { publicUrl }: Municipality,
  template: Template,
  { request, secret, act }: { request: RequestView; secret: SecretOf; act: Pick<MailFacts['act'], 'at' | 'words'> },
): MailFacts['links'] {
  const { reference } = request;
  const access = `${publicUrl}/segui/accesso/${writeLinkToken(reference, tokenOf(keys, secret))}`;
  const timed = (purpose: LinkPurpose, life: Temporal.Duration, address: string | null | undefined) => {
    if (!address) return null;
    const until = Temporal.Instant.fromEpochMilliseconds(act.at.add(life).epochMilliseconds);
    const token = linkTokenOf(keys, { ...secret, purpose, until, address });
    return `${publicUrl}/segui/link/${linkNames[purpose]}/${writeTimedLink({ reference, until, token })}`;
  };
  const present = mailAddressOf(request.author);
  const own = linkOf[template];
  return {
    request: access,
    console: `${publicUrl}/ufficio/segnalazioni/${writeReference(reference)}`,
    choices: `${access}?vai=avvisi`,
    receipt: `${access}?vai=ricevuta`,
    notMe: timed('not-me', notMeLife, present),
    act: own ? timed(own, linkLife, own === 'new-password' ? present : (act.words ?? undefined)) : null,
  };
}

function requestFacts(request: RequestView, language: Language, reference: string): MailFacts['request'] {
  return {
    reference,
    title: request.title,
    place: [request.place, request.hamlet].filter((part) => part !== null && part !== '').join(', '),
    category: inLanguage(request.category.names, language),
    author: request.author.name,
    business: request.author.business?.name ?? null,
    receivedAt: request.receivedAt,
    due: { at: request.due.at, date: request.due.date },
    office: request.office,
    responsible: request.responsible ?? null,
    outcome: request.outcome,
    redirectedTo: request.redirectedTo,
    danger: request.danger,
    onCall: request.onCall,
    answers: request.answers.map((answer) => answerView(answer, language)),
    inspections: request.inspections.flatMap(({ doneAt, holder }) => (doneAt ? [{ by: holder, at: doneAt }] : [])),
  };
}

/** The office reads who is on call, whether citizens may or not. */
async function onCallOf(
  db: Db<'request' | 'category' | 'person'>,
  municipality: MunicipalityId,
  request: RequestId,
): Promise<MailFacts['request']['onCall']> {
  const row = await db
    .selectFrom('request')
    .innerJoin('category', (join) =>
      join
        .onRef('category.municipality_id', '=', 'request.municipality_id')
        .onRef('category.id', '=', 'request.category_id'),
    )
    .innerJoin('person', (join) =>
      join
        .onRef('person.municipality_id', '=', 'category.municipality_id')
        .onRef('person.id', '=', 'category.on_call_id')
        .on('person.active', '=', true),
    )
    .select(['person.name', 'person.phone'])
    .where('request.municipality_id', '=', municipality)
    .where('request.id', '=', request)
    .executeTakeFirst();
  return row ?? null;
}

/** Under which name an act's entry keeps what its author wrote to the citizen. */
const wordsAs: Partial<Record<EntryKind, string>> = {
  'inspection-planned': 'note',
  'inspection-done': 'findings',
  'inspection-cancelled': 'reason',
  'message-to-citizen': 'message',
  'question-asked': 'question',
  'question-cancelled': 'reason',
  'request-closed': 'outcome',
  'request-reopened': 'reason',
  'address-change-asked': 'address',
};

function wordsOf({ kind, text }: TimelineItem): string | null {
  const words = text?.[wordsAs[kind] ?? ''];
  return typeof words === 'string' && words !== '' ? words : null;
}

/** The entry's subject is the step that it planned, did, asked or cancelled. */
async function stepOf(
  db: Db<'trail_entry'>,
  municipality: MunicipalityId,
  entry: EntryId,
  { steps }: RequestView,
): Promise<Pick<MailFacts, 'inspection' | 'question'>> {
  const row = await db
    .selectFrom('trail_entry')
    .select('subject_id')
    .where('municipality_id', '=', municipality)
    .where('id', '=', entry)
    .executeTakeFirst();
  const step = steps.find(({ id }) => id === row?.subject_id);
  return {
    inspection: step?.kind === 'inspection' ? { date: step.date, time: step.time } : null,
    question: step?.kind === 'question' ? { until: step.date } : null,
  };
}

async function addressOf(
  db: Db<'office'>,
  municipality: MunicipalityId,
  { recipient, template }: RequestMail,
  { author, addressRefusedAt, newAddress, office }: RequestView,
  at: Temporal.Instant,
): Promise<{ name: string; address: string } | null> {
  // A later wish, or an answer, has taken the place of the one that these two are about.
  const waits = newAddress?.askedAt.equals(at) ?? false;
  if (recipient === 'new-address') return waits && newAddress ? { name: '', address: newAddress.address } : null;
  if (recipient === 'citizen') {
    const address = addressRefusedAt || (template === 'old-address' && !waits) ? null : mailAddressOf(author);
    return address === null ? null : { name: author.name, address };
  }
  const row = await db
    .selectFrom('office')
    .select('mailbox')
    .where('municipality_id', '=', municipality)
    .where('id', '=', office.id)
    .executeTakeFirst();
  return row?.mailbox ? { name: office.name, address: row.mailbox } : null;
}
