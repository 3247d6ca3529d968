import { gzipSync } from 'node:zlib';
import { newDraftSecret, saveDraft } from '#lib/requests/server/draft.ts';
import { digestOfSecret } from '#lib/kernel/server/form-key.ts';
import { writeReference } from '#lib/kernel/reference.ts';
import { systemClock } from '#lib/kernel/server/system-clock.ts';
import { tokenOf } from '#lib/kernel/server/secrets.ts';
import { offeredPeople } from '#lib/training/server/practice-log-ins.ts';
import type { Figure } from '../figure.ts';
import type { Ground } from './ground.ts';
import { signIn } from './pages.ts';
import { startProgram } from './program.ts';
import { openReportMaker } from './reports.ts';

type Page = { path: string; cookie?: string; goal: Figure['goal'] };
const kinds = ['html', 'css', 'js', 'fonts', 'pictures'] as const;
type Weight = Record<(typeof kinds)[number], number>;

/** What a first visit brings, gzip: the page with all that it and its sheets name, each file once. */
export async function measurePageWeights(ground: Ground): Promise<Figure[]> {
  const program = await startProgram(ground.folder, { DATABASE_URL: ground.urls.owner, INSIEME_KEY: ground.key });
  try {
    const figures: Figure[] = [];
    for (const page of await listPages(ground, program.address)) {
      const weight = await weigh(program.address, page);
      const kilobytes = (bytes: number) => bytes / 1000;
      figures.push({
        what: `weight of ${page.path.replace(/\d{4}-\d+/, '…')}`,
        goal: page.goal,
        measured: kilobytes(kinds.reduce((sum, kind) => sum + weight[kind], 0)),
        unit: 'KB',
        note: kinds.map((kind) => `${kind} ${kilobytes(weight[kind]).toFixed(0)}`).join(', '),
      });
    }
    return figures;
  } finally {
    await program.stop();
  }
}

async function listPages(ground: Ground, address: string): Promise<Page[]> {
  const citizen = { atMost: 200 };
  const service = '/servizi/segnalazione-disservizio';
  const draft = newDraftSecret();
  const holder = digestOfSecret(draft);
  const { fields } = await openReportMaker(ground);
  const of = { municipality: ground.municipality.id, holder };
  await saveDraft(ground.owner, of, { fields: fields(), sent: null }, systemClock());
  const row = await ground.owner
    .selectFrom('request')
    .select(['id', 'series', 'year', 'number', 'key_id', 'password_generation'])
    .where('municipality_id', '=', ground.municipality.id)
    .orderBy('number')
    .limit(1)
    .executeTakeFirstOrThrow();
  const secret = { ...of, request: row.id, keyId: row.key_id, generation: row.password_generation };
  const reference = writeReference(row);
  const head = offeredPeople().find(({ level }) => level === 'front-desk');
  const session = await signIn(address, head?.email ?? '');
  return [
    { path: '/', goal: citizen },
    { path: service, goal: citizen },
    { path: `${service}/nuova`, goal: citizen },
    { path: `${service}/nuova/dati`, cookie: `bozza=${draft}`, goal: citizen },
    { path: `${service}/nuova/riepilogo`, cookie: `bozza=${draft}`, goal: citizen },
    { path: '/segui', goal: citizen },
    { path: `/segui/${reference}`, cookie: `richiesta-${reference}=${tokenOf(ground.keys, secret)}`, goal: citizen },
    { path: '/ufficio/accesso', goal: null },
    { path: '/ufficio', cookie: session, goal: null },
    { path: `/ufficio/segnalazioni/${reference}`, cookie: session, goal: null },
  ];
}

async function weigh(address: string, { path, cookie = '' }: Page): Promise<Weight> {
  const weight: Weight = { html: 0, css: 0, js: 0, fonts: 0, pictures: 0 };
  const seen = new Set<string>();
  const read = async (url: URL, kind: keyof Weight): Promise<string> => {
    if (seen.has(url.pathname) || url.protocol === 'data:') return '';
    seen.add(url.pathname);
    const response = await fetch(url, { headers: { cookie, accept: 'text/html,*/*' }, redirect: 'manual' });
    if (response.status !== 200) throw new Error(`${url.pathname}: ${response.status}`);
    const bytes = Buffer.from(await response.arrayBuffer());
    weight[kind] += kind === 'fonts' ? bytes.length : gzipSync(bytes).length;
    return bytes.toString('utf8');
  };

  const html = await read(new URL(path, address), 'html');
  for (const [, found = ''] of html.matchAll(/(?:href|src)="([^"#]+\.(?:css|js|svg|png|webp|jpg))(?:#[^"]*)?"/g)) {
    const url = new URL(found, new URL(path, address));
    const kind = url.pathname.endsWith('.css') ? 'css' : url.pathname.endsWith('.js') ? 'js' : 'pictures';
    const text = await read(url, kind);
    if (kind === 'css')
      for (const [, name = ''] of text.matchAll(/url\("?([^)"]+\.woff2)"?\)/g)) await read(new URL(name, url), 'fonts');
    // What the first scripts import is preloaded by the page; what they import at once, however, is not always.
    if (kind === 'js')
      for (const [, name = ''] of text.matchAll(/\bfrom\s*"(\.[^"]+\.js)"/g)) await read(new URL(name, url), 'js');
  }
  for (const [, found = ''] of html.matchAll(/import\("([^"]+\.js)"\)/g))
    await read(new URL(found, new URL(path, address)), 'js');
  return weight;
}
