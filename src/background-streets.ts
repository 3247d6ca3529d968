import type { Clock } from './lib/kernel/clock.ts';
import type { MunicipalityId } from './lib/kernel/ids.ts';
import type { Database } from './lib/kernel/server/database.ts';
import { keyOfRegister, type FileStore } from './lib/files/server/file-store.ts';
import { readMunicipality } from './lib/municipalities/server/read-municipality.ts';
import { actorOfPerson } from './lib/people/server/read-actor.ts';
import { importStreets } from './lib/places/server/import-streets.ts';
import { refuseStreetImport } from './lib/places/server/street-batches.ts';
import {
  claimStreetFile,
  isGivenUp,
  leaveStreetFile,
  listReadFiles,
  municipalitiesWithStreetFiles,
  noteFileRemoved,
  type ClaimedFile,
} from './lib/places/server/street-turns.ts';

type Parts = { database: Database; files: FileStore; clock: Clock };

/**
 * One round over the files of the register that were sent: the oldest of each municipality is read, and those that are done
 * with lose their bytes. `stop` leaves a file in the middle, for another worker. True when more may wait.
 */
export async function readStreetFiles(parts: Parts, stop: AbortSignal): Promise<boolean> {
  let more = false;
  for (const municipality of await municipalitiesWithStreetFiles(parts.database)) {
    if (stop.aborted) return false;
    const file = await claimStreetFile(parts.database, municipality, parts.clock());
    if (file) {
      await readFile(parts, municipality, file, stop);
      more = true;
    }
    for (const id of await listReadFiles(parts.database, municipality)) {
      await parts.files.delete(keyOfRegister(municipality, id));
      await noteFileRemoved(parts.database, { municipality, id });
    }
  }
  return more;
}

async function readFile(
  { database, files, clock }: Parts,
  municipality: MunicipalityId,
  file: ClaimedFile,
  stop: AbortSignal,
): Promise<void> {
  const of = { municipality, ...file };
  const content = await files.open(keyOfRegister(municipality, file.id));
  // A command that broke off took its file with it.
  if (isGivenUp(file) || file.by === null || content === null) {
    content?.destroy();
    return refuseStreetImport(database, of, 'interrupted', clock());
  }
  const { practice, zone } = await readMunicipality(database, municipality);
  const today = clock().toZonedDateTimeISO(zone).toPlainDate();
  const actor = await actorOfPerson(database, municipality, file.by, today);
  const door = { database, municipality, clock, origin: practice ? 'practice' : 'live' } as const;
  const leave = () => content.destroy(new Error('the worker ends'));
  stop.addEventListener('abort', leave);
  try {
    await importStreets(door, actor, file, content);
  } catch (error) {
    // Otherwise the claim stands until it lapses: what failed is not tried again at once.
    if (!stop.aborted) throw error;
    await leaveStreetFile(database, of);
  } finally {
    stop.removeEventListener('abort', leave);
    content.destroy();
  }
}
