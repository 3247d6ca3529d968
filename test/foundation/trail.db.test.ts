import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { newId, type FileId, type RequestId } from '#lib/kernel/ids.ts';
import { perform } from '#lib/kernel/server/perform.ts';
import { decidePhoto } from '#lib/publication/server/decide-photo.ts';
import { decideWording } from '#lib/publication/server/decide-wording.ts';
import { writeStatement } from '#lib/municipalities/server/write-statement.ts';
import { closeRequest } from '#lib/requests/server/close-request.ts';
import { doInspection } from '#lib/requests/server/end-inspection.ts';
import { planInspection } from '#lib/requests/server/plan-inspection.ts';
import { sendMessage } from '#lib/requests/server/write-on-request.ts';
import { asking, readKeys, readPrivileges, readTables, type Key, type Privilege, type Table } from '#test/catalogue.ts';
import { rebuildLeaves } from '#test/rebuild-leaves.ts';
import { openTestDatabase, type TestDatabase } from '#test/test-database.ts';
import { aReport, buildTwoTowns, reported, type Town } from '#test/town.ts';
import { reportRequest } from '#lib/requests/server/report-request.ts';
import { givePositionsToAll } from '#lib/trail/server/give-positions.ts';
import { subjectTables } from '#lib/trail/server/subject.ts';

let db: TestDatabase;
let here: Town;
let tables: Table[];
let keys: Key[];
let rights: Record<'web' | 'worker', Record<string, Privilege[]>>;

beforeAll(async () => {
  db = await openTestDatabase(inject('ownerUrl'));
  const towns = await buildTwoTowns(db.web);
  here = towns[0];
  for (const town of towns) await wholeLife(town);
  const roleOf = (url: string) => decodeURIComponent(new URL(url).username);
  await asking(db.urls.owner, async (client) => {
    tables = await readTables(client);
    keys = await readKeys(client);
    rights = {
      web: await readPrivileges(client, roleOf(db.urls.web)),
      worker: await readPrivileges(client, roleOf(db.urls.worker)),
    };
  });
});
afterAll(() => db.close());

async function wholeLife(town: Town): Promise<void> {
  const { id: request } = await reported(town);
  const by = town.people.operator;
  const planned = await perform(town.door, by, null, planInspection, {
    request,
    version: 1,
    date: '2099-01-02',
    time: '09:30',
    note: 'Non serve che tu ci sia.',
  });
  if (!planned.ok) throw new Error(planned.reason);
  const { step } = planned;
  await perform(town.door, by, null, doInspection, {
    request,
    step,
    version: 1,
    findings: 'Buca di 40 cm.',
    files: [],
    holder: '',
  });
  await perform(town.door, by, null, sendMessage, { request, text: 'Arriviamo presto – «domani»' });
  const closed = await perform(town.door, by, null, closeRequest, {
    request,
    version: 2,
    outcome: 'solved',
    text: 'Riparata.',
    endSteps: [],
  });
  expect(closed).toEqual({ ok: true });
  await decidedInPublic(town, request);
  const own = { page: 'privacy', language: 'it', version: 0, body: 'Il nostro testo.' } as const;
  expect(await perform(town.door, town.people.administrator, null, writeStatement, own)).toEqual({ ok: true });
}

/** A page and a photo that the desk looked at, and a request at which nobody did. */
async function decidedInPublic(town: Town, request: RequestId): Promise<void> {
  const desk = town.people['front-desk'];
  const wording = { title: 'Buca', body: 'Profonda.', place: 'Via Aurelia' };
  const shown = { request, version: 0, decision: 'shown', wording } as const;
  expect(await perform(town.door, desk, null, decideWording, shown)).toMatchObject({ ok: true });
  const photo = newId<FileId>();
  await db.owner
    .insertInto('file')
    .values({
      municipality_id: town.id,
      id: photo,
      holder: Buffer.alloc(32),
      request_id: request,
      state: 'ready',
      name: 'buca.jpg',
      media_type: 'image/jpeg',
      bytes: 1,
      width: 1,
      height: 1,
      sha256: Buffer.alloc(32),
    })
    .execute();
  const hidden = { request, photo, version: 0, show: false, copy: null };
  expect(await perform(town.door, desk, null, decidePhoto, hidden)).toMatchObject({ ok: true });
  await reported(town);
}

describe('the tables whose history counts', () => {
  test('have a version, the deferred key to the trail and a place in the list, all three or none', () => {
    const versioned = tables
      .filter(({ columns }) => columns.some(({ name }) => name === 'version'))
      .map(({ name }) => name);
    const keyed = keys
      .filter(
        (key) =>
          key.kind === 'foreign' &&
          key.to === 'trail_entry' &&
          key.deferred &&
          key.columns.join() === 'municipality_id,id,version' &&
          key.toColumns.join() === 'municipality_id,subject_id,subject_version',
      )
      .map(({ table }) => table);
    expect(versioned.sort()).toEqual([...subjectTables].sort());
    expect(keyed.sort()).toEqual([...subjectTables].sort());
  });

  test.each(subjectTables)('%s: a change without its entry is refused at commit', async (table) => {
    const change = db.owner.transaction().execute(async (tx) => {
      const { numAffectedRows } =
        await sql`update ${sql.table(table)} set version = version + 1 where municipality_id = ${here.id}`.execute(tx);
      expect(numAffectedRows).toBeGreaterThan(0n);
    });
    await expect(change).rejects.toMatchObject({ code: '23503', constraint: `${table}_trail_fkey` });
  });

  test.each(subjectTables)('%s: a new row without its entry is refused at commit', async (table) => {
    const columns = tables.find(({ name }) => name === table)?.columns.filter((column) => !column.generated) ?? [];
    const unique = new Set(
      keys.filter((key) => key.table === table && key.kind === 'unique').flatMap((key) => key.columns),
    );
    const copied = columns.map(({ name, type }) => {
      if (name === 'id') return sql`${randomUUID()}::uuid`;
      if (name === 'version') return sql`1`;
      if (name === 'municipality_id') return table === 'municipality' ? sql`99` : sql.ref(name);
      if (!unique.has(name)) return sql.ref(name);
      if (name === 'file_id') return sql`${randomUUID()}::uuid`;
      if (table === 'statement') return name === 'language' ? sql`'de'` : sql.ref(name);
      if (table === 'publication' && name === 'request_id') {
        return sql`(select id from request where municipality_id = ${here.id} and id <> publication.request_id limit 1)`;
      }
      return type === 'text' && name !== 'series'
        ? sql`${sql.ref(name)} || ' copy'`
        : type === 'integer'
          ? sql`${sql.ref(name)} + 100000`
          : sql.ref(name);
    });
    const insert = db.owner.transaction().execute(async (tx) => {
      const { numAffectedRows } =
        await sql`insert into ${sql.table(table)} (${sql.join(columns.map(({ name }) => sql.ref(name)))})
        select ${sql.join(copied)} from ${sql.table(table)} where municipality_id = ${here.id} limit 1`.execute(tx);
      expect(numAffectedRows).toBe(1n);
    });
    await expect(insert).rejects.toMatchObject({ code: '23503', constraint: `${table}_trail_fkey` });
  });

  test('each version of a thing is made by exactly one entry', async () => {
    const twice =
      sql`insert into trail_entry select municipality_id, ${randomUUID()}::uuid, act_id, kind, request_id, subject_id,
      subject_version, visibility, at, recorded_at, origin, facts, facts_salt, leaf from trail_entry
      where municipality_id = ${here.id} and subject_id is not null limit 1`.execute(db.owner);
    await expect(twice).rejects.toMatchObject({ code: '23505', constraint: 'trail_entry_subject_key' });
    for (const table of subjectTables) {
      const { rows } = await sql<{
        wrong: number;
      }>`select count(*)::int as wrong from ${sql.table(table)} t where version <>
        (select count(*) from trail_entry e where e.municipality_id = t.municipality_id and e.subject_id = t.id)`.execute(
        db.owner,
      );
      expect(rows).toEqual([{ wrong: 0 }]);
    }
  });
});

describe('rights', () => {
  const trail = ['trail_content', 'trail_cursor', 'trail_entry', 'trail_head', 'trail_pending', 'trail_position'];

  test('the web log-in reads the trail and adds to it, and does no more', () => {
    expect(Object.fromEntries(trail.map((table) => [table, rights.web[table]]))).toEqual({
      trail_content: ['select', 'insert'],
      trail_cursor: ['select'],
      trail_entry: ['select', 'insert'],
      trail_head: ['select'],
      trail_pending: ['select', 'insert'],
      trail_position: ['select'],
    });
  });

  test('the worker gives positions and moves cursors besides, and changes no entry', () => {
    expect(Object.fromEntries(trail.map((table) => [table, rights.worker[table]]))).toEqual({
      trail_content: ['select', 'insert'],
      trail_cursor: ['select', 'insert', 'update'],
      trail_entry: ['select', 'insert'],
      trail_head: ['select', 'insert', 'update'],
      trail_pending: ['select', 'insert', 'update', 'delete'],
      trail_position: ['select', 'insert'],
    });
  });

  test("no log-in deletes from a subject's table, empties a table, or puts keys and triggers on one", () => {
    for (const role of ['web', 'worker'] as const) {
      for (const table of subjectTables)
        expect(rights[role][table], `${role} on ${table}`).toEqual(['select', 'insert', 'update']);
      for (const [table, may] of Object.entries(rights[role])) {
        expect(
          may.filter((right) => ['truncate', 'references', 'trigger'].includes(right)),
          `${role} on ${table}`,
        ).toEqual([]);
      }
    }
  });

  test('what is refused on paper is refused in fact', async () => {
    const as = (role: 'web' | 'worker', statement: string) =>
      expect(
        asking(db.urls[role], (client) => client.query(statement)),
        statement,
      ).rejects.toMatchObject({ code: '42501' });
    await as('web', 'update trail_entry set at = now()');
    await as('worker', 'delete from trail_entry');
    await as('web', 'delete from trail_content');
    await as('worker', "update trail_content set body = '{}'");
    await as('web', 'delete from trail_pending');
    await as('web', 'insert into trail_position select municipality_id, 1000000, id from trail_entry limit 1');
    await as('web', 'update trail_head set position = 0');
    await as('web', 'delete from request');
    await as('worker', 'truncate request cascade');
  });
});

describe('leaves', () => {
  test('of everything the towns did are rebuilt byte for byte by code that shares nothing with ours', async () => {
    const { rows } = await sql<{ count: number }>`select count(*)::int as count from trail_entry`.execute(db.owner);
    expect(await rebuildLeaves(db.urls.owner)).toEqual({ entries: rows[0]?.count, erasedParts: 0, problems: [] });
  });

  test('are found out when somebody who may alters an entry or a text', async () => {
    const victim = await perform(here.door, here.citizen, null, reportRequest, aReport(here, { title: 'Da alterare' }));
    if (!victim.ok) throw new Error(victim.reason);
    const spoil = (what: 'entry' | 'content') =>
      what === 'entry'
        ? sql`update trail_entry set at = at - interval '1 day' where request_id = ${victim.id}`.execute(db.owner)
        : sql`update trail_content set body = '{"title":"Altro"}' where part = 'text' and entry_id in
            (select id from trail_entry where request_id = ${victim.id})`.execute(db.owner);
    await spoil('entry');
    expect((await rebuildLeaves(db.urls.owner)).problems).toHaveLength(1);
    await sql`update trail_entry set at = at + interval '1 day' where request_id = ${victim.id}`.execute(db.owner);
    await spoil('content');
    expect((await rebuildLeaves(db.urls.owner)).problems).toHaveLength(1);
  });
});

describe('positions', () => {
  test('run from 1 without gaps, in the order of writing, whatever two sequencers do at once', async () => {
    const write = Promise.all(Array.from({ length: 24 }, (_, n) => reported(here, { title: `Buca ${n}` })));
    let writing = true;
    const sequence = async () => {
      while (writing) await givePositionsToAll(db.worker, []);
      while (await givePositionsToAll(db.worker, []));
    };
    const sequencers = [sequence(), sequence()];
    await write;
    writing = false;
    await Promise.all(sequencers);
    await givePositionsToAll(db.worker, []);
    const { rows } = await sql<{ dense: boolean; complete: boolean; head: boolean }>`
      select bool_and(position = nth) as dense,
        (select count(*) from trail_pending) = 0 and (select count(*) from trail_entry) = count(*) as complete,
        bool_and(last = (select position from trail_head h where h.municipality_id = p.municipality_id)) as head
      from (select municipality_id, position, row_number() over (partition by municipality_id order by position) as nth,
        max(position) over (partition by municipality_id) as last from trail_position) p`.execute(db.owner);
    expect(rows).toEqual([{ dense: true, complete: true, head: true }]);
    const order = await sql<{ wrong: number }>`select count(*)::int as wrong from
      (select subject_version, lag(subject_version) over (partition by e.municipality_id, subject_id order by position) as before
       from trail_entry e join trail_position p on p.municipality_id = e.municipality_id and p.entry_id = e.id
       where subject_id is not null) v where before is not null and before + 1 <> subject_version`.execute(db.owner);
    expect(order.rows).toEqual([{ wrong: 0 }]);
  });
});
