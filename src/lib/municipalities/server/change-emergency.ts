import type { Act } from '#lib/kernel/act.ts';
import { mayOrganise } from '#lib/kernel/permissions.ts';
import { refuse, type Refusal } from '#lib/kernel/refusal.ts';
import type { TrailTables, Tx } from '#lib/kernel/server/database.ts';
import { changeSubject } from '#lib/trail/server/subject.ts';
import { editEmergency, type EmergencyEdit, type WrongEmergency } from '../edit-emergency.ts';
import type { EmergencyNumber } from '../municipality.ts';

export type ChangeEmergency = { version: number; edit: EmergencyEdit };

/** Adds, changes, moves or removes one of the numbers that citizens read before they report. */
export async function changeEmergency(
  tx: Tx<'municipality' | TrailTables>,
  act: Act,
  { version, edit }: ChangeEmergency,
): Promise<{ ok: true } | Refusal<'not-allowed' | 'changed-meanwhile' | WrongEmergency>> {
  if (!mayOrganise(act.actor)) return refuse('not-allowed');
  // Everything that is written names its municipality: nothing of that may wait for this.
  const current = await tx
    .selectFrom('municipality')
    .select(['id', 'version', 'emergency_numbers'])
    .where('municipality_id', '=', act.municipality)
    .forNoKeyUpdate()
    .executeTakeFirstOrThrow();
  if (current.version !== version) return refuse('changed-meanwhile');
  const numbers = JSON.parse(current.emergency_numbers) as EmergencyNumber[];
  const edited = editEmergency(numbers, edit);
  if (!edited.ok) return edited;
  // Saved without a change: nothing happened, so nothing is written.
  if (JSON.stringify(edited.numbers) === JSON.stringify(numbers)) return { ok: true };

  const changed = await changeSubject(tx, act, 'municipality', {
    id: current.id,
    version,
    set: { emergency_numbers: JSON.stringify(edited.numbers) },
    entry: {
      kind: 'municipality-changed',
      visibility: 'staff',
      detail: {
        emergency: {
          done: edited.done,
          before: asJson(numbers.find(({ phone }) => phone === edit.phone)),
          after: asJson(edit.kind === 'put' ? edit.number : undefined),
        },
      },
    },
  });
  return changed ? { ok: true } : refuse('changed-meanwhile');
}

function asJson(number: EmergencyNumber | undefined): string | undefined {
  return number && JSON.stringify(number);
}
