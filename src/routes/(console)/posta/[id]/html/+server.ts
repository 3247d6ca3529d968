import { error } from '@sveltejs/kit';
import { parseId, type MailId } from '#lib/kernel/ids.ts';
import { readPracticeMail } from '#lib/mail/server/practice-mail.ts';
import type { RequestHandler } from './$types';

// Mail needs inline styles, which our pages forbid: so it is a document of its own, without scripts, origin or anything to load.
const policy = [
  "default-src 'none'",
  "style-src 'unsafe-inline'",
  "frame-ancestors 'self'",
  'sandbox allow-popups allow-popups-to-escape-sandbox allow-top-navigation-by-user-activation',
].join('; ');

/** The mail's HTML as a mail program gets it; its links open in the page around it. */
export const GET: RequestHandler = async ({ locals: { root, municipality }, params }) => {
  const id = parseId<MailId>(params.id);
  const mail = id && (await readPracticeMail(root.web, root.keys, municipality, id));
  if (!mail) error(404);
  return new Response(mail.html.replace('<head>', '<head>\n<base target="_top">'), {
    headers: {
      'content-type': 'text/html; charset=utf-8',
      'content-security-policy': policy,
      'cache-control': 'no-store',
    },
  });
};
