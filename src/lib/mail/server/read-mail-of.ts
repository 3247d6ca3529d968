import type { Actor } from '#lib/kernel/actor.ts';
import { may, type RequestSubject } from '#lib/kernel/permissions.ts';
import { writeReference } from '#lib/kernel/reference.ts';
import type { Db } from '#lib/kernel/server/database.ts';
import type { Locale } from '#lib/words/compiled/runtime.js';
import { pauseAfter, type Template } from '../mail.ts';
import { subjectOf } from '../templates/subject.ts';

export type MailOfRequest = Awaited<ReturnType<typeof readMailOf>>[number];

/** The mails about a request, oldest first, for whoever works on it: to whom, how far, and what the other server said. */
export async function readMailOf(db: Db<'mail' | 'request' | 'office'>, actor: Actor, request: RequestSubject) {
  if (actor.kind !== 'person' || !may(actor, 'read', request)) return [];
  const rows = await db
    .selectFrom('mail')
    .innerJoin('request', (join) =>
      join.onRef('request.municipality_id', '=', 'mail.municipality_id').onRef('request.id', '=', 'mail.request_id'),
    )
    .innerJoin('office', (join) =>
      join.onRef('office.municipality_id', '=', 'request.municipality_id').onRef('office.id', '=', 'request.office_id'),
    )
    .select([
      'mail.id',
      'mail.recipient',
      'mail.template',
      'mail.language',
      'mail.state',
      'mail.attempts',
      'mail.answer',
      'mail.queued_at',
      'mail.next_at',
      'mail.sent_at',
      'request.series',
      'request.year',
      'request.number',
      'request.title',
      'request.outcome',
      'request.danger',
      'request.author_name',
      'office.name as office',
    ])
    .where('mail.municipality_id', '=', request.municipality)
    .where('mail.request_id', '=', request.id)
    // Who watches is nobody's business here, and a mail to them nobody's to send again.
    .where('mail.recipient', '!=', 'watcher')
    .orderBy('mail.queued_at')
    .orderBy('mail.id')
    .execute();
  return rows.map((row) => ({
    id: row.id,
    recipient: row.recipient,
    // The new address reads as the citizen's: whose it is nobody knows yet.
    to: row.recipient === 'office' ? row.office : row.author_name,
    template: row.template as Template,
    subject: subjectOf(row.template as Template, row.language as Locale, {
      reference: writeReference(row),
      title: row.title,
      outcome: row.outcome,
      danger: row.danger,
    }),
    state: row.state,
    attempts: row.attempts,
    /** Why it has not gone: the other server's words without addresses, or a `Failure`. */
    answer: row.state === 'sent' ? null : row.answer,
    gaveUp: row.state === 'refused' && pauseAfter(row.attempts) === null,
    queuedAt: row.queued_at,
    sentAt: row.sent_at,
    /** When the next attempt is due, while it waits after a failed one. */
    nextAt: row.state === 'waiting' && row.attempts > 0 ? row.next_at : null,
  }));
}
