import { randomBytes, randomInt } from 'node:crypto';
import type pg from 'pg';
import { document, photo } from '#test/photos.ts';
import { mailAbout } from '../mails.ts';
import { questionTypes, type QuestionType } from '#lib/categories/question.ts';
import { inFour, newCategory, question } from '../new-category.ts';
import { newRequest } from '../new-request.ts';
import { handedInDaysAgo } from '../older.ts';
import { expect } from '../test.ts';
import type { Site, Wanted, World, WorldRequest, WorldTown } from '../world/world.ts';
import { refusedMail, waitingMail } from './as-owner.ts';
import { pathOf, type Route } from './routes-of-build.ts';
import { senderOf, type Answer } from './send.ts';
import { cookieOf } from './sign-in.ts';

/** A page with forms, and who looks at it. `about` is the request that the page is about: what happens to it is watched. */
export type Visit = {
  path: string;
  cookie: string;
  at?: WorldTown;
  about?: Pick<WorldRequest, 'id' | 'reference'>;
  /** Only forms that hold this are of this visit: beside them stand those of other tests. */
  holding?: string;
  /** Its forms stay as they are whatever was sent. */
  lasts?: true;
};

export type Place = {
  world: World;
  site: Site;
  town: WorldTown;
  other: WorldTown;
  owner: pg.Client;
  makeRequest: (wanted: Omit<Wanted, 'site' | 'town'>) => Promise<WorldRequest>;
};
type Opened = (place: Place) => Promise<Visit>;

const wizard = '/servizi/segnalazione-disservizio/nuova';
const follow = '/(citizen)/segui/[reference]';
const consoleRequest = '/(console)/ufficio/segnalazioni/[reference]';
const review = '/(console)/ufficio/pubblicazione/[reference]';

/** How to stand before the forms of a route; what is missing here fails by name. */
export function visitsOf({ id, params }: Route): Opened[] {
  const path = pathOf({ id }, {});
  switch (id) {
    case '/(citizen)/servizi/segnalazione-disservizio/nuova':
      return [nobody(path), async (place) => ({ path, cookie: await beginDraft(place) })];
    case '/(citizen)/servizi/segnalazione-disservizio/nuova/dati':
      return [
        async (place) => ({ path, cookie: await fillDraft(place), lasts: true }),
        async (place) => ({ path: `${path}?cerca=1`, cookie: await searchPlace(place), lasts: true }),
        ...questionTypes.map((type): Opened => async (place) => ({
          path,
          cookie: await chooseAsking(place, type),
          lasts: true,
        })),
      ];
    case '/(citizen)/servizi/segnalazione-disservizio/nuova/riepilogo':
      return [async (place) => ({ path, cookie: await fillDraft(place) })];
    case '/(citizen)/servizi/segnalazione-disservizio/nuova/gia-inviata':
      return [async (place) => ({ path, cookie: (await sendDraft(place)).draft })];
    case '/(citizen)/segui/non-sono-io':
    case '/(citizen)/segui/nuova-password':
    case '/(citizen)/segui/nuovo-indirizzo':
    case '/(citizen)/segui/vecchio-indirizzo':
      return [(place) => openMailedLink(place, path)];
    case '/(citizen)/segui/seguita':
      return [watching(path), watching(path, confirmWatch)];
    case follow:
      return [followed(path, 'in-charge'), followed(path, 'question', addAnswerPhoto), followed(path, 'closed')];
    case `${follow}/foto`:
      return [followed(path, 'in-charge', addPhoto)];
    case `${follow}/sollecita`:
      return [followed(path, 'in-charge', ({ site }, visit) => handedInDaysAgo(site, visit.made, 4))];
    case `${follow}/riapri`:
      return [followed(path, 'closed')];
    case `${follow}/indirizzo`:
      return [followed(path, 'in-charge'), followed(path, 'in-charge', askAddress)];
    case consoleRequest:
      return [
        ...(['received', 'in-charge', 'inspection', 'question', 'closed'] as const).map((state) =>
          asStaff(path, ({ makeRequest }) => makeRequest({ office: 'roads', state })),
        ),
        asStaff(path, async ({ site, makeRequest }) => {
          const made = await makeRequest({ office: 'roads', state: 'received' });
          await refusedMail(site, made.id);
          return made;
        }),
      ];
    case review:
      return [
        asStaff(path, ({ makeRequest }) => makeRequest({ office: 'roads', state: 'received' })),
        openDecided(path),
        asStaff(path, sendWithPhoto, (text) => text.includes('action="?/photo"')),
      ];
    case '/(citizen)/valuta':
      // Its form stands at the foot of other pages.
      return [];
    case '/(citizen)/valuta/[id]':
      return [async (place) => ({ path: await rate(place), cookie: '' })];
    case '/(console)/ufficio/amministrazione/categorie/[id]':
      return [
        async (place) => ({
          path: pathOf({ id }, { id: await askingCategory(place, 'choice') }),
          cookie: await cookieOf(place.site, place.town, 'administrator'),
        }),
      ];
    case '/(console)/ufficio/amministrazione/numeri':
      return [signedIn(path), withNumber(path)];
    case '/(console)/ufficio/amministrazione/testi/[page]/[language]':
      return [withOwnText(id)];
    case '/(console)/ufficio/posta':
      return [deskMail(path), deskMail(path, setAside)];
    case '/(console)/ufficio/accesso':
      // The second town is one of practice: there a click is enough.
      return [nobody(path), ({ other }) => Promise.resolve({ path, cookie: '', at: other })];
  }
  const [param] = params;
  if (id.startsWith(`${follow}/`)) return [followed(path, 'in-charge')];
  if (param === undefined) return [id.startsWith('/(console)') ? signedIn(path) : nobody(path)];
  if (param === 'reference' && id.startsWith('/(citizen)/servizi'))
    return [
      async (place) => {
        const { reference, access } = await sendDraft(place);
        return { path: at(path, reference), cookie: access };
      },
    ];
  if (param === 'reference')
    return [
      ({ town }) =>
        Promise.resolve({ path: pathOf({ id }, { reference: town.requests.received.reference }), cookie: '' }),
    ];
  // One mail: it has no form of its own.
  if (id === '/(console)/posta/[id]') return [];
  throw new Error(`${id}: say in visitsOf how to stand before its forms`);
}

const nobody =
  (path: string): Opened =>
  () =>
    Promise.resolve({ path, cookie: '' });

const signedIn =
  (path: string): Opened =>
  async ({ site, town }) => ({ path, cookie: await cookieOf(site, town, 'administrator') });

/** A page's text as the municipality wrote it, which can be taken back: a new one each time. */
const withOwnText =
  (id: string): Opened =>
  async ({ site, town }) => {
    const path = pathOf({ id }, { page: 'note-legali', language: 'fr' });
    const cookie = await cookieOf(site, town, 'administrator');
    const send = senderOf(site, town);
    const version = /name="version" value="(\d+)"/.exec((await send(path, { cookie })).text)?.[1] ?? '';
    const form = { key: randomBytes(16).toString('hex'), version, body: `Texte ${randomBytes(8).toString('hex')}` };
    expect(await send(`${path}?/salva`, { cookie, form })).toMatchObject({ status: 303 });
    return { path, cookie };
  };

/** The page of a request of its own, once it shows what it is opened for. */
function asStaff(
  path: string,
  make: (place: Place) => Promise<Pick<WorldRequest, 'id' | 'reference'>>,
  isReady: (text: string) => boolean = () => true,
): Opened {
  return async (place) => {
    const about = await make(place);
    const visit = {
      path: at(path, about.reference),
      cookie: await cookieOf(place.site, place.town, 'administrator'),
      about,
    };
    await expect.poll(async () => isReady((await ask(place, visit)).text)).toBe(true);
    return visit;
  };
}

/** A mail that belongs to no request yet, or is set aside. */
function deskMail(
  path: string,
  settle: (place: Place, visit: Visit) => Promise<void> = () => Promise.resolve(),
): Opened {
  const arrived: string[] = [];
  return async (place) => {
    // The mailbox is looked at now and then: those that are needed come at once, and one that nothing has happened to stays.
    while (arrived[0] !== undefined && (await stateOf(place, arrived[0])) !== 'waiting') arrived.shift();
    if (arrived.length === 0)
      arrived.push(...(await Promise.all(Array.from({ length: 8 }, () => waitingMail(place.site, place.world)))));
    const [holding = ''] = arrived;
    const visit = { path, cookie: await cookieOf(place.site, place.town, 'administrator'), holding };
    await settle(place, visit);
    return visit;
  };
}

async function stateOf({ owner }: Place, mail: string): Promise<string> {
  const { rows } = await owner.query<{ state: string }>('select state from mail_in where id = $1', [mail]);
  return rows[0]?.state ?? '';
}

async function setAside({ site, town }: Place, { path, cookie, holding = '' }: Visit): Promise<void> {
  const answer = await senderOf(site, town)(`${path}?/aside`, { cookie, form: { key: newKey(), mail: holding } });
  expect(answer.status, answer.text).toBe(303);
}

/** With a decision just made, which may be taken back. */
const openDecided =
  (path: string): Opened =>
  async (place) => {
    const about = await place.makeRequest({ office: 'roads', state: 'received' });
    const cookie = await cookieOf(place.site, place.town, 'administrator');
    const decided = await senderOf(place.site, place.town)(`${at(path, about.reference)}?/words`, {
      cookie,
      form: { key: newKey(), version: '0', decision: 'hidden', title: '', body: '', place: '' },
    });
    return { path: locationOf(decided), cookie, about };
  };

type Followed = Visit & { made: WorldRequest };

function followed(
  path: string,
  state: Wanted['state'],
  prepare: (place: Place, visit: Followed) => Promise<void> = () => Promise.resolve(),
): Opened {
  return async (place) => {
    const made = await place.makeRequest({ office: 'roads', state });
    const cookie = `richiesta-${made.reference}=${made.token}`;
    const visit = { path: at(path, made.reference), cookie, about: made, made };
    await prepare(place, visit);
    return visit;
  };
}

const at = (path: string, reference: string) =>
  path.endsWith('/') ? path + reference : path.replace('//', `/${reference}/`);

async function addAnswerPhoto({ site, town }: Place, { path, cookie, made }: Followed): Promise<void> {
  const file = { name: 'photo', bytes: await photo({ width: 80, height: 60 }) };
  await senderOf(site, town)(`${path}?/foto&domanda=${made.step ?? ''}`, { cookie, file, headers: household() });
}

async function addPhoto({ site, town }: Place, { path, cookie }: Followed): Promise<void> {
  const file = { name: 'photo', bytes: await photo({ width: 80, height: 60 }) };
  await senderOf(site, town)(`${path}?/carica`, { cookie, file, headers: household() });
}

async function askAddress({ site, town }: Place, { path, cookie }: Followed): Promise<void> {
  const form = { key: newKey(), kept: '', email: `altra.${newKey()}@example.it` };
  const answer = await senderOf(site, town)(`${path}?/chiedi`, { cookie, form });
  expect(answer.status, answer.text).toBe(303);
}

/** The page that a mail leads to, with the cookie that its link gives. */
async function openMailedLink({ world, site, town }: Place, path: string): Promise<Visit> {
  const name = path.split('/').at(-1) ?? '';
  const email = `${name}.${newKey()}@example.it`;
  const { reference } = await newRequest(site, town, { title: 'Buca', email });
  const send = senderOf(site, town);
  const first = await mailAbout(world, email, reference);
  let text = first.text;
  if (name === 'nuova-password') {
    await send('/segui/password', { form: { number: reference, email }, headers: household() });
    ({ text } = await mailAbout(world, email, 'Nuova password?'));
  }
  if (name.endsWith('indirizzo')) {
    const opened = await send(linkIn(first.text, 'accesso'));
    const wanted = `nuova.${email}`;
    const form = { key: newKey(), kept: '', email: wanted };
    await send(`/segui/${reference}/indirizzo?/chiedi`, { cookie: opened.cookies.join('; '), form });
    ({ text } =
      name === 'nuovo-indirizzo'
        ? await mailAbout(world, wanted, 'Confermi questo indirizzo?')
        : await mailAbout(world, email, 'Cambiamo indirizzo?'));
  }
  const { cookies } = await send(linkIn(text, `link/${name}`));
  return { path, cookie: cookies.join('; ') };
}

/** The page that the mails to a watcher lead to, before and after the address has said yes. */
function watching(
  path: string,
  prepare: (place: Place, visit: Visit) => Promise<void> = () => Promise.resolve(),
): Opened {
  return async (place) => {
    const { world, site, town, makeRequest } = place;
    const { reference } = await makeRequest({ office: 'roads', state: 'received' });
    const email = `segue.${newKey()}@example.it`;
    const send = senderOf(site, town);
    const ask = () =>
      send(`/segnalazioni/${reference}?/segui`, { form: { key: newKey(), email }, headers: household() });
    await expect.poll(async () => (await ask()).status).toBe(303);
    const { text } = await mailAbout(world, email, reference);
    const { cookies } = await send(linkIn(text, 'link/seguita'));
    const visit = { path, cookie: cookies.join('; ') };
    await prepare(place, visit);
    return visit;
  };
}

async function confirmWatch({ site, town }: Place, { path, cookie }: Visit): Promise<void> {
  const answer = await senderOf(site, town)(`${path}?/si`, { cookie, form: { key: newKey() } });
  expect(answer.status, answer.text).toBe(303);
}

function linkIn(text: string, name: string): string {
  const found = new RegExp(`https?://[^/\\s]+(/segui/${name}/\\S+)`).exec(text)?.[1];
  if (!found) throw new Error(`no link ${name}`);
  return found;
}

async function beginDraft({ site, town }: Place): Promise<string> {
  const begun = await senderOf(site, town)(`${wizard}?/inizia`, { form: { privacy: 'on' }, headers: household() });
  return cookieIn(begun, 'bozza=');
}

async function fillDraft(place: Place, file = document()): Promise<string> {
  const send = senderOf(place.site, place.town);
  const cookie = await beginDraft(place);
  const { hamlet, category } = place.town;
  const form = { place: 'Via Roma 1', hamlet, category, title: 'Buca', body: 'Profonda.' };
  const author = { name: 'Maria Rossi', email: 'maria.rossi@example.it' };
  const asked = { form: { ...form, ...author }, cookie, headers: household() };
  const kept = await send(`${wizard}/dati?/allega`, { ...asked, file: { name: 'file', bytes: file } });
  expect(kept.status, kept.text).toBe(303);
  const filled = await send(`${wizard}/dati?/continua`, { ...asked, multipart: true });
  expect(filled.status, filled.text).toBe(303);
  return cookie;
}

const asking = new Map<string, Promise<string>>();

/** One that asks a question of this kind; the same for all visits. */
function askingCategory({ site, town }: Place, type: QuestionType): Promise<string> {
  const known = `${type} ${town.url}`;
  const held = asking.get(known);
  if (held) return held;
  const options =
    type === 'choice' || type === 'several'
      ? [
          { value: 'si', label: inFour('Sì') },
          { value: 'no', label: inFour('No') },
        ]
      : [];
  const questions = [question({ id: type, type, text: 'Come?', options })];
  const made = newCategory(site, town, `Domande ${newKey().slice(0, 6)}`, { questions }).then(({ id }) => id);
  asking.set(known, made);
  return made;
}

/** A draft whose category asks more. */
async function chooseAsking(place: Place, type: QuestionType): Promise<string> {
  const cookie = await beginDraft(place);
  const form = { place: 'Via Roma 1', hamlet: place.town.hamlet, category: await askingCategory(place, type) };
  const send = senderOf(place.site, place.town);
  const shown = await send(`${wizard}/dati?/domande`, { form, multipart: true, cookie, headers: household() });
  expect(shown.status, shown.text).toBe(303);
  return cookie;
}

/** With a number to move, change and take away. */
function withNumber(path: string): Opened {
  return async ({ site, town }) => {
    const cookie = await cookieOf(site, town, 'administrator');
    const send = senderOf(site, town);
    const version = /name="version" value="(\d+)"/.exec((await send(path, { cookie })).text)?.[1] ?? '';
    const telephone = `0586 ${String(randomInt(100_000, 999_999))}`;
    const number = {
      telephone,
      name: 'Acquedotto',
      purpose_it: 'guasti',
      purpose_en: '',
      purpose_de: '',
      purpose_fr: '',
    };
    await send(`${path}?/salva`, { cookie, form: { key: newKey(), version, phone: '', ...number } });
    return { path, cookie, holding: telephone };
  };
}

/** The page after the stars. */
async function rate({ site, town }: Place): Promise<string> {
  const form = { key: newKey(), thing: 'home', stars: '4' };
  return locationOf(await senderOf(site, town)('/valuta', { form, headers: household() }));
}

/** With addresses of the register to choose from. */
async function searchPlace(place: Place): Promise<string> {
  const cookie = await beginDraft(place);
  const form = { place: 'v. g. garibladi 12 castiglioncello' };
  const found = await senderOf(place.site, place.town)(`${wizard}/dati?/cerca`, {
    form,
    multipart: true,
    cookie,
    headers: household(),
  });
  expect(found.status, found.text).toBe(303);
  return cookie;
}

async function sendDraft(place: Place, file?: Buffer): Promise<{ draft: string; access: string; reference: string }> {
  const draft = await fillDraft(place, file);
  const send = senderOf(place.site, place.town);
  const summary = await send(`${wizard}/riepilogo`, { cookie: draft });
  const files = /name="file" value="([0-9a-f-]{36})"/.exec(summary.text)?.[1] ?? '';
  const form = { key: newKey(), file: files };
  const sent = await send(`${wizard}/riepilogo`, { cookie: draft, form, headers: household() });
  return { draft, access: cookieIn(sent, 'richiesta-'), reference: locationOf(sent).split('/').at(-1) ?? '' };
}

async function sendWithPhoto(place: Place): Promise<Pick<WorldRequest, 'id' | 'reference'>> {
  const { reference } = await sendDraft(place, await photo({ width: 320, height: 240 }));
  const [year, number] = reference.split('-').map(Number);
  const { rows } = await place.owner.query<Pick<WorldRequest, 'id'>>(
    'select id from request where municipality_id = $1 and year = $2 and number = $3',
    [place.town.number, year, number],
  );
  return { id: (rows[0] as Pick<WorldRequest, 'id'>).id, reference };
}

function cookieIn({ cookies, text }: Answer, name: string): string {
  const found = cookies.find((cookie) => cookie.startsWith(name));
  if (found === undefined) throw new Error(`no cookie ${name}: ${text.slice(0, 500)}`);
  return found;
}

export function locationOf({ headers }: Answer): string {
  return [headers.location ?? ''].flat()[0] ?? '';
}

export function ask({ site, town }: Place, { at: elsewhere, cookie, path }: Visit): Promise<Answer> {
  return senderOf(site, elsewhere ?? town)(path, { cookie });
}

export const newKey = () => randomBytes(16).toString('hex');

/** Limits count by address: each form comes from another one. */
export function household(): Record<string, string> {
  return { 'x-forwarded-for': `10.${[...randomBytes(3)].join('.')}` };
}
