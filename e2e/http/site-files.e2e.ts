import sharp from 'sharp';
import * as v from 'valibot';
import { expect, test } from '../test.ts';
import { routesOfBuild } from './routes-of-build.ts';
import { senderOf } from './send.ts';

test('search engines are told what everybody may read, and nothing of a practice municipality', async ({
  site,
  town,
  other,
  makeRequest,
}) => {
  const send = senderOf(site, town);
  const robots = (await send('/robots.txt')).text;
  expect(robots).toContain('Disallow: /ufficio\n');
  expect(robots).toContain(`Sitemap: ${town.url}/sitemap.xml`);
  const request = await makeRequest({ office: 'roads', state: 'received' });
  const address = `<loc>${town.url}/segnalazioni/${request.reference}</loc>`;
  await expect.poll(async () => (await send('/sitemap.xml')).text).toContain(address);
  // Every address of the map answers, and asks nobody to leave it out.
  const [, ...pages] = (await send('/sitemap.xml')).text.split('<loc>').map((part) => part.split('</loc>')[0] ?? '');
  for (const page of pages.slice(0, 12)) {
    const { status, text } = await send(page.slice(town.url.length) || '/');
    expect(status, page).toBe(200);
    expect(text, page).not.toContain('noindex');
    expect(text, page).toContain(`<link rel="canonical" href="${page}"`);
    expect(text, page).toContain('property="og:title"');
    expect(text, page).toContain('data-element="feedback"');
  }
  // Whoever adds a page that may be found says so: in the map, or on the page that it shall not.
  const routes = (await routesOfBuild()).filter(({ id, params }) => id.startsWith('/(citizen)') && params.length === 0);
  for (const { id } of routes) {
    const path = id.replace('/(citizen)', '');
    const { status, text } = await send(path || '/');
    if (status === 200 && text.includes('<html') && !text.includes('noindex'))
      expect(pages, `${id}: neither in the map nor noindex`).toContain(`${town.url}${path}`);
  }

  const practice = senderOf(site, other);
  expect((await practice('/robots.txt')).text).toContain('Disallow: /\n');
  expect((await practice('/sitemap.xml')).text).not.toContain('<loc>');
  expect((await practice('/')).text).toContain('noindex');
});

const Manifest = v.object({
  name: v.string(),
  start_url: v.literal('/'),
  display: v.literal('standalone'),
  icons: v.array(v.object({ src: v.string(), sizes: v.string(), type: v.literal('image/png') })),
  shortcuts: v.array(v.object({ url: v.string() })),
});

test('a telephone can keep the site on its home screen, under the municipality’s name', async ({ site, town }) => {
  const send = senderOf(site, town);
  expect((await send('/')).text).toContain('<link rel="manifest" href="/manifest.webmanifest"');
  const answer = await send('/manifest.webmanifest');
  expect(answer.headers['content-type']).toBe('application/manifest+json');
  const manifest = v.parse(Manifest, JSON.parse(answer.text));
  expect(manifest.name).toContain(town.name);
  for (const { src, sizes } of manifest.icons) {
    const icon = await send(src);
    expect(icon.status, src).toBe(200);
    const { format, width, height } = await sharp(icon.bytes).metadata();
    expect(`${format} ${String(width)}x${String(height)}`).toBe(`png ${sizes}`);
  }
  for (const { url } of manifest.shortcuts) expect((await send(url)).status, url).toBe(200);
});

test('every citizen page carries the attributes by which the national model’s checks find their way', async ({
  site,
  town,
}) => {
  const send = senderOf(site, town);
  const routes = (await routesOfBuild()).filter(({ id, params }) => id.startsWith('/(citizen)') && params.length === 0);
  let seen = 0;
  for (const { id } of routes) {
    const { status, text } = await send(id.replace('/(citizen)', '') || '/');
    if (status !== 200 || !text.includes('<html')) continue;
    seen++;
    for (const name of [
      'main-navigation',
      'personal-area-login',
      'report-inefficiency',
      'privacy-policy-link',
      'accessibility-link',
      'legal-notes',
      'contacts',
    ])
      expect(text, `${id}: ${name}`).toContain(`data-element="${name}"`);
  }
  expect(seen).toBeGreaterThan(5);
  const rated = (await send('/note-legali')).text;
  for (const name of ['feedback', 'feedback-title', 'feedback-rate-1', 'feedback-rate-5'])
    expect(rated).toContain(`data-element="${name}"`);
});
