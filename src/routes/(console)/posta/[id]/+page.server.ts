import { error } from '@sveltejs/kit';
import { parseId, type MailId } from '#lib/kernel/ids.ts';
import { readPracticeMail } from '#lib/mail/server/practice-mail.ts';
import { writeMoment } from '#lib/mail/mail-dates.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals: { root, municipality, locale }, params }) => {
  const id = parseId<MailId>(params.id);
  const mail = id && (await readPracticeMail(root.web, root.keys, municipality, id));
  if (!mail) error(404);
  return {
    mail: {
      from: `${mail.from.name} <${mail.from.address}>`,
      to: `${mail.to.name} <${mail.to.address}>`,
      subject: mail.subject,
      when: writeMoment(locale, mail.at, municipality.zone),
      text: mail.text,
      htmlHref: `/posta/${params.id}/html`,
    },
  };
};
