import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { request } from 'node:http';
import { photo } from '#test/photos.ts';
import { expect, test } from '../test.ts';
import type { Site, WorldTown } from '../world/world.ts';
import { senderOf, type Answer } from './send.ts';

const wizard = '/servizi/segnalazione-disservizio/nuova';
const megabyte = 1024 * 1024;

type Part = { name: string; bytes: Uint8Array };

/** A form with files as a browser without script sends it, piece by piece. */
function upload(site: Site, town: WorldTown, path: string, cookie: string, photos: readonly Part[]): Promise<Answer> {
  const boundary = `----${randomBytes(12).toString('hex')}`;
  const head = ({ name }: Part) =>
    `--${boundary}\r\nContent-Disposition: form-data; name="file"; filename="${name}"\r\nContent-Type: image/jpeg\r\n\r\n`;
  const pieces = [
    ...photos.flatMap((part) => [Buffer.from(head(part)), part.bytes, Buffer.from('\r\n')]),
    Buffer.from(`--${boundary}--\r\n`),
  ];
  const length = pieces.reduce((sum, { length: each }) => sum + each, 0);
  return new Promise((resolve, reject) => {
    const sent = request(
      {
        port: site.port,
        host: '127.0.0.1',
        path,
        method: 'POST',
        headers: {
          host: town.host,
          origin: town.url,
          accept: 'text/html',
          'accept-language': 'it',
          cookie,
          'content-type': `multipart/form-data; boundary=${boundary}`,
          'content-length': length,
        },
      },
      (answer) => {
        const parts: Buffer[] = [];
        answer.on('data', (part: Buffer) => parts.push(part));
        answer.on('end', () => {
          const bytes = Buffer.concat(parts);
          resolve({
            status: answer.statusCode ?? 0,
            headers: answer.headers,
            cookies: [],
            text: bytes.toString(),
            bytes,
          });
        });
      },
    );
    sent.on('error', reject);
    for (const piece of pieces) sent.write(piece);
    sent.end();
  });
}

async function draftCookie(site: Site, town: WorldTown): Promise<string> {
  const { cookies } = await senderOf(site, town)(`${wizard}?/inizia`, { form: { privacy: 'on' } });
  const draft = cookies.find((cookie) => cookie.startsWith('bozza='));
  if (!draft) throw new Error('no draft was begun');
  return draft;
}

/** Kilobytes that the system holds for a process, at its highest so far. */
function peak(pid: number): number {
  return Number(/VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${String(pid)}/status`, 'utf8'))?.[1] ?? 0);
}

test('three photos of 20 MB at once leave the memory flat', async ({ world }) => {
  test.skip(process.platform !== 'linux', 'memory is read from /proc');
  const site = world.many;
  const [town] = site.towns;
  const small = await photo();
  const large = Buffer.concat([small, Buffer.alloc(20 * megabyte - small.length)]);
  const webs = Object.entries(site.processes)
    .filter(([name]) => name.startsWith('web'))
    .map(([, pid]) => pid);
  // Once before, so that what a first upload loads is there.
  await upload(site, town, `${wizard}/dati?/allega`, await draftCookie(site, town), [{ name: 'a.jpg', bytes: small }]);
  await upload(site, town, `${wizard}/dati?/allega`, await draftCookie(site, town), [{ name: 'a.jpg', bytes: small }]);
  const before = webs.map(peak);

  const cookies = await Promise.all([1, 2, 3].map(() => draftCookie(site, town)));
  const answers = await Promise.all(
    cookies.map((cookie) =>
      upload(site, town, `${wizard}/dati?/allega`, cookie, [{ name: 'grande.jpg', bytes: large }]),
    ),
  );
  expect(answers.map(({ status }) => status)).toEqual([303, 303, 303]);
  for (const [index, pid] of webs.entries()) {
    const grown = (peak(pid) - (before[index] ?? 0)) / 1024;
    expect(grown, `megabytes that web ${String(index + 1)} grew by`).toBeLessThan(60);
  }
});

test('a form above its limit gets the page that says so, and the connection lives to show it', async ({ world }) => {
  const site = world.many;
  const [town] = site.towns;
  const cookie = await draftCookie(site, town);
  const nine = Array.from({ length: 9 }, (_, index) => ({
    name: `${String(index)}.jpg`,
    bytes: Buffer.alloc(19 * megabyte),
  }));
  const photos = await upload(site, town, `${wizard}/dati?/allega`, cookie, nine);
  expect(photos).toMatchObject({ status: 413 });
  expect(photos.text).toContain('È troppo grande');
  const words = await senderOf(site, town)('/segui', { form: { number: 'x'.repeat(600_000), password: 'y' } });
  expect(words).toMatchObject({ status: 413 });
});

test('a photo is shown to who holds its draft and to nobody else, whatever the id', async ({ world }) => {
  const site = world.many;
  const [town, other] = site.towns;
  const cookie = await draftCookie(site, town);
  await upload(site, town, `${wizard}/dati?/allega`, cookie, [{ name: 'buca.jpg', bytes: await photo() }]);
  const send = senderOf(site, town);
  let id = '';
  await expect(async () => {
    const page = await send(`${wizard}/dati`, { cookie });
    id = /\/foto\/([0-9a-f-]{36})/.exec(page.text)?.[1] ?? '';
    expect(id).not.toBe('');
  }).toPass();

  const mine = await send(`/foto/${id}`, { cookie });
  expect(mine).toMatchObject({
    status: 200,
    headers: {
      'content-type': 'image/jpeg',
      'content-security-policy': "default-src 'none'; sandbox",
      'x-content-type-options': 'nosniff',
      'cache-control': 'private, max-age=3600',
    },
  });
  expect(await send(`/foto/${id}`)).toMatchObject({ status: 404 });
  expect(await send(`/foto/${id}`, { cookie: await draftCookie(site, town) })).toMatchObject({ status: 404 });
  expect(await senderOf(site, other)(`/foto/${id}`, { cookie })).toMatchObject({ status: 404 });
  expect(await send('/foto/01a20929-2fb7-769a-a274-7c7bf3c154d1', { cookie })).toMatchObject({ status: 404 });
  expect(await send('/foto/..%2f..%2fkey', { cookie })).toMatchObject({ status: 404 });
});

/** The page's words about the one photo of a draft, once the worker is done with it. */
async function shownDraft(site: Site, town: WorldTown, cookie: string, until: RegExp): Promise<string> {
  let text = '';
  await expect(async () => {
    ({ text } = await senderOf(site, town)(`${wizard}/dati`, { cookie }));
    expect(text).toMatch(until);
  }).toPass();
  return text;
}

test('a photo that goes on as another file is shown as a photo alone', async ({ world }) => {
  const site = world.many;
  const [town] = site.towns;
  const cookie = await draftCookie(site, town);
  const behind = Buffer.from('PK\u0003\u0004<!doctype html><script>alert(1)</script>');
  const both = Buffer.concat([await photo({ width: 400, height: 300 }), behind]);
  await upload(site, town, `${wizard}/dati?/allega`, cookie, [{ name: 'due.html', bytes: both }]);
  const page = await shownDraft(site, town, cookie, /src="\/foto\/[0-9a-f-]{36}/);
  const [, id = ''] = /src="\/foto\/([0-9a-f-]{36})/.exec(page) ?? [];
  const shown = await senderOf(site, town)(`/foto/${id}`, { cookie });
  expect(shown).toMatchObject({ status: 200, headers: { 'content-type': 'image/jpeg' } });
  expect(shown.text).not.toContain('alert(1)');
});

test('a photo of which half is missing is told to who sent it', async ({ world }) => {
  const site = world.many;
  const [town] = site.towns;
  const cookie = await draftCookie(site, town);
  const whole = await photo({ width: 1200, height: 900 });
  const half = whole.subarray(0, whole.length / 2);
  await upload(site, town, `${wizard}/dati?/allega`, cookie, [{ name: 'mezza.jpg', bytes: half }]);
  await shownDraft(site, town, cookie, /Non riusciamo ad aprire questo file/);
});

test('what a citizen adds to their request may be as large as a telephone’s photo', async ({ world, makeRequest }) => {
  const site = world.many;
  const [town] = site.towns;
  const large = Buffer.concat([await photo({ width: 400, height: 300 }), Buffer.alloc(4 * megabyte)]);
  const asked = await makeRequest({ office: 'roads', state: 'question' });
  const access = `richiesta-${asked.reference}=${asked.token}`;
  const pages = [
    `/segui/${asked.reference}/foto?/carica`,
    `/segui/${asked.reference}?/foto&domanda=${asked.step ?? ''}`,
  ];
  for (const path of pages) {
    const answer = await upload(site, town, path, access, [{ name: 'grande.jpg', bytes: large }]);
    expect(answer.status, path).toBe(200);
    expect(answer.text, path).toContain('grande.jpg');
  }
});

test('the right password opens also after many wrong ones, and wrong ones stay wrong', async ({ world }) => {
  const site = world.many;
  const [town] = site.towns;
  // Of its own: the tries of other tests are counted too.
  const { reference, password } = town.requests.closed;
  const send = senderOf(site, town);
  const attempt = (typed: string) => send('/segui', { form: { number: reference, password: typed } });
  const statuses: number[] = [];
  for (let count = 0; count < 12; count++)
    statuses.push((await attempt(`AAAA-BBBB-CCCC-${String(2222 + count)}`)).status);
  expect(statuses).toEqual([...Array<number>(10).fill(400), 429, 429]);
  expect(await attempt(password)).toMatchObject({ status: 303, headers: { location: `/segui/${reference}` } });
  expect(await attempt('AAAA-BBBB-CCCC-DDDD')).toMatchObject({ status: 429 });
});
