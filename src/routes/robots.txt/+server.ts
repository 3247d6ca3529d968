import type { RequestHandler } from './$types';

/** What search engines may read: everything that is everybody's. Of a practice municipality nothing. */
export const GET: RequestHandler = ({ locals: { municipality } }) => {
  const lines = municipality.practice
    ? ['User-agent: *', 'Disallow: /']
    : [
        'User-agent: *',
        ...['/ufficio', '/posta', '/segui/', '/valuta', '/lingua', '/servizi/segnalazione-disservizio/nuova'].map(
          (path) => `Disallow: ${path}`,
        ),
        `Sitemap: ${municipality.publicUrl}/sitemap.xml`,
      ];
  return new Response(`${lines.join('\n')}\n`, { headers: { 'content-type': 'text/plain; charset=utf-8' } });
};
