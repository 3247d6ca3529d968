import { randomInt } from 'node:crypto';
import type { Page } from '@playwright/test';
import { registerColumns } from '#lib/places/register-file.ts';
import { photo } from '#test/photos.ts';
import { expect, logsOf, test } from '../test.ts';
import { PASSWORD } from '../world/world.ts';
import { withOwner } from './as-owner.ts';
import { badValues, plausible, script, secretWords } from './bad-values.ts';
import { fieldsOfForms } from './fields-of-forms.ts';
import { formsOfPage, type Field, type Form } from './forms-of-page.ts';
import { pathOf, routesOfBuild, type Route } from './routes-of-build.ts';
import { senderOf, type Answer, type Send } from './send.ts';
import { cookieOf, signIn } from './sign-in.ts';
import { ask, household, locationOf, newKey, visitsOf, type Place, type Visit } from './visits.ts';

type Values = Record<string, string>;
/** A page that was opened, and one of its forms. */
type Stand = { visit: Visit; form: Form; target: URL };

/** What came of one part of the sweep: which fields each form has, as `route action`, and what was wrong with the answers. */
type Swept = { fields: Map<string, Set<string>>; buttons: Set<string>; tried: Set<string>; wrong: string[] };

/** Forms that only a script sends have no button; they are sent as the form that they belong to. */
const sentByScript: Readonly<Record<string, string>> = { '?/continua': '?/tieni' };

/** Nobody is told which of the two was wrong. */
const discreet = new Set(['/(console)/ufficio/accesso signIn', '/(citizen)/segui default']);

/** The people of practice are not in this town: practice.e2e.ts signs them in. */
const withoutPeople = '?/practice';

const isWritten = ({ kind }: Field) => ['text', 'textarea', 'email', 'tel', 'date', 'time', 'number'].includes(kind);
const isTyped = ({ kind }: Field) => isWritten({ kind } as Field) || kind === 'password';

/** So that they share the time; the last one takes what is left. */
const parts: Record<string, (route: string) => boolean> = {
  'the report': (route) => route.includes('/segnalazione-disservizio/'),
  'the acts of a citizen': (route) => route.startsWith('/(citizen)/segui/[reference]'),
  'the acts of the office': (route) => route === '/(console)/ufficio/segnalazioni/[reference]',
  'the review': (route) => route === '/(console)/ufficio/pubblicazione/[reference]',
  'everything else': () => true,
};
const partOf = (route: string) => Object.keys(parts).find((part) => parts[part]?.(route));

async function sweep(route: Route, routes: readonly Route[], place: Place, page: Page, swept: Swept): Promise<void> {
  for (const open of visitsOf(route)) {
    const stand = async () => {
      const visit = await open(place);
      const shown = await ask(place, visit);
      const forms = (await formsOfPage(page, shown.text)).filter(
        ({ fields }) => visit.holding === undefined || fields.some(({ value }) => value === visit.holding),
      );
      return { visit, shown, forms: withScripted(forms) };
    };
    const first = await stand();
    swept.wrong.push(...judgePage(first.shown).map((problem) => `GET ${first.visit.path} ${problem}`));
    const named = (form: Form, { path }: Visit) => {
      const target = new URL(form.action, `http://a.invalid${path}`);
      const to = routes.find(({ pattern }) => pattern.test(target.pathname));
      const name = `${to?.id ?? target.pathname} ${/^\?\/([\w-]+)/.exec(target.search)?.[1] ?? 'default'}`;
      return { target, to, name };
    };
    for (const form of first.forms) {
      const { to, name } = named(form, first.visit);
      // What stands beside it may differ from one visit to the next.
      const index = first.forms.filter((each) => named(each, first.visit).name === name).indexOf(form);
      // Of another part, which comes to it on a page of its own.
      if (to && partOf(to.id) !== partOf(route.id)) continue;
      const known = swept.fields.get(name);
      const button = form.fields.find(({ kind }) => kind === 'button');
      const label = button ? `${name} (${button.name} ${button.value})` : name;
      // In another state of the request, or on another page, it is the same form once more, perhaps with another field.
      const fresh = form.fields.filter((field) => !known?.has(field.name)).map((field) => field.name);
      const pressed = known !== undefined && (!button || swept.buttons.has(label));
      if (pressed && fresh.length === 0) continue;
      swept.buttons.add(label);
      swept.fields.set(name, new Set([...(known ?? []), ...fresh]));
      // What another button of the same form has been through needs no more than a look.
      const told = new Set(fresh.filter((field) => swept.tried.has(`${route.id} ${String(form.at)} ${field}`)));
      for (const field of fresh) swept.tried.add(`${route.id} ${String(form.at)} ${field}`);
      const again = async (): Promise<Stand> => {
        const { visit, forms } = await stand();
        const same = forms.filter((each) => named(each, visit).name === name)[index];
        if (!same) throw new Error(`${name} is gone from ${visit.path}`);
        if (name.endsWith(' signOut'))
          visit.cookie = await signIn(place.site, place.town, place.town.emails.administrator);
        return { visit, form: same, target: named(same, visit).target };
      };
      await test.step(label, async () => {
        const found = [
          ...(await fillBadly(place, again, name, { fresh, told })),
          ...(form.method === 'post' && !pressed ? await sendBadly(place, again) : []),
        ];
        swept.wrong.push(...found.map((problem) => `${label}, ${problem}`));
      });
    }
  }
}

function withScripted(forms: Form[]): Form[] {
  const scripted = forms.flatMap((form) => {
    const action = sentByScript[form.action];
    return action === undefined ? [] : [{ ...form, action }];
  });
  return [...forms, ...scripted];
}

/** One field after the other with everything that it should not hold, the others as they should be. */
async function fillBadly(
  place: Place,
  again: () => Promise<Stand>,
  name: string,
  { fresh, told }: { fresh: readonly string[]; told: ReadonlySet<string> },
): Promise<string[]> {
  const wrong: string[] = [];
  if (fresh.length === 0) return wrong;
  let stand = await again();
  for (const field of fresh) {
    const kind = stand.form.fields.find((each) => each.name === field);
    if (!kind) continue;
    const bads = Object.entries(badValues(kind, place.other.requests.received.id));
    const few = bads.filter(([, value]) => value.includes(script) || value === '');
    for (const [what, bad] of told.has(field) ? few : bads) {
      const values = goodValues(stand);
      const before = await lifeOf(place, stand.visit);
      const answer = await submit(place, stand, { ...values, [field]: bad });
      const problems = judge(answer, stand.form, kind, values, discreet.has(name));
      if (answer.status >= 400 && (await lifeOf(place, stand.visit)) !== before)
        problems.push('was refused, and changed something');
      wrong.push(...problems.map((problem) => `${field}: ${what} (${String(answer.status)}) ${problem}`));
      if (answer.status >= 400) continue;
      wrong.push(...(await judgeNext(place, stand.visit, answer)).map((problem) => `${field}: ${what} ${problem}`));
      // Taken as words, or gone elsewhere: the next one stands before a page of its own.
      if (stand.form.method === 'post' && !stand.visit.lasts) stand = await again();
    }
  }
  return wrong;
}

/** The right values in a form that is wrong as a whole; in the end they are sent as they should, and once more. */
async function sendBadly(place: Place, again: () => Promise<Stand>): Promise<string[]> {
  const { site, town, other } = place;
  const stand = await again();
  const { visit, form, target } = stand;
  const values = goodValues(stand, place);
  const path = target.pathname + target.search;
  const wrong: string[] = [];
  const before = await lifeOf(place, visit);
  const home = visit.at ?? town;
  const elsewhere = home === town ? other : town;
  const attempts: Record<string, () => Promise<Answer>> = {
    'from another origin': () =>
      post(place, stand, { form: values, headers: { ...household(), origin: 'http://example.org' } }),
    'of another type': () =>
      post(place, stand, { body: '{"key":[]}', headers: { origin: home.url, 'content-type': 'application/json' } }),
    'of no type': () => post(place, stand, { body: 'key=1', headers: { origin: home.url } }),
    'without its border': () =>
      post(place, stand, { body: '--x', headers: { origin: home.url, 'content-type': 'multipart/form-data' } }),
    'cut off': () =>
      post(place, stand, {
        body: '--x\r\ncontent-disposition: form-data; name="key"\r\n\r\n1',
        headers: { origin: home.url, 'content-type': 'multipart/form-data; boundary=x' },
      }),
    'with files for fields': () => {
      const parts = Object.entries(values).map(
        ([name, value]) =>
          `--x\r\ncontent-disposition: form-data; name="${name}"; filename="a.txt"\r\n\r\n${value}\r\n`,
      );
      const headers = { ...household(), origin: home.url, 'content-type': 'multipart/form-data; boundary=x' };
      return post(place, stand, { body: `${parts.join('')}--x--\r\n`, headers });
    },
    'in another municipality': () =>
      senderOf(site, elsewhere)(path, {
        form: values,
        multipart: form.multipart,
        cookie: visit.cookie,
        headers: household(),
      }),
    ...(visit.cookie !== '' && {
      'by nobody': () => senderOf(site, home)(path, { form: values, multipart: form.multipart, headers: household() }),
    }),
    ...(path.startsWith('/ufficio/') &&
      visit.about && {
        'by the mayor, who only reads': async () =>
          senderOf(site, home)(path, {
            form: values,
            multipart: form.multipart,
            cookie: await cookieOf(site, home, 'mayor'),
          }),
      }),
  };
  for (const [what, attempt] of Object.entries(attempts)) {
    const answer = await attempt();
    const problems = judgePage(answer);
    if (what === 'from another origin' && answer.status !== 403) problems.push('is taken');
    const now = await lifeOf(place, visit);
    if (now !== before) problems.push(`changed something: ${String(before)} → ${String(now)}`);
    wrong.push(...problems.map((problem) => `sent ${what} (${String(answer.status)}) ${problem}`));
  }

  const file = form.file === null ? undefined : { name: form.file, bytes: await goodFile(form.file) };
  const sent = await submit(place, stand, values, file);
  if (sent.status >= 400 && form.action !== withoutPeople)
    wrong.push(`sent as it should (${String(sent.status)}) is refused: ${alertOf(sent)}`);
  const after = await lifeOf(place, visit);
  const repeated = await submit(place, stand, values, file);
  const problems = judgePage(repeated);
  if ((await lifeOf(place, visit)) !== after) problems.push('is done twice');
  wrong.push(...problems.map((problem) => `sent again (${String(repeated.status)}) ${problem}`));
  return wrong;
}

/** A register without rows changes nothing for the tests beside this one. */
function goodFile(field: string): Promise<Uint8Array> | Uint8Array {
  return field === 'register' ? Buffer.from(`${registerColumns.join(';')}\r\n`) : photo({ width: 80, height: 60 });
}

/** What the form is meant for; each time with a key of its own, as if its page had been loaded anew. */
function goodValues({ form, visit }: Stand, place?: Place): Values {
  const values = Object.fromEntries(form.fields.map((field) => [field.name, plausible(field)]));
  if (Object.hasOwn(values, 'key')) values.key = newKey();
  // Below another category it would make a heading of one that other tests choose.
  if (Object.hasOwn(values, 'parent')) values.parent = '';
  if (!place) return values;
  const town = visit.at ?? place.town;
  if (form.action === '?/signIn') return { ...values, email: town.emails.operator, password: PASSWORD };
  if (Object.hasOwn(values, 'password'))
    return { number: town.requests.closed.reference, password: town.requests.closed.password };
  if (['?/chiedi', '?/address'].includes(form.action)) return { ...values, email: `altra.${newKey()}@example.it` };
  if (form.action === '?/attach') return { ...values, reference: town.requests.inCharge.reference };
  if (Object.hasOwn(values, 'options_it')) {
    const two = 'Sì\nNo';
    return { ...values, options_it: two, options_en: two, options_de: two, options_fr: two };
  }
  if (Object.hasOwn(values, 'telephone'))
    return { ...values, telephone: `0586 ${String(randomInt(100_000, 999_999))}` };
  if (Object.hasOwn(values, 'code')) return { ...values, code: 'H570' };
  if (Object.hasOwn(values, 'outcome')) return { ...values, outcome: 'redirected' };
  return values;
}

function submit(place: Place, stand: Stand, values: Values, file?: Send['file']): Promise<Answer> {
  const { visit, form, target } = stand;
  const query = new URLSearchParams(values).toString();
  return form.method === 'get'
    ? ask(place, { ...visit, path: `${target.pathname}?${query}` })
    : post(place, stand, { form: values, multipart: form.multipart, headers: household(), ...(file && { file }) });
}

function post({ site, town }: Place, { visit, target }: Stand, what: Omit<Send, 'port' | 'host' | 'path'>) {
  return senderOf(site, visit.at ?? town)(target.pathname + target.search, { cookie: visit.cookie, ...what });
}

function judge(answer: Answer, form: Form, bad: Field, values: Values, discreetly: boolean): string[] {
  const { status, text } = answer;
  const wrong = judgePage(answer);
  if (status < 400) return wrong;
  if (!text.includes('<html lang="it"')) wrong.push('does not speak the reader’s language');
  if (!text.includes('role="alert"') && !(status === 409 && text.includes('role="status"')))
    wrong.push('does not say what is wrong');
  // A key or version that is no more is nobody's fault: the page says it as a whole.
  if (status === 400 && isTyped(bad) && !discreetly && !text.includes('aria-invalid="true"'))
    wrong.push('does not say it beside the field');
  for (const { name } of form.fields.filter(
    (field) =>
      isWritten(field) &&
      ![bad.name, 'password'].includes(field.name) &&
      // An answer belongs to what was asked: to nothing, when the page’s own list of that is broken.
      !(bad.name === 'asked' && field.name.startsWith('risposta-')),
  )) {
    if (!text.includes(escaped(values[name] ?? ''))) wrong.push(`forgets what was typed in ${name}`);
  }
  return wrong;
}

function judgePage({ status, text }: Pick<Answer, 'status' | 'text'>): string[] {
  return [
    ...(status >= 500 ? ['is a fault'] : []),
    ...(text.includes(script) ? ['lets a script into the page'] : []),
    ...(/[\u202d\u202e\u2066]/.test(text) ? ['lets turned writing into the page'] : []),
  ];
}

async function judgeNext(place: Place, visit: Visit, answer: Answer): Promise<string[]> {
  const location = locationOf(answer);
  if (location === '') return [];
  if (!location.startsWith('/') || location.startsWith('//')) return [`leads elsewhere: ${location}`];
  return judgePage(await ask(place, { ...visit, path: location }));
}

const escaped = (text: string) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');

function alertOf({ text }: Answer): string {
  const [, said = text] = text.split('role="alert"');
  return said.replace(/<[^>]*>|\s+/g, ' ').slice(0, 200);
}

/** What is known of the request: any act on it shows. A photo that becomes ready meanwhile is nobody's act. */
async function lifeOf({ owner }: Place, { about }: Visit): Promise<string | null> {
  if (!about) return null;
  const { rows } = await owner.query<{ life: string }>(
    `select concat_ws(' ', version, state,
       (select string_agg(kind, ' ' order by recorded_at, id) from trail_entry
        where request_id = $1 and kind <> 'photos-added')) as life
     from request where id = $1`,
    [about.id],
  );
  return rows[0]?.life ?? null;
}

// Only a hanging sweep meets it, however busy the machine.
test.describe.configure({ mode: 'parallel', timeout: 600_000 });

for (const part of Object.keys(parts)) {
  test(`what nobody should type breaks no form, is told and changes nothing: ${part}`, async ({
    page,
    world,
    site,
    town,
    other,
    makeRequest,
  }) => {
    const routes = await routesOfBuild();
    const pages = routes.filter(({ id, page: isPage }) => isPage && partOf(id) === part);
    const swept: Swept = { fields: new Map(), buttons: new Set(), tried: new Set(), wrong: [] };
    await withOwner(site, async (owner) => {
      const place = { world, site, town, other, owner, makeRequest };
      for (const route of pages) await sweep(route, routes, place, page, swept);
    });
    const actions = pages.flatMap(({ id, actions: names }) => names.map((action) => `${id} ${action}`));
    expect(
      actions.filter((form) => !swept.fields.has(form)),
      'forms that no visit came to',
    ).toEqual([]);
    expect(swept.wrong).toEqual([]);
    expect(Object.fromEntries([...swept.fields].map(([form, fields]) => [form, [...fields].toSorted()]))).toEqual(
      Object.fromEntries(Object.entries(fieldsOfForms).filter(([form]) => partOf(form.split(' ')[0] ?? '') === part)),
    );
    expect(logsOf(world)).not.toContain(secretWords);
  });
}

const badParts = [
  '%00',
  '%ff',
  '..%2f..%2fetc',
  "'%3B--",
  'a'.repeat(3000),
  '2026-99999999999999',
  '-1',
  '1e308',
  'NaN',
  '%E2%80%AE',
];

test('no address and no query breaks a page', async ({ site, town }) => {
  const send = senderOf(site, town);
  const cookie = await cookieOf(site, town, 'administrator');
  const wrong: string[] = [];
  for (const route of await routesOfBuild()) {
    for (const bad of badParts) {
      const names = [
        'q',
        'lat',
        'lon',
        'da',
        'dopo',
        'di',
        'cosa',
        'numero',
        'fatto',
        'vista',
        'frazione',
        'categoria',
      ];
      // Beyond 16 KB of headers the connection ends before any page of ours.
      const query = names
        .slice(0, bad.length > 1000 ? 3 : names.length)
        .map((name) => `${name}=${bad}`)
        .join('&');
      const path = pathOf(route, Object.fromEntries(route.params.map((name) => [name, '·']))).replaceAll('%C2%B7', bad);
      for (const address of route.params.length > 0 ? [path, `${path}?${query}`] : [`${path}?${query}`]) {
        const answer = await send(address, { cookie, headers: household() });
        wrong.push(
          ...judgePage(answer).map((problem) => `${address.slice(0, 90)} (${String(answer.status)}) ${problem}`),
        );
      }
    }
  }
  expect(wrong).toEqual([]);
});
