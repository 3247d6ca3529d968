import { expect, test } from '../test.ts';
import type { Site, WorldTown } from '../world/world.ts';
import { routesOfBuild } from './routes-of-build.ts';
import { senderOf, type Answer } from './send.ts';
import { cookieOf } from './sign-in.ts';
import { thingsOf, unknownThings, type Things } from './things.ts';

/** One way of asking for a thing; the administrator's session of the town that is asked comes along with it. */
type Sample = { path: string; form?: Record<string, string>; multipart?: boolean; cookie?: string };
type Samples = (of: Things) => Sample[];

/** Neither its address nor a form of it names anything: it shows the municipality's own. */
const namesNothing: Samples = () => [];
const report = '/servizi/segnalazione-disservizio';
const withDraft =
  (path: string): Samples =>
  ({ draft }) => [{ path, cookie: draft }];
const access = ({ reference, token }: Things) => `richiesta-${reference}=${token}`;

/** Every route that Kit knows, with what it is given of another municipality. */
const walk: Record<string, Samples> = {
  '/(citizen)': namesNothing,
  '/(citizen)/accessibilita': namesNothing,
  '/(citizen)/note-legali': namesNothing,
  '/(citizen)/privacy': namesNothing,
  '/(citizen)/troppo-grande': namesNothing,
  '/(citizen)/valuta': namesNothing,
  // An id of another municipality's rating, and one that nobody has: the same page, that there is none.
  '/(citizen)/valuta/[id]': ({ request }) => [
    { path: `/valuta/${request}` },
    { path: `/valuta/${request}`, form: { aspect: 'clear', details: 'Bene.' } },
  ],
  '/indirizzi': namesNothing,
  '/indirizzi/vicino': namesNothing,
  '/lingua': namesNothing,
  '/manifest.webmanifest': namesNothing,
  '/robots.txt': namesNothing,
  '/sitemap.xml': namesNothing,
  '/salute': namesNothing,
  '/(citizen)/segui': ({ reference, password }) => [{ path: '/segui', form: { number: reference, password } }],
  '/(citizen)/segui/[reference]': (of) => [
    { path: `/segui/${of.reference}`, cookie: access(of) },
    { path: `/segui/${of.reference}` },
    ...['rispondi', 'foto', 'togli'].map((action) => ({
      path: `/segui/${of.reference}?/${action}&domanda=${of.step}`,
      form: { version: '1', text: 'Ciao.', togli: of.photo },
      multipart: true,
      cookie: access(of),
    })),
    { path: `/segui/${of.reference}?/utile`, form: { helped: 'yes', text: '' }, cookie: access(of) },
  ],
  ...Object.fromEntries(
    (['scrivi', 'foto', 'sollecita', 'ritira', 'riapri'] as const).map((page): [string, Samples] => [
      `/(citizen)/segui/[reference]/${page}`,
      (of) => [
        { path: `/segui/${of.reference}/${page}`, cookie: access(of) },
        {
          path: `/segui/${of.reference}/${page}${page === 'foto' ? '?/manda' : ''}`,
          form: { version: '1', text: 'Ciao.', reason: 'Sì.' },
          multipart: page === 'foto',
          cookie: access(of),
        },
      ],
    ]),
  ),
  ...Object.fromEntries(
    ['avvisi', 'indirizzo', 'password', 'esporta', 'ricevuta'].map((page): [string, Samples] => [
      `/(citizen)/segui/[reference]/${page}`,
      (of) => [
        { path: `/segui/${of.reference}/${page}`, cookie: access(of) },
        { path: `/segui/${of.reference}/${page}` },
        ...(page === 'esporta' || page === 'ricevuta'
          ? []
          : [
              {
                path: `/segui/${of.reference}/${page}${page === 'indirizzo' ? '?/chiedi' : ''}`,
                cookie: access(of),
                form: { key: 'a'.repeat(32), notices: 'end', generation: '1', email: 'altra@example.it' },
              },
            ]),
      ],
    ]),
  ),
  ...Object.fromEntries(
    ['non-sono-io', 'nuova-password', 'vecchio-indirizzo', 'nuovo-indirizzo'].map((page): [string, Samples] => [
      `/(citizen)/segui/${page}`,
      ({ reference, token }) => {
        const cookie = `link-${page}=${reference}.zzzzzzzz.${token}`;
        const action = page.endsWith('indirizzo') ? '?/si' : '';
        return [
          { path: `/segui/${page}`, cookie },
          { path: `/segui/${page}${action}`, cookie, form: { key: 'a'.repeat(32) } },
        ];
      },
    ]),
  ),
  // An id that no watch has here, with a secret of another municipality.
  '/(citizen)/segui/seguita': ({ request, token }) => {
    const cookie = `link-seguita=${request}.${token}`;
    return [
      { path: '/segui/seguita', cookie },
      ...['si', 'no'].map((action) => ({
        path: `/segui/seguita?/${action}`,
        cookie,
        form: { key: 'a'.repeat(32) },
      })),
    ];
  },
  '/(citizen)/segui/link/[name]/[token]': ({ reference, request, token }) => [
    { path: `/segui/link/non-sono-io/${reference}.zzzzzzzz.${token}` },
    { path: `/segui/link/seguita/${request}.${token}` },
  ],
  '/(citizen)/segui/password': ({ reference }) => [
    { path: '/segui/password', form: { number: reference, email: 'maria.rossi@example.it' } },
  ],
  '/(citizen)/segui/accesso/[token]': ({ reference, token }) => [{ path: `/segui/accesso/${reference}.${token}` }],
  '/(citizen)/segnalazioni': ({ reference, hamlet, category }) => [
    { path: `/segnalazioni?${new URLSearchParams({ q: reference }).toString()}` },
    { path: `/segnalazioni?da=2099-01-01_${reference}` },
    { path: `/segnalazioni?frazione=${hamlet}&categoria=${category}` },
  ],
  '/(citizen)/segnalazioni/punti': ({ reference, hamlet, category }) => [
    { path: '/segnalazioni/punti' },
    ...[`q=${reference}`, `frazione=${hamlet}`, `categoria=${category}`].map((asked) => ({
      path: `/segnalazioni/punti?${asked}`,
    })),
  ],
  '/(citizen)/segnalazioni/[reference]': ({ reference }) => [
    { path: `/segnalazioni/${reference}` },
    {
      path: `/segnalazioni/${reference}?/segui`,
      form: { key: 'a'.repeat(32), email: 'maria.rossi@example.it' },
    },
  ],
  '/segnalazioni/foto/[id]': ({ photo }) => [{ path: `/segnalazioni/foto/${photo}` }],
  '/(citizen)/servizi/segnalazione-disservizio': namesNothing,
  '/(citizen)/servizi/segnalazione-disservizio/inviata/[reference]': (of) => [
    { path: `${report}/inviata/${of.reference}`, cookie: access(of) },
  ],
  '/(citizen)/servizi/segnalazione-disservizio/inviata/[reference]/foglio': (of) => [
    { path: `${report}/inviata/${of.reference}/foglio`, cookie: access(of) },
  ],
  '/(citizen)/servizi/segnalazione-disservizio/nuova': withDraft(`${report}/nuova`),
  '/(citizen)/servizi/segnalazione-disservizio/nuova/dati': (of) => [
    ...withDraft(`${report}/nuova/dati`)(of),
    {
      path: `${report}/nuova/dati?/continua`,
      multipart: true,
      form: { hamlet: of.hamlet, category: of.category, place: 'Via Roma 1', title: 'Buca', body: 'Una buca.' },
    },
  ],
  '/(citizen)/servizi/segnalazione-disservizio/nuova/gia-inviata': withDraft(`${report}/nuova/gia-inviata`),
  '/(citizen)/servizi/segnalazione-disservizio/nuova/riepilogo': withDraft(`${report}/nuova/riepilogo`),
  '/documenti/[id]': ({ document, draft }) => [
    { path: `/documenti/${document}`, cookie: draft },
    { path: `/documenti/${document}` },
  ],
  '/foto/[id]': ({ photo, draft }) => [{ path: `/foto/${photo}`, cookie: draft }, { path: `/foto/${photo}` }],
  '/(console)/posta': ({ mail }) => [{ path: `/posta?da=2099-01-01T00:00:00Z_${mail}` }],
  '/(console)/posta/[id]': ({ mail }) => [{ path: `/posta/${mail}` }],
  '/(console)/posta/[id]/html': ({ mail }) => [{ path: `/posta/${mail}/html` }],
  '/(console)/ufficio': ({ session, request, title }) => [
    { path: '/ufficio', cookie: session },
    { path: `/ufficio?da=2000-01-01T00:00:00Z_${request}` },
    { path: `/ufficio?${new URLSearchParams({ q: title }).toString()}` },
  ],
  '/(console)/ufficio/amministrazione': namesNothing,
  '/(console)/ufficio/amministrazione/categorie': ({ category, session }) => [
    { path: '/ufficio/amministrazione/categorie', cookie: session },
    { path: '/ufficio/amministrazione/categorie?/sposta', form: { su: category } },
  ],
  '/(console)/ufficio/amministrazione/categorie/[id]': ({ category, session }) => [
    { path: `/ufficio/amministrazione/categorie/${category}` },
    { path: `/ufficio/amministrazione/categorie/${category}`, cookie: session },
    ...['salva', 'domanda', 'ordina'].map((action) => ({
      path: `/ufficio/amministrazione/categorie/${category}?/${action}`,
      form: { version: '1', name_it: 'Loro', label_it: 'Quale?', su: 'x' },
    })),
  ],
  '/(console)/ufficio/amministrazione/numeri': ({ session }) => [
    { path: '/ufficio/amministrazione/numeri', cookie: session },
    ...['salva', 'ordina'].map((action) => ({
      path: `/ufficio/amministrazione/numeri?/${action}`,
      form: { su: '1530' },
    })),
  ],
  '/(console)/ufficio/amministrazione/testi': ({ session }) => [
    { path: '/ufficio/amministrazione/testi', cookie: session },
  ],
  '/(console)/ufficio/amministrazione/testi/[page]/[language]': ({ session }) => [
    { path: '/ufficio/amministrazione/testi/privacy/it', cookie: session },
    ...['guarda', 'salva', 'togli'].map((action) => ({
      path: `/ufficio/amministrazione/testi/privacy/it?/${action}`,
      form: { version: '0', body: 'Nostro' },
    })),
  ],
  '/(console)/ufficio/amministrazione/vie': ({ session }) => [
    { path: '/ufficio/amministrazione/vie', cookie: session },
    { path: '/ufficio/amministrazione/vie?/carica', multipart: true, form: { code: 'H570' } },
  ],
  '/(console)/ufficio/valutazioni': ({ session }) => [{ path: '/ufficio/valutazioni', cookie: session }],
  '/(console)/ufficio/accesso': ({ session }) => [{ path: '/ufficio/accesso', cookie: session }],
  '/(console)/ufficio/posta': ({ reference, mail, session }) => [
    { path: `/ufficio/posta?fatto=attach&di=2000-00001`, cookie: session },
    { path: '/ufficio/posta?/attach', form: { mail, reference, readBy: 'citizen' } },
    ...['aside', 'back'].map((action) => ({ path: `/ufficio/posta?/${action}`, form: { mail } })),
  ],
  '/(console)/ufficio/pubblicazione': ({ reference, photo, session }) => [
    { path: `/ufficio/pubblicazione?dopo=${reference}` },
    { path: `/ufficio/pubblicazione?fatto=shown&di=${reference}&cosa=${photo}` },
    { path: '/ufficio/pubblicazione', cookie: session },
  ],
  '/(console)/ufficio/pubblicazione/[reference]': ({ reference, photo, session }) => [
    { path: `/ufficio/pubblicazione/${reference}` },
    { path: `/ufficio/pubblicazione/${reference}`, cookie: session },
    ...['words', 'photo', 'edit', 'undo', 'keys'].map((action) => ({
      path: `/ufficio/pubblicazione/${reference}?/${action}`,
      form: { version: '0', photo, thing: photo, decision: 'shown', title: 'Buca', body: '', place: '', edit: 'blur' },
    })),
  ],
  '/(console)/ufficio/pubblicazione/foto/[id]': ({ photo, session }) => [
    { path: `/ufficio/pubblicazione/foto/${photo}` },
    { path: `/ufficio/pubblicazione/foto/${photo}`, cookie: session },
  ],
  '/(console)/ufficio/segnalazioni/[reference]': (of) => [
    { path: `/ufficio/segnalazioni/${of.reference}` },
    { path: `/ufficio/segnalazioni/${of.reference}`, cookie: of.session },
    ...[
      'take',
      'message',
      'ask',
      'note',
      'planInspection',
      'cancelInspection',
      'cancelQuestion',
      'danger',
      'close',
      'reopen',
      'address',
      'password',
      'resendMail',
    ].map((action) => ({
      path: `/ufficio/segnalazioni/${of.reference}?/${action}`,
      form: {
        version: '1',
        text: 'Ciao.',
        step: of.step,
        mail: of.mail,
        outcome: 'solved',
        danger: 'yes',
        reason: 'Piove.',
        days: '5',
      },
    })),
    ...['completeInspection', 'uploadPhotos'].map((action) => ({
      path: `/ufficio/segnalazioni/${of.reference}?/${action}`,
      multipart: true,
      form: { version: '1', step: of.step, findings: 'Visto.' },
    })),
  ],
};

test('the walk knows every route of the build', async () => {
  const routes = await routesOfBuild();
  expect(Object.keys(walk).toSorted()).toEqual(routes.map(({ id }) => id).toSorted());
});

// Its own site: while others write there, no page is the same twice.
test.use({
  site: async ({ world }, use) => {
    await use(world.single);
  },
});

for (const [route, samples] of Object.entries(walk)) {
  if (samples(unknownThings).length === 0) continue;
  test(`${route} answers to things of another municipality as to unknown ones`, async ({ site, town, other }) => {
    const theirs = await thingsOf(site, other);
    const unknown = samples(unknownThings);
    for (const [index, sample] of samples(theirs).entries()) {
      const name = `${sample.form ? 'POST' : 'GET'} ${sample.path}`;
      const given = await ask(site, town, sample);
      const expected = await ask(site, town, unknown[index] ?? sample);
      // A search shows again what was searched for, and nothing else.
      if (!sample.path.includes('q=')) expect(given.text, name).not.toContain(theirs.title);
      expect(shown(given, theirs), name).toEqual(shown(expected, unknownThings));
    }
  });
}

test('the things that the walk gives away open something where they belong', async ({ site, other }) => {
  const theirs = await thingsOf(site, other);
  const opened = async (sample: Sample) => (await ask(site, other, sample)).status;
  for (const route of [
    '/(citizen)/segui/[reference]',
    '/(console)/ufficio/segnalazioni/[reference]',
    '/foto/[id]',
    '/documenti/[id]',
  ]) {
    const [sample] = walk[route]?.(theirs) ?? [];
    expect(sample && (await opened(sample)), route).toBe(200);
  }
  for (const route of ['/(console)/posta/[id]', '/(console)/posta/[id]/html', '/(console)/ufficio']) {
    const [sample] = walk[route]?.(theirs) ?? [];
    expect(sample && (await opened(sample)), route).toBe(200);
  }
  expect(await opened({ path: `${report}/nuova/dati`, cookie: theirs.draft })).toBe(200);
  expect(await opened({ path: '/segui', form: { number: theirs.reference, password: theirs.password } })).toBe(303);
});

async function ask(site: Site, town: WorldTown, { path, form, multipart = false, cookie }: Sample): Promise<Answer> {
  const session = cookie?.startsWith('insieme.') ? [] : [await cookieOf(site, town, 'administrator')];
  return senderOf(site, town)(path, { ...(form && { form }), multipart, cookie: [...session, cookie].join('; ') });
}

/** What a person would see of it: without keys made anew, and without what was asked for. */
function shown({ status, headers, text }: Answer, of: Things): unknown {
  const without = (html: string) =>
    Object.values(of)
      .flatMap((thing) => [thing, encodeURIComponent(thing), new URLSearchParams([['', thing]]).toString().slice(1)])
      .reduce((rest, thing) => rest.replaceAll(thing, '…'), html)
      .replace(/\b[0-9a-f]{32}\b/g, 'key')
      .replace(/(nonce[-=]["']?)[\w+/=]+/g, '$1…')
      // That a session has ended is the browser's own story, whichever municipality it is told to.
      .replace('&scaduta=', '')
      .replace(/<time[^>]*>[^<]*<\/time>/g, '');
  return { status, location: without([headers.location ?? ''].flat().join()), text: without(text) };
}
