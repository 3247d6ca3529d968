import { sql } from 'kysely';
import type { Database } from '#lib/kernel/server/database.ts';
import { listMunicipalities } from '#lib/municipalities/server/read-municipality.ts';
import { sendMailTask } from './mail-follower.ts';

const patience = Temporal.Duration.from({ minutes: 2 });
const batch = 1000;

/**
 * Enqueues again what should have gone and has not: what waited for a server to be set, or was under way in a worker that
 * was killed. A job that still waits keeps its turn; the row's own lock makes one too many harmless.
 */
export async function sweepMail(
  database: Database,
  { hasServer, now }: { hasServer: boolean; now: Temporal.Instant },
): Promise<void> {
  for (const { id, practice } of await listMunicipalities(database)) {
    if (!hasServer && !practice) continue;
    await sql`
      select graphile_worker.add_job(identifier => ${sendMailTask}::text,
        payload => json_build_object('municipality', late.municipality_id, 'mail', late.id),
        job_key => late.id::text, job_key_mode => 'preserve_run_at')
      from (select municipality_id, id from mail
            where municipality_id = ${id} and state in ('waiting', 'sending') and next_at < ${now.subtract(patience)}
            order by next_at limit ${batch}) as late`.execute(database);
  }
}
