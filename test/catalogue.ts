import pg from 'pg';

/** What the database's own catalogue says of the tables in `public`, for checks that hold for tables not yet invented. */
export type Key = {
  table: string;
  name: string;
  kind: 'primary' | 'unique' | 'foreign';
  columns: string[];
  /** Of a foreign key. */
  to: string | null;
  toColumns: string[];
  deferred: boolean;
};
export type Table = { name: string; columns: Column[] };
export type Column = { name: string; type: string; generated: boolean };

export async function asking<Answer>(url: string, ask: (client: pg.Client) => Promise<Answer>): Promise<Answer> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return await ask(client);
  } finally {
    await client.end();
  }
}

export async function readTables(client: pg.Client): Promise<Table[]> {
  const { rows } = await client.query<Table>(`
    select c.relname as name, json_agg(json_build_object('name', a.attname, 'type', format_type(a.atttypid, null),
        'generated', a.attgenerated <> '' or a.attidentity = 'a') order by a.attnum) as columns
    from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
    where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p')
    group by c.relname order by c.relname`);
  return rows;
}

/** Constraints, and unique indexes that are not behind one. */
export async function readKeys(client: pg.Client): Promise<Key[]> {
  const { rows } = await client.query<Key>(`
    select conrelid::regclass::text as table, conname as name,
      case contype when 'p' then 'primary' when 'u' then 'unique' else 'foreign' end as kind,
      (select json_agg(attname order by place) from unnest(conkey) with ordinality as k (num, place)
        join pg_attribute on attrelid = conrelid and attnum = num) as columns,
      case when confrelid <> 0 then confrelid::regclass::text end as to,
      coalesce((select json_agg(attname order by place) from unnest(confkey) with ordinality as k (num, place)
        join pg_attribute on attrelid = confrelid and attnum = num), '[]') as "toColumns",
      condeferrable and condeferred as deferred
    from pg_constraint where connamespace = 'public'::regnamespace and contype in ('p', 'u', 'f')
    union all
    select indrelid::regclass::text, i.relname, 'unique',
      (select json_agg(coalesce(attname, '(expression)') order by place)
        from unnest(indkey::int2[]) with ordinality as k (num, place)
        left join pg_attribute on attrelid = indrelid and attnum = num and num <> 0), null, '[]', false
    from pg_index join pg_class i on i.oid = indexrelid
    where i.relnamespace = 'public'::regnamespace and indisunique
      and not exists (select from pg_constraint where conindid = indexrelid)
    order by 1, 2`);
  return rows;
}

export async function readTriggers(client: pg.Client): Promise<{ table: string; name: string }[]> {
  const { rows } = await client.query<{ table: string; name: string }>(`
    select tgrelid::regclass::text as table, tgname as name from pg_trigger t join pg_class c on c.oid = tgrelid
    where not tgisinternal and c.relnamespace = 'public'::regnamespace order by 1, 2`);
  return rows;
}

const privileges = ['select', 'insert', 'update', 'delete', 'truncate', 'references', 'trigger'] as const;
export type Privilege = (typeof privileges)[number];

/** What a role may do with a table, be it as a member of others or on some of its columns only. */
export async function readPrivileges(client: pg.Client, role: string): Promise<Record<string, Privilege[]>> {
  const { rows } = await client.query<{ table: string; privilege: Privilege }>(
    `select c.relname as table, p as privilege from pg_class c cross join unnest($2::text[]) as p
     where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p', 'v', 'm')
       and (has_table_privilege($1::text, c.oid, p)
         or (p in ('select', 'insert', 'update', 'references') and has_any_column_privilege($1::text, c.oid, p)))
     order by 1, array_position($2::text[], p)`,
    [role, privileges],
  );
  const byTable: Record<string, Privilege[]> = {};
  for (const { table, privilege } of rows) (byTable[table] ??= []).push(privilege);
  return byTable;
}
