import { sql } from 'kysely';
import { newId, type FileId, type MunicipalityId } from '#lib/kernel/ids.ts';
import { digestOfSecret } from '#lib/kernel/server/form-key.ts';
import type { Database } from '#lib/kernel/server/database.ts';

/** Photos as an upload leaves them, without bytes: for acts that attach what nobody looks at. Each call is another holder's. */
export async function heldPhoto(
  owner: Database,
  municipality: MunicipalityId,
  count = 1,
): Promise<{ files: FileId[]; holder: string }> {
  const files = Array.from({ length: count }, () => newId<FileId>());
  const holder = digestOfSecret(files.join(' '));
  for (const [position, id] of files.entries()) {
    await sql`insert into file (municipality_id, id, holder, position, state, name, media_type, bytes)
      values (${municipality}, ${id}, ${holder}, ${position}, 'received', 'foto.jpg', 'image/jpeg', 1)`.execute(owner);
  }
  return { files, holder: holder.toString('hex') };
}
