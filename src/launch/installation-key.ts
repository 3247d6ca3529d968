import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import { linkSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as say from './messages.ts';
import { withLock } from './migrate.ts';
import { Problem } from './problem.ts';

/** The secret everything is derived from: requests' passwords, sessions, the database's log-ins. */
export interface InstallationKey {
  secret: Buffer;
  /** Kept with what was made by the key. Derived from it, so it needs no place of its own. */
  id: string;
}

/**
 * The key of this database, from the setting or the data folder; made at the first start only. With another key every
 * citizen's password would be wrong, so a database that knows a key accepts no other.
 */
export async function findInstallationKey(
  url: string,
  dataFolder: string,
  setting: string | null,
): Promise<InstallationKey> {
  return withLock(url, async (client) => {
    const { rows } = await client.query<{ id: string; check_value: Buffer }>(
      'select id, check_value from installation_key',
    );
    const found = setting ?? readKeyFile(dataFolder);
    if (found === undefined && rows.length > 0) throw new Problem(say.keyMissing(keyFile(dataFolder)));

    const key = keyOf(found === undefined ? makeKeyFile(dataFolder) : Buffer.from(found, 'hex'));
    const known = rows.find(({ id }) => id === key.id);
    if (known === undefined && rows.length > 0)
      throw new Problem(say.keyWrong(setting === null ? keyFile(dataFolder) : 'INSIEME_KEY'));
    if (known !== undefined && !timingSafeEqual(known.check_value, checkValue(key)))
      throw new Problem(say.keyWrong(setting === null ? keyFile(dataFolder) : 'INSIEME_KEY'));
    if (known === undefined)
      await client.query('insert into installation_key (id, check_value) values ($1, $2)', [key.id, checkValue(key)]);
    return key;
  });
}

export function keyOf(secret: Buffer): InstallationKey {
  return { secret, id: createHmac('sha256', secret).update('insieme key id').digest('hex').slice(0, 16) };
}

export function checkValue({ secret }: InstallationKey): Buffer {
  return createHmac('sha256', secret).update('insieme key check').digest();
}

function keyFile(dataFolder: string): string {
  return join(dataFolder, 'key');
}

function readKeyFile(dataFolder: string): string | undefined {
  let text: string;
  try {
    text = readFileSync(keyFile(dataFolder), 'utf8').trim();
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
    throw new Problem(say.keyUnreadable(keyFile(dataFolder)), { cause: error });
  }
  if (!/^[0-9a-f]{64}$/.test(text)) throw new Problem(say.keyUnreadable(keyFile(dataFolder)));
  return text;
}

/** Whole or not at all, and never over another: a link fails where the name is taken. */
function makeKeyFile(dataFolder: string): Buffer {
  const secret = randomBytes(32);
  const making = `${keyFile(dataFolder)}.${String(process.pid)}`;
  writeFileSync(making, `${secret.toString('hex')}\n`, { mode: 0o600, flush: true });
  try {
    linkSync(making, keyFile(dataFolder));
  } finally {
    rmSync(making);
  }
  return secret;
}
