import { writeReference } from '#lib/kernel/reference.ts';
import { listPublicAddresses } from '#lib/publication/server/list-public-addresses.ts';
import type { RequestHandler } from './$types';

const pages = [
  '',
  '/servizi/segnalazione-disservizio',
  '/segnalazioni',
  '/segui',
  '/privacy',
  '/accessibilita',
  '/note-legali',
];

/** The pages that everybody may read (sitemaps.org, 0.9); of a practice municipality none. */
export const GET: RequestHandler = async ({ locals: { root, municipality } }) => {
  const requests = municipality.practice ? [] : await listPublicAddresses(root.web, municipality.id);
  const paths = municipality.practice
    ? []
    : [...pages, ...requests.map((reference) => `/segnalazioni/${writeReference(reference)}`)];
  const xml = [
    '<?xml version="1.0" encoding="UTF-8"?>',
    '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">',
    ...paths.map((path) => `<url><loc>${municipality.publicUrl}${path}</loc></url>`),
    '</urlset>',
  ].join('\n');
  return new Response(xml, {
    headers: { 'content-type': 'application/xml; charset=utf-8', 'cache-control': 'max-age=3600' },
  });
};
