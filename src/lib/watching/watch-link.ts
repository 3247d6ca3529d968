import { parseId, type WatchId } from '#lib/kernel/ids.ts';

/** What the link in a watcher's mails carries: which watch, and the secret of whoever reads its address. */
export type WatchLink = { watch: WatchId; token: string };

export function writeWatchLink({ watch, token }: WatchLink): string {
  return `${watch}.${token}`;
}

export function readWatchLink(text: string): WatchLink | null {
  const [id = '', token, ...more] = text.split('.');
  const watch = parseId<WatchId>(id);
  return watch && token && more.length === 0 ? { watch, token } : null;
}
