import pg from 'pg';
import { document, photo } from '#test/photos.ts';
import { expect } from '../test.ts';
import type { Site, WorldTown } from '../world/world.ts';
import { senderOf } from './send.ts';
import { cookieOf } from './sign-in.ts';

/** What somebody who has been in one municipality could carry to another one. */
export type Things = {
  request: string;
  reference: string;
  title: string;
  password: string;
  token: string;
  step: string;
  mail: string;
  category: string;
  hamlet: string;
  photo: string;
  document: string;
  /** Whole cookies. */
  draft: string;
  session: string;
};

/** Well made, and nobody's. */
export const unknownThings: Things = {
  request: '01a00000-0000-7000-8000-000000000001',
  reference: '2026-99999',
  title: 'Titolo di nessuno',
  password: '2222-2222-2222-2222',
  token: 'AAAAAAAAAAAAAAAAAAAAAAAAAAA',
  step: '01a00000-0000-7000-8000-000000000002',
  mail: '01a00000-0000-7000-8000-000000000003',
  category: '01a00000-0000-7000-8000-000000000004',
  hamlet: '01a00000-0000-7000-8000-000000000005',
  photo: '01a00000-0000-7000-8000-000000000006',
  document: '01a00000-0000-7000-8000-000000000007',
  draft: 'bozza=AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA',
  session: 'insieme.session_token=unknown',
};

const known = new Map<string, Promise<Things>>();

/** The real things of a town, made once for all tests of this process. */
export function thingsOf(site: Site, town: WorldTown): Promise<Things> {
  const of = known.get(town.url) ?? collect(site, town);
  known.set(town.url, of);
  return of;
}

async function collect(site: Site, town: WorldTown): Promise<Things> {
  const { inCharge } = town.requests;
  const draft = await beginDraft(site, town);
  return {
    request: inCharge.id,
    reference: inCharge.reference,
    title: inCharge.title,
    password: inCharge.password,
    token: inCharge.token,
    step: inCharge.step ?? '',
    mail: await mailOf(site, inCharge.id),
    category: town.category,
    hamlet: town.hamlet,
    photo: await upload(site, town, draft, 'foto', await photo({ width: 800, height: 600 })),
    document: await upload(site, town, draft, 'documenti', document()),
    draft,
    session: await cookieOf(site, town, 'administrator'),
  };
}

const wizard = '/servizi/segnalazione-disservizio/nuova';

async function beginDraft(site: Site, town: WorldTown): Promise<string> {
  const { cookies } = await senderOf(site, town)(`${wizard}?/inizia`, { form: { privacy: 'on' } });
  return cookies.find((cookie) => cookie.startsWith('bozza=')) ?? '';
}

/** A file of the draft, as soon as the worker is done with it. */
async function upload(
  site: Site,
  town: WorldTown,
  cookie: string,
  shownAt: 'foto' | 'documenti',
  bytes: Buffer,
): Promise<string> {
  const ask = senderOf(site, town);
  await ask(`${wizard}/dati?/allega`, { cookie, file: { name: 'file', bytes } });
  let found: string | undefined;
  await expect
    .poll(async () => {
      const { text } = await ask(`${wizard}/dati`, { cookie });
      found = new RegExp(`/${shownAt}/([0-9a-f-]{36})`).exec(text)?.[1];
      return found === undefined ? 0 : (await ask(`/${shownAt}/${found}`, { cookie })).status;
    })
    .toBe(200);
  return found ?? '';
}

async function mailOf(site: Site, request: string): Promise<string> {
  const client = new pg.Client({ connectionString: site.databaseUrl });
  await client.connect();
  try {
    let id: string | undefined;
    await expect
      .poll(async () => {
        const { rows } = await client.query<{ id: string }>('select id from mail where request_id = $1 limit 1', [
          request,
        ]);
        return (id = rows[0]?.id);
      })
      .toBeDefined();
    return id ?? '';
  } finally {
    await client.end();
  }
}
