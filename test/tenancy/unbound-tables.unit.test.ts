import { describe, expect, test } from 'vitest';
import { unboundTables } from './unbound-tables.ts';

describe('a statement', () => {
  test.each([
    'select 1 from request where municipality_id = $1',
    'select 1 from request r join office o on o.municipality_id = r.municipality_id and o.id = r.office_id where r.municipality_id = $1',
    'select 1 from request where municipality_id = $1::smallint and (state = $2 or state = $3)',
    'select exists (select 1 from step where step.municipality_id = request.municipality_id) from request where request.municipality_id = $1',
    'insert into draft (municipality_id, id) values ($1, $2), ($3, $4)',
    'insert into trail_cursor (municipality_id, position) select municipality_id, position from trail_head where municipality_id = $1',
    'with gone as (delete from trail_pending where municipality_id = $1 returning entry_id) insert into trail_position (municipality_id, entry_id) select $1::smallint, entry_id from gone',
    'update request set title = $1, version = $2 where municipality_id = $3 and id = $4 and version = $5',
    'select 1 from sign_in_user where email = $1',
    'select pg_notify($1, $2)',
    'select count(*) from (select 1 from request where municipality_id = $1 limit 5) capped',
    'begin',
  ])('is held to a municipality: %s', async (statement) => {
    expect(await unboundTables(statement)).toEqual([]);
  });

  test.each([
    ['select 1 from request where id = $1', 'request'],
    ['select 1 from request where municipality_id = $1 or id = $2', 'request'],
    ['select 1 from request r join office o on o.id = r.office_id where r.municipality_id = $1', 'office'],
    [
      'select exists (select 1 from step where request_id = request.id) from request where request.municipality_id = $1',
      'step',
    ],
    ['select 1 from request where municipality_id = $1 and id in (select request_id from step)', 'step'],
    ['select 1 from request where municipality_id = 1', 'request'],
    ['select 1 from request where municipality_id <> $1', 'request'],
    ['insert into draft (id) values ($1)', 'draft'],
    ['insert into draft (municipality_id, id) values (3, $1)', 'draft'],
    ['insert into draft (municipality_id) select municipality_id from request', 'request'],
    ['delete from draft where id = $1', 'draft'],
    [
      'delete from trail_content c using trail_entry e where c.municipality_id = $1 and e.id = c.entry_id',
      'trail_entry',
    ],
    ['with all_of_them as (select id from request) select id from all_of_them', 'request'],
    ['select 1 from request where municipality_id = $1 union select 1 from request', 'request'],
    ['update request set title = $1 where municipality_id = $2 and id = $3 and version = $4', 'request'],
    ['update request set title = $1, version = $2 where municipality_id = $3 and id = $4', 'request'],
  ])('is found out: %s', async (statement, table) => {
    expect((await unboundTables(statement)).join()).toContain(table);
  });
});
