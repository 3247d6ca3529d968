import type { MailId } from '#lib/kernel/ids.ts';
import { writeReference } from '#lib/kernel/reference.ts';
import type { Db } from '#lib/kernel/server/database.ts';
import type { Keys } from '#lib/kernel/server/secrets.ts';
import type { Municipality } from '#lib/municipalities/municipality.ts';
import type { Locale } from '#lib/words/compiled/runtime.js';
import type { Recipient, Template, WatchTemplate } from '../mail.ts';
import { subjectOf } from '../templates/subject.ts';
import { composeMail, type ComposedMail, type ComposeTables } from './compose-mail.ts';
import { mailRowColumns, toMailRow } from './mail-row.ts';

/** Where a page of the list ends and the next begins. */
export type MailKey = { at: Temporal.Instant; id: MailId };

const pageSize = 50;

/** The mails of a practice municipality, newest first; null in a real one, whose mail nobody reads here. */
export async function listPracticeMail(
  db: Db<'mail' | 'request' | 'office' | 'watch'>,
  municipality: Municipality,
  after: MailKey | null,
) {
  if (!municipality.practice) return null;
  const rows = await db
    .selectFrom('mail')
    .innerJoin('request', (join) =>
      join.onRef('request.municipality_id', '=', 'mail.municipality_id').onRef('request.id', '=', 'mail.request_id'),
    )
    .innerJoin('office', (join) =>
      join.onRef('office.municipality_id', '=', 'request.municipality_id').onRef('office.id', '=', 'request.office_id'),
    )
    .leftJoin('watch', (join) =>
      join.onRef('watch.municipality_id', '=', 'mail.municipality_id').onRef('watch.id', '=', 'mail.watch_id'),
    )
    .select([
      'mail.id',
      'mail.recipient',
      'mail.template',
      'mail.language',
      'mail.queued_at',
      'request.series',
      'request.year',
      'request.number',
      'request.title',
      'request.outcome',
      'request.danger',
      'request.author_name',
      'request.author_email',
      'request.author_pec',
      'request.new_address',
      'office.name as office',
      'office.mailbox',
      'watch.email as watcher',
    ])
    .where('mail.municipality_id', '=', municipality.id)
    .$if(after !== null, (query) =>
      query.where((row) => {
        const { at, id } = after as MailKey;
        return row.or([
          row('mail.queued_at', '<', at),
          row.and([row('mail.queued_at', '=', at), row('mail.id', '>', id)]),
        ]);
      }),
    )
    .orderBy('mail.queued_at', 'desc')
    .orderBy('mail.id')
    .limit(pageSize + 1)
    .execute();
  const page = rows.slice(0, pageSize).map((row) => ({
    id: row.id,
    to: readerOf(row),
    subject: subjectOf(row.template as Template | WatchTemplate, row.language as Locale, {
      reference: writeReference(row),
      title: row.title,
      outcome: row.outcome,
      danger: row.danger,
    }),
    at: row.queued_at,
  }));
  const last = page.at(-1);
  return { mails: page, next: rows.length > pageSize && last ? { at: last.at, id: last.id } : null };
}

type Reader = {
  recipient: Recipient;
  author_name: string;
  author_email: string | null;
  author_pec: string | null;
  new_address: string | null;
  office: string;
  mailbox: string | null;
  watcher: string | null;
};

function readerOf({ recipient, ...row }: Reader): { name: string; address: string } {
  switch (recipient) {
    case 'citizen':
      return { name: row.author_name, address: row.author_pec ?? row.author_email ?? '' };
    case 'new-address':
      return { name: '', address: row.new_address ?? '' };
    case 'office':
      return { name: row.office, address: row.mailbox ?? '' };
    case 'watcher':
      return { name: '', address: row.watcher ?? '' };
  }
}

/** One of them in full, written now as it would be for sending; null when it is not there. */
export async function readPracticeMail(
  db: Db<ComposeTables | 'mail'>,
  keys: Keys,
  municipality: Municipality,
  id: MailId,
): Promise<(ComposedMail & { at: Temporal.Instant }) | null> {
  if (!municipality.practice) return null;
  const row = await db
    .selectFrom('mail')
    .select([...mailRowColumns, 'queued_at'])
    .where('municipality_id', '=', municipality.id)
    .where('id', '=', id)
    .executeTakeFirst();
  if (!row) return null;
  const composed = await composeMail(db, keys, municipality, toMailRow(row), { replies: 'unread', reader: 'whoever' });
  return composed && { ...composed, at: row.queued_at };
}
