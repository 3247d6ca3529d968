import type { Actor } from '#lib/kernel/actor.ts';
import { mayManageAccess, type RequestSubject } from '#lib/kernel/permissions.ts';
import { writeReference } from '#lib/kernel/reference.ts';
import type { Db } from '#lib/kernel/server/database.ts';
import type { RequestView } from '#lib/requests/server/read-request.ts';
import type { Locale } from '#lib/words/compiled/runtime.js';
import type { Template } from '../mail.ts';
import { subjectOf } from '../templates/subject.ts';

/** The mails that went to the citizen of a request, oldest first, for themselves: what each was about and when it left. */
export async function listOwnMail(
  db: Db<'mail'>,
  actor: Actor,
  request: Pick<RequestView, 'title' | 'outcome' | 'reference' | 'danger'> & { subject: RequestSubject },
) {
  const { municipality, id } = request.subject;
  if (!mayManageAccess(actor, request.subject)) return [];
  const rows = await db
    .selectFrom('mail')
    .select(['template', 'language', 'queued_at', 'sent_at'])
    .where('municipality_id', '=', municipality)
    .where('request_id', '=', id)
    .where('recipient', 'in', ['citizen', 'new-address'])
    .orderBy('queued_at')
    .orderBy('id')
    .execute();
  const { title, outcome, danger } = request;
  const titled = { reference: writeReference(request.reference), title, outcome, danger };
  return rows.map(({ template, language, queued_at, sent_at }) => ({
    subject: subjectOf(template as Template, language as Locale, titled),
    queuedAt: queued_at,
    sentAt: sent_at,
  }));
}
