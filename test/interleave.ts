import { sql } from 'kysely';
import type { Act } from '#lib/kernel/act.ts';
import type { Outcome } from '#lib/kernel/refusal.ts';
import type { Database, Tx } from '#lib/kernel/server/database.ts';
import type { DB } from '#lib/kernel/server/database-types.ts';

/** A use case that stops after its work and before its commit, with all its locks, until it is let go. */
export function holding<T extends keyof DB, Input, Result extends Outcome>(
  useCase: (tx: Tx<T>, act: Act, input: Input) => Promise<Result>,
) {
  const reached = Promise.withResolvers<undefined>();
  const released = Promise.withResolvers<undefined>();
  return {
    /** Resolves when the work is done. */
    reached: reached.promise,
    release: () => released.resolve(undefined),
    useCase: async (tx: Tx<T>, act: Act, input: Input): Promise<Result> => {
      try {
        return await useCase(tx, act, input);
      } finally {
        reached.resolve(undefined);
        await released.promise;
      }
    },
  };
}

/** Resolves when so many connections of this database wait for somebody's lock: asked again and again, no clock involved. */
export async function untilWaiting(database: Database, connections: number): Promise<void> {
  for (;;) {
    const { rows } = await sql<{ waiting: number }>`select count(*)::int as waiting from pg_stat_activity
      where datname = current_database() and wait_event_type = 'Lock'`.execute(database);
    if ((rows[0]?.waiting ?? 0) >= connections) return;
  }
}
