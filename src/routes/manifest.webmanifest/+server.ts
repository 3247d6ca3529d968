import * as m from '#lib/words/compiled/messages.js';
import type { RequestHandler } from './$types';

const pngOf = (size: number, purpose: 'any' | 'maskable', name: string) => ({
  src: name,
  sizes: `${String(size)}x${String(size)}`,
  type: 'image/png',
  purpose,
});

/** With this the site can be put on a telephone's home screen, under the municipality's own name (W3C, Web App Manifest). */
export const GET: RequestHandler = ({ locals: { municipality, locale } }) => {
  const manifest = {
    id: '/',
    name: m.home_page_title({ name: municipality.name }, { locale }),
    short_name: municipality.name,
    description: m.home_description({ name: municipality.name }, { locale }),
    lang: locale,
    start_url: '/',
    scope: '/',
    display: 'standalone',
    background_color: '#ffffff',
    theme_color: '#0066cc',
    icons: [
      pngOf(192, 'any', '/icon-192.png'),
      pngOf(512, 'any', '/icon-512.png'),
      pngOf(512, 'maskable', '/icon-maskable-512.png'),
    ],
    shortcuts: [
      { name: m.home_report_title({}, { locale }), url: '/servizi/segnalazione-disservizio/nuova' },
      { name: m.follow_title({}, { locale }), url: '/segui' },
    ],
  };
  return new Response(JSON.stringify(manifest), {
    headers: { 'content-type': 'application/manifest+json', vary: 'accept-language, cookie' },
  });
};
