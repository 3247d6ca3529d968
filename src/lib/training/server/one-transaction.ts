import { sql, type Transaction } from 'kysely';
import type { Database } from '#lib/kernel/server/database.ts';
import type { DB } from '#lib/kernel/server/database-types.ts';

/**
 * A database whose transactions are savepoints of one that is open already: many acts by `perform` that all stand or all
 * fall. Only for filling a practice municipality, where a half-made one would be worse than none.
 */
export function insideTransaction(tx: Transaction<DB>): Database {
  const transaction = () => ({
    async execute<Result>(act: (tx: Transaction<DB>) => Promise<Result>): Promise<Result> {
      await sql`savepoint act`.execute(tx);
      try {
        const result = await act(tx);
        await sql`release savepoint act`.execute(tx);
        return result;
      } catch (error) {
        await sql`rollback to savepoint act`.execute(tx);
        throw error;
      }
    },
  });
  return new Proxy(tx, {
    get(target, property) {
      if (property === 'transaction') return transaction;
      const value: unknown = Reflect.get(target, property, target);
      return typeof value === 'function' ? (value.bind(target) as unknown) : value;
    },
  });
}
