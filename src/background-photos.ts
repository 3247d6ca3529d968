import type { Clock } from './lib/kernel/clock.ts';
import type { Database } from './lib/kernel/server/database.ts';
import { perform } from './lib/kernel/server/perform.ts';
import { decodeNextPhoto, municipalitiesWithUploads } from './lib/files/server/decode-photos.ts';
import type { FileStore } from './lib/files/server/file-store.ts';
import { sweepUploads } from './lib/files/server/sweep-uploads.ts';
import { listMunicipalities, readMunicipality } from './lib/municipalities/server/read-municipality.ts';
import { addReadyPhotos, requestsWithReadyPhotos } from './lib/requests/server/add-ready-photos.ts';
import { sweepDrafts } from './lib/requests/server/draft.ts';

/** One round over what was uploaded: a photo in each municipality, then the entries of those that came late. True when more may wait. */
export async function workOnPhotos(database: Database, files: FileStore, clock: Clock): Promise<boolean> {
  let more = false;
  for (const municipality of await municipalitiesWithUploads(database)) {
    if (await decodeNextPhoto(database, files, municipality)) more = true;
  }
  for (const { municipality_id, request_id } of await requestsWithReadyPhotos(database)) {
    if (!request_id) continue;
    const { id, practice } = await readMunicipality(database, municipality_id);
    const door = { database, municipality: id, clock, origin: practice ? 'practice' : 'live' } as const;
    await perform(door, { kind: 'clock', municipality: id }, null, addReadyPhotos, { request: request_id });
  }
  return more;
}

/** What nobody came back for: uploads after a day, drafts after a week. */
export async function sweepAbandoned(database: Database, files: FileStore, now: Temporal.Instant): Promise<void> {
  for (const { id } of await listMunicipalities(database)) {
    await sweepUploads(database, files, id, now);
    await sweepDrafts(database, id, now);
  }
}
