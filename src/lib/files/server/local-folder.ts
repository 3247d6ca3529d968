import { randomBytes } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import { mkdir, open, rename, rm, type FileHandle } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { FileStore } from './file-store.ts';

/** Files in a folder. Written beside, synced and renamed: after a power cut a file is whole or not there. */
export function openLocalFolder(url: URL): FileStore {
  const root = fileURLToPath(url);
  // At start rather than with the first photo: a folder that cannot be made is told at once, and its disk can be measured.
  mkdirSync(root, { recursive: true });

  return {
    async put(key, content) {
      const path = join(root, key);
      const beside = `${path}.${randomBytes(6).toString('hex')}.part`;
      await mkdir(dirname(path), { recursive: true });
      try {
        await write(beside, content);
        await rename(beside, path);
      } catch (error) {
        await rm(beside, { force: true });
        throw error;
      }
      await syncFolder(dirname(path));
    },
    async open(key) {
      const handle = await openOrNull(join(root, key));
      return handle?.createReadStream() ?? null;
    },
    async delete(key) {
      await rm(join(root, key), { force: true });
    },
  };
}

/** Each piece is on its way to the disk before the next is asked for: memory stays flat. */
async function write(path: string, content: AsyncIterable<Uint8Array>): Promise<void> {
  const handle = await open(path, 'wx', 0o600);
  try {
    for await (const chunk of content) await handle.writeFile(chunk);
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** The rename itself is on disk only with its folder. */
async function syncFolder(path: string): Promise<void> {
  const handle = await open(path, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

async function openOrNull(path: string): Promise<FileHandle | null> {
  try {
    return await open(path, 'r');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
    throw error;
  }
}
