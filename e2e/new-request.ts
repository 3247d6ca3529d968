import type { CategoryId, MunicipalityId } from '#lib/kernel/ids.ts';
import { openDatabase, openPool } from '#lib/kernel/server/database.ts';
import { perform } from '#lib/kernel/server/perform.ts';
import { systemClock } from '#lib/kernel/server/system-clock.ts';
import { reportRequest } from '#lib/requests/server/report-request.ts';
import type { Site, WorldTown } from './world/world.ts';

export type NewRequest = { reference: string; title: string; path: string };

/** A request for this test alone, handed in by the use case itself; the office of the town's roads gets it. */
export async function newRequest(
  site: Site,
  town: WorldTown,
  { title, email = null, category }: { title: string; email?: string | null; category?: CategoryId },
): Promise<NewRequest> {
  const pool = openPool({ name: 'test requests', url: site.databaseUrl, size: 1 });
  try {
    const database = openDatabase(pool);
    const municipality = town.number as MunicipalityId;
    const like = await database
      .selectFrom('request')
      .select(['category_id', 'hamlet_id', 'key_id'])
      .where('municipality_id', '=', municipality)
      .where('id', '=', town.requests.received.id)
      .executeTakeFirstOrThrow();
    const citizen = { kind: 'citizen', municipality, name: 'Maria Rossi', request: null } as const;
    const door = { database, municipality, clock: systemClock, origin: 'live' } as const;
    const answer = await perform(door, citizen, null, reportRequest, {
      kind: 'fault',
      category: category ?? like.category_id,
      hamlet: like.hamlet_id,
      place: 'Via Roma 12',
      point: null,
      title,
      body: 'Da ieri non funziona più.',
      danger: false,
      answers: {},
      author: { name: 'Maria Rossi', email, phone: '0586 123 456' },
      language: 'it',
      channel: 'site',
      keyId: like.key_id,
      files: [],
      holder: '',
    });
    if (!answer.ok) throw new Error(`refused: ${answer.reason}`);
    return { reference: answer.reference, title, path: `/ufficio/segnalazioni/${answer.reference}` };
  } finally {
    await pool.end();
  }
}

/** Ends one session as time would: its row is gone, its cookie is still there. */
export async function endSession(site: Site, cookie: string): Promise<void> {
  const pool = openPool({ name: 'test sessions', url: site.databaseUrl, size: 1 });
  try {
    const [token = ''] = decodeURIComponent(cookie).split('.');
    const { rowCount } = await pool.query('delete from sign_in_session where token = $1', [token]);
    if (rowCount !== 1) throw new Error('there is no such session');
  } finally {
    await pool.end();
  }
}
