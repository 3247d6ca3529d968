import type { Root } from './compose.ts';

// Under a symbol of the whole process: the launcher closes what the bundle opened, without sharing a module with it.
const place = Symbol.for('insieme.root');
type Holder = { [place]?: Root };

export function keepRoot(root: Root): void {
  (globalThis as Holder)[place] = root;
}

export function currentRoot(): Root {
  const root = (globalThis as Holder)[place];
  if (!root) throw new Error('nothing is composed yet');
  return root;
}

export async function closeRoot(): Promise<void> {
  const root = (globalThis as Holder)[place];
  Reflect.deleteProperty(globalThis, place);
  await root?.close();
}
