import { registerColumns } from '#lib/places/register-file.ts';
import { expect, test } from '../test.ts';
import type { Site, WorldTown } from '../world/world.ts';
import { withOwner } from './as-owner.ts';
import { senderOf } from './send.ts';
import { cookieOf } from './sign-in.ts';

const wizard = '/servizi/segnalazione-disservizio/nuova';

const field = (name: string, value: string) =>
  `--limit\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`;

/** A draft that is ready to be sent, with the key of its summary. */
async function readyDraft(site: Site, town: WorldTown, title: string): Promise<{ cookie: string; key: string }> {
  const send = senderOf(site, town);
  const begun = await send(`${wizard}?/inizia`, { form: { privacy: 'on' } });
  const cookie = begun.cookies.find((one) => one.startsWith('bozza=')) ?? '';
  await write(site, town, cookie, title);
  const summary = await send(`${wizard}/riepilogo`, { cookie });
  const key = /name="key" value="([0-9a-f]{32})"/.exec(summary.text)?.[1] ?? '';
  expect(key).not.toBe('');
  return { cookie, key };
}

async function write(site: Site, town: WorldTown, cookie: string, title: string): Promise<void> {
  const fields = { place: 'Via Aurelia 1', hamlet: town.hamlet, category: town.category, title, body: 'Profonda.' };
  const author = { name: 'Maria Rossi', email: 'maria.rossi@example.it', phone: '' };
  const body = `${Object.entries({ ...fields, ...author })
    .map(([name, value]) => field(name, value))
    .join('')}--limit--\r\n`;
  const answer = await senderOf(site, town)(`${wizard}/dati?/continua`, {
    cookie,
    body,
    headers: { origin: town.url, 'content-type': 'multipart/form-data; boundary=limit' },
  });
  expect(answer).toMatchObject({ status: 303, headers: { location: `${wizard}/riepilogo` } });
}

test('the same report sent twice at once to two processes is one request with one answer', async ({ world }) => {
  const site = world.many;
  const [town] = site.towns;
  const { cookie, key } = await readyDraft(site, town, 'Due volte insieme');
  const press = () => senderOf(site, town)(`${wizard}/riepilogo`, { cookie, form: { key } });
  const answers = await Promise.all([press(), press(), press()]);
  const [{ headers }] = answers;
  expect(headers.location).toMatch(/\/inviata\/2026-\d{5}$/);
  expect(answers.map((answer) => [answer.status, answer.headers.location])).toEqual(
    answers.map(() => [303, headers.location]),
  );
  // After a lost answer somebody presses once more.
  expect(await press()).toMatchObject({ status: 303, headers: { location: headers.location } });
});

test('a sent draft takes no other words: who goes back is told that it was sent', async ({ world }) => {
  const site = world.many;
  const [town] = site.towns;
  const { cookie, key } = await readyDraft(site, town, 'Una volta sola');
  const send = senderOf(site, town);
  await send(`${wizard}/riepilogo`, { cookie, form: { key } });
  const other = await send(`${wizard}/riepilogo`, { cookie, form: { key: 'f'.repeat(32) } });
  expect(other).toMatchObject({ status: 303, headers: { location: `${wizard}/gia-inviata` } });
  const page = await send(`${wizard}/gia-inviata`, { cookie });
  expect(page.text).toMatch(/Già inviata: 2026-\d{5}/);
});

test('a draft of one town is none in the other', async ({ world }) => {
  const site = world.many;
  const [town, other] = site.towns;
  const { cookie, key } = await readyDraft(site, town, 'Di qui');
  const answer = await senderOf(site, other)(`${wizard}/riepilogo`, { cookie, form: { key } });
  expect(answer).toMatchObject({ status: 303, headers: { location: `${wizard}?bozza=persa` } });
});

test('the confirmation and the follow page open only with their cookie', async ({ world }) => {
  const site = world.many;
  const [town, other] = site.towns;
  const { cookie, key } = await readyDraft(site, town, 'Solo con il biscotto');
  const sent = await senderOf(site, town)(`${wizard}/riepilogo`, { cookie, form: { key } });
  const path = String(sent.headers.location);
  const reference = path.split('/').at(-1) ?? '';
  const access = sent.cookies.find((one) => one.startsWith('richiesta-')) ?? '';
  const ask = `/segui?numero=${reference}`;
  for (const place of [path, `/segui/${reference}`]) {
    const opened = await senderOf(site, town)(place, { cookie: access });
    expect(opened).toMatchObject({ status: 200, headers: { 'cache-control': 'no-store' } });
    expect(await senderOf(site, town)(place)).toMatchObject({ status: 303, headers: { location: ask } });
    expect(await senderOf(site, other)(place, { cookie: access })).toMatchObject({ status: 303 });
  }
  for (const set of [sent.headers['set-cookie']].flat())
    if (set?.startsWith('richiesta-')) expect(set).toMatch(/HttpOnly/i);
});

test('a form that stayed open for two days and was sent then counts once, in whichever tab', async ({
  site,
  town,
  makeRequest,
}) => {
  const { id, reference, token } = await makeRequest({ office: 'roads', state: 'in-charge' });
  const cookie = `richiesta-${reference}=${token}`;
  const path = `/segui/${reference}/scrivi`;
  const send = senderOf(site, town);
  const page = await send(path, { cookie });
  const key = /name="key" value="([0-9a-f]{32})"/.exec(page.text)?.[1] ?? '';
  const press = (text: string) => send(path, { cookie, form: { key, text } });
  expect(await press('È peggiorata.')).toMatchObject({ status: 303 });
  await withOwner(site, async (owner) => {
    const entries = async () =>
      (await owner.query('select count(*)::int as written from trail_entry where request_id = $1', [id]))
        .rows[0] as unknown;
    const before = await entries();
    const old = "update form_key set used_at = used_at - interval '2 days' where municipality_id = $1 and key = $2";
    const { rowCount } = await owner.query(old, [town.number, key]);
    expect(rowCount).toBe(1);
    expect(await press('È peggiorata.')).toMatchObject({ status: 303 });
    // The same page, gone back to, with other words: they are not lost, and not sent either.
    const other = await press('È peggiorata ancora.');
    expect(other.status).toBe(409);
    expect(other.text).toContain('role="alert"');
    expect(other.text).toContain('È peggiorata ancora.');
    expect(await entries()).toEqual(before);
  });
});

test('a register sent twice at once to two processes is one file, and another file by the same form is told so', async ({
  world,
}) => {
  const site = world.many;
  const [, town] = site.towns;
  const path = '/ufficio/amministrazione/vie';
  const cookie = await cookieOf(site, town, 'administrator');
  const send = senderOf(site, town);
  const page = await send(path, { cookie });
  const key = /name="key" value="([0-9a-f]{32})"/.exec(page.text)?.[1] ?? '';
  const press = (end: string) => {
    const bytes = Buffer.from(`${registerColumns.join(';')}\r\n${end}`);
    return send(`${path}?/carica`, { cookie, form: { key, code: 'Z999' }, file: { name: 'register', bytes } });
  };
  const both = await Promise.all([press(''), press('')]);
  expect(both.map(({ status, headers }) => [status, headers.location])).toEqual([
    [303, `${path}?fatto=vie`],
    [303, `${path}?fatto=vie`],
  ]);
  const other = await press('\r\n');
  expect(other.status).toBe(409);
  expect(other.text).toContain('avevi già caricato un altro file');
  await withOwner(site, async (owner) => {
    const { rows } = await owner.query("select id from street_import where cadastral_code = 'Z999'");
    expect(rows).toHaveLength(1);
  });
});
