import { error } from '@sveltejs/kit';
import { parseId, type MailId } from '#lib/kernel/ids.ts';
import { listPracticeMail, type MailKey } from '#lib/mail/server/practice-mail.ts';
import { shortMoment } from '#lib/requests/ui/relative-date.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals: { root, municipality, locale }, url }) => {
  const after = keyOf(url.searchParams.get('da'));
  const list = await listPracticeMail(root.web, municipality, after);
  if (!list) error(404);
  const now = root.clock();
  return {
    mails: list.mails.map(({ id, to, subject, at }) => ({
      id,
      href: `/posta/${id}`,
      to: `${to.name} <${to.address}>`,
      subject,
      iso: at.toString(),
      when: shortMoment(at, now, municipality.zone, locale),
    })),
    next: list.next && `/posta?${new URLSearchParams({ da: `${list.next.at.toString()}_${list.next.id}` }).toString()}`,
    first: after && '/posta',
  };
};

function keyOf(text: string | null): MailKey | null {
  const [written = '', given] = (text ?? '').split('_');
  const id = parseId<MailId>(given);
  if (!id || !/^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d{1,6})?)?Z$/.test(written)) return null;
  try {
    return { at: Temporal.Instant.from(written), id };
  } catch {
    return null;
  }
}
