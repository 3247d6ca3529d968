import { newId, type MailId, type MunicipalityId, type RequestId, type WatchId } from '#lib/kernel/ids.ts';
import { addJobs } from '#lib/kernel/server/add-jobs.ts';
import type { Tx } from '#lib/kernel/server/database.ts';
import { readMunicipality } from '#lib/municipalities/server/read-municipality.ts';
import type { Follower, PositionedEntry } from '#lib/trail/server/follower.ts';
import { mailsOf, messageIdOf, wants, type Recipient, type Template, type WatchTemplate } from '../mail.ts';
import { listWatchMails } from './list-watch-mails.ts';

/**
 * Turns what happened into mails that wait. One for each act and reader: the act's first entry that makes one leads, and the
 * unique key makes a second one, from another batch or another run, fall away. History brought from elsewhere makes none.
 */
export const mailFollower: Follower = {
  name: 'mail',
  rebuildable: false,
  async digest(tx, municipality, entries) {
    const live = entries.filter(({ origin }) => origin !== 'import');
    const ofRequests = live.filter((entry): entry is RequestEntry => entry.request !== null);
    const mails = [
      ...(await listMails(tx, municipality, ofRequests.flatMap(causesOf))),
      ...(await listWatchMails(tx, municipality, live)),
    ];
    const resent = ofRequests.filter((entry) => entry.kind === 'mail-resent').map((entry) => entry.request);
    for (let from = 0; from < mails.length; from += piece) {
      await enqueue(tx, municipality, await insertMails(tx, municipality, mails.slice(from, from + piece)));
    }
    if (resent.length > 0) await enqueue(tx, municipality, await waitingOf(tx, municipality, resent));
  },
};

export const sendMailTask = 'send-mail';

/** At most so many rows in one statement: half a town may watch one request. */
const piece = 1000;

type RequestEntry = PositionedEntry & { request: RequestId };
type Cause = { entry: RequestEntry; recipient: Exclude<Recipient, 'watcher'>; template: Template };

/** A mail that is due, before it has a row. */
export type DueMail = {
  entry: PositionedEntry;
  request: RequestId;
  recipient: Recipient;
  watch: WatchId | null;
  template: Template | WatchTemplate;
  language: string;
};

function causesOf(entry: RequestEntry): Cause[] {
  if (entry.visibility !== 'citizen') return [];
  return (['citizen', 'office', 'new-address'] as const).flatMap((recipient) => {
    const template = mailsOf[recipient][entry.kind];
    return template ? [{ entry, recipient, template }] : [];
  });
}

async function listMails(tx: Tx, municipality: MunicipalityId, causes: readonly Cause[]): Promise<DueMail[]> {
  if (causes.length === 0) return [];
  const readers = await readReaders(tx, municipality, [...new Set(causes.map(({ entry }) => entry.request))]);
  return causes.flatMap(({ entry, recipient, template }) => {
    const reader = readers.get(entry.request);
    const language = reader?.[recipient];
    if (!reader || !language) return [];
    if (recipient === 'citizen' && !wants(reader.notices, template)) return [];
    return [{ entry, request: entry.request, recipient, watch: null, template, language }];
  });
}

async function insertMails(tx: Tx, municipality: MunicipalityId, mails: readonly DueMail[]): Promise<MailId[]> {
  const { publicUrl } = await readMunicipality(tx, municipality);
  const rows = mails.map(({ entry, request, recipient, watch, template, language }) => {
    const id = newId<MailId>();
    return {
      municipality_id: municipality,
      id,
      act_id: entry.act,
      entry_id: entry.id,
      request_id: request,
      recipient,
      watch_id: watch,
      template,
      language,
      message_id: messageIdOf(id, publicUrl),
      queued_at: entry.at,
    };
  });
  const inserted = await tx
    .insertInto('mail')
    .values(rows)
    .onConflict((conflict) => conflict.columns(['municipality_id', 'act_id', 'recipient', 'watch_id']).doNothing())
    .returning('id')
    .execute();
  return inserted.map(({ id }) => id);
}

/** In which language each reader of a request gets mail; null when they get none. An office reads Italian. */
async function readReaders(tx: Tx<'request' | 'office'>, municipality: MunicipalityId, requests: RequestId[]) {
  const rows = await tx
    .selectFrom('request')
    .innerJoin('office', (join) =>
      join.onRef('office.municipality_id', '=', 'request.municipality_id').onRef('office.id', '=', 'request.office_id'),
    )
    .select([
      'request.id',
      'request.author_email',
      'request.author_pec',
      'request.address_refused_at',
      'request.language',
      'request.notices',
      'request.new_address',
      'office.mailbox',
      'office.mailbox_notices',
    ])
    .where('request.municipality_id', '=', municipality)
    .where((where) => where('request.id', '=', where.fn.any(where.val(requests))))
    .execute();
  return new Map(
    rows.map(({ id, author_email, author_pec, address_refused_at, new_address, notices, language, ...office }) => [
      id,
      {
        citizen: (author_pec ?? author_email) && address_refused_at === null ? language : null,
        office: office.mailbox && office.mailbox_notices ? 'it' : null,
        'new-address': new_address ? language : null,
        notices,
      },
    ]),
  );
}

/** Those put back by hand; what waits for its next attempt keeps its time. */
async function waitingOf(tx: Tx<'mail'>, municipality: MunicipalityId, requests: RequestId[]): Promise<MailId[]> {
  const rows = await tx
    .selectFrom('mail')
    .select('id')
    .where('municipality_id', '=', municipality)
    .where((where) => where('request_id', '=', where.fn.any(where.val(requests))))
    .where('state', '=', 'waiting')
    .where('attempts', '=', 0)
    .execute();
  return rows.map(({ id }) => id);
}

function enqueue(tx: Tx, municipality: MunicipalityId, mails: readonly MailId[]): Promise<void> {
  return addJobs(
    tx,
    sendMailTask,
    mails.map((mail) => ({ key: mail, payload: { municipality, mail } })),
  );
}
