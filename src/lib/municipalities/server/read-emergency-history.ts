import type { Actor } from '#lib/kernel/actor.ts';
import type { MunicipalityUuid } from '#lib/kernel/ids.ts';
import { mayOrganise } from '#lib/kernel/permissions.ts';
import type { Db } from '#lib/kernel/server/database.ts';
import { readVersions } from '#lib/trail/server/read-versions.ts';
import type { EmergencyNumber } from '../municipality.ts';

export type EmergencyVersion = {
  version: number;
  at: Temporal.Instant;
  /** Null for the installation. */
  by: string | null;
  done: 'added' | 'changed' | 'moved' | 'removed';
  before: EmergencyNumber | null;
  after: EmergencyNumber | null;
};

/** Who changed which emergency number and when, the newest first; other changes of the municipality are left out. Null for who may not. */
export async function readEmergencyHistory(
  db: Db<'trail_entry' | 'trail_content'>,
  actor: Actor,
  municipality: MunicipalityUuid,
): Promise<EmergencyVersion[] | null> {
  if (!mayOrganise(actor)) return null;
  const versions = await readVersions<Detail>(db, actor.municipality, municipality);
  return versions.flatMap(({ version, at, by, detail: { emergency } }) =>
    emergency
      ? [{ version, at, by, done: emergency.done, before: read(emergency.before), after: read(emergency.after) }]
      : [],
  );
}

type Detail = { emergency: { done: EmergencyVersion['done']; before?: string; after?: string } };

function read(number: string | undefined): EmergencyNumber | null {
  return number === undefined ? null : (JSON.parse(number) as EmergencyNumber);
}
