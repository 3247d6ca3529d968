import pg from 'pg';
import { nameOfPool, surviveBrokenConnections, type PoolOptions } from './database.ts';

/** For the sign-in and job libraries, which expect `Date`: node-postgres as it comes. */
export function openLibraryPool({ name, url, size }: PoolOptions): pg.Pool {
  const pool = new pg.Pool({
    connectionString: url,
    application_name: nameOfPool(name),
    max: size,
    idleTimeoutMillis: 30_000,
  });
  surviveBrokenConnections(pool);
  return pool;
}
