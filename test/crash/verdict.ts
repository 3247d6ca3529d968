import { asking } from '#test/catalogue.ts';

export type Acknowledged = {
  municipality: number;
  writer: string;
  kind: 'report' | 'note' | 'plan' | 'do' | 'close';
  request: string;
  token: string;
};

/** Each is a count of what must not be: all of them 0 after any number of crashes. */
export type Verdict = Record<string, number>;

const faults = {
  'entries without a position': `select count(*) from trail_entry e where not exists
    (select from trail_position p where p.municipality_id = e.municipality_id and p.entry_id = e.id)`,
  'entries still pending': 'select count(*) from trail_pending',
  'gaps in the positions': `select count(*) from (select position, row_number() over (partition by municipality_id order by position) as nth
    from trail_position) p where position <> nth`,
  'heads that are not the last position': `select count(*) from trail_head h where position <>
    (select count(*) from trail_position p where p.municipality_id = h.municipality_id)`,
  'versions out of order': `select count(*) from (select subject_version,
      row_number() over (partition by e.municipality_id, subject_id order by position) as nth
    from trail_entry e join trail_position p on p.municipality_id = e.municipality_id and p.entry_id = e.id
    where subject_id is not null) v where subject_version <> nth`,
  'states that are not their last entry': `select count(*) from (select municipality_id, id, version from request
      union all select municipality_id, id, version from step) s where version <>
    (select count(*) from trail_entry e where e.municipality_id = s.municipality_id and e.subject_id = s.id)`,
  'closed requests with an open step': `select count(*) from request r join step s
    on s.municipality_id = r.municipality_id and s.request_id = r.id where r.state = 'closed' and s.state = 'planned'`,
  'effects lost': `select count(*) from trail_position p where not exists
    (select from effect f where f.municipality_id = p.municipality_id and f.position = p.position and f.entry_id = p.entry_id)`,
  'effects doubled': 'select count(*) - count(distinct (municipality_id, position)) as count from effect',
  'effects out of order': `select count(*) from (select position,
      lag(position) over (partition by municipality_id order by nth) as before from effect) f where before >= position`,
  'numbers doubled or skipped': `select count(*) from (select municipality_id, year, number,
      row_number() over (partition by municipality_id, year order by number) as nth from request) r where number <> nth and not exists
      (select from reference_free f where f.municipality_id = r.municipality_id and f.year = r.year and f.number < r.number)`,
  'mails doubled': 'select count(*) - count(distinct (municipality_id, act_id, recipient)) as count from mail',
} as const;

/** Holds what the writers were told against what the database has. */
export async function judge(url: string, acknowledged: readonly Acknowledged[]): Promise<Verdict> {
  return asking(url, async (client) => {
    const verdict: Verdict = {};
    for (const [fault, question] of Object.entries(faults)) {
      const { rows } = await client.query<{ count: string }>(question);
      verdict[fault] = Number(rows[0]?.count);
    }
    const { rows: notes } = await client.query<{ request: string; note: string; position: string }>(
      `select e.request_id as request, c.body ->> 'note' as note, p.position from trail_entry e
       join trail_position p on p.municipality_id = e.municipality_id and p.entry_id = e.id
       join trail_content c on c.municipality_id = e.municipality_id and c.entry_id = e.id and c.part = 'text'
       where e.kind = 'note' order by e.municipality_id, p.position`,
    );
    const written = new Map<string, number>();
    const lastOfWriter = new Map<string, number>();
    verdict['notes of one writer out of order'] = 0;
    for (const { request, note } of notes) {
      written.set(`${request} ${note}`, (written.get(`${request} ${note}`) ?? 0) + 1);
      const [writer = '', token] = note.split(' ');
      if ((lastOfWriter.get(writer) ?? 0) >= Number(token)) verdict['notes of one writer out of order'] += 1;
      lastOfWriter.set(writer, Number(token));
    }
    verdict['notes doubled'] = [...written.values()].filter((times) => times > 1).length;

    const { rows: things } = await client.query<{ key: string }>(
      `select 'report ' || id || ' ' || year || '-' || lpad(number::text, 5, '0') as key from request
       union all select 'close ' || id || ' ' from request where state = 'closed'
       union all select 'plan ' || request_id || ' ' || id from step
       union all select 'do ' || request_id || ' ' || id from step where state = 'done'`,
    );
    const there = new Set(things.map(({ key }) => key));
    verdict['confirmed acts lost'] = acknowledged.filter(({ kind, request, writer, token }) =>
      kind === 'note' ? !written.has(`${request} ${writer} ${token}`) : !there.has(`${kind} ${request} ${token}`),
    ).length;
    return verdict;
  });
}
