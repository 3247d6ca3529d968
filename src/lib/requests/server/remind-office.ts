import type { Act } from '#lib/kernel/act.ts';
import type { MunicipalityId, RequestId } from '#lib/kernel/ids.ts';
import { refuse, type Refusal } from '#lib/kernel/refusal.ts';
import type { Db, TrailTables, Tx } from '#lib/kernel/server/database.ts';
import { readMunicipality } from '#lib/municipalities/server/read-municipality.ts';
import { appendEntry } from '#lib/trail/server/append-entry.ts';
import { firstDayToRemind, mayRemindOn } from '../citizen-limits.ts';
import { lockForCitizen, type NotForAct } from './lock-for-act.ts';

export type RemindOffice = { request: RequestId; text: string | null };

/** "Sollecita": the citizen asks where things are. Not in the first days, then once in a while (../citizen-limits.ts). */
export async function remindOffice(
  tx: Tx<'request' | 'step' | 'office' | 'municipality' | TrailTables>,
  act: Act,
  { request, text }: RemindOffice,
): Promise<{ ok: true } | NotForAct | Refusal<'too-early'>> {
  // Locked for update although it stays as it is: of two reminders at once the second finds the first.
  const guarded = await lockForCitizen(tx, act, request, 'remind', 'update');
  if (!guarded.ok) return guarded;
  const { zone } = await readMunicipality(tx, act.municipality);
  const lastReminder = await readLastReminder(tx, act.municipality, request);
  const first = firstDayToRemind({ since: guarded.current.termFrom, lastReminder }, zone);
  if (!mayRemindOn(act.at.toZonedDateTimeISO(zone).toPlainDate(), first)) return refuse('too-early');
  await appendEntry(tx, act, {
    kind: 'request-reminded',
    visibility: 'citizen',
    request,
    ...(text && { text: { message: text } }),
  });
  return { ok: true };
}

export async function readLastReminder(
  db: Db<'trail_entry'>,
  municipality: MunicipalityId,
  request: RequestId,
): Promise<Temporal.Instant | null> {
  const row = await db
    .selectFrom('trail_entry')
    .select('at')
    .where('municipality_id', '=', municipality)
    .where('request_id', '=', request)
    .where('kind', '=', 'request-reminded')
    .orderBy('at', 'desc')
    .limit(1)
    .executeTakeFirst();
  return row?.at ?? null;
}
