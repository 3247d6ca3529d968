import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import * as v from 'valibot';

const Manifest = v.object({
  manifest: v.object({
    routes: v.array(v.object({ id: v.string(), params: v.array(v.object({ name: v.string() })) })),
  }),
});

export type Route = { id: string; params: readonly string[] };

/** Every route of the program as it is built: Kit's own list, so that none can be forgotten. */
export async function routesOfBuild(): Promise<Route[]> {
  const file = pathToFileURL(join(process.cwd(), 'build', 'server', 'manifest-full.js')).href;
  const { manifest } = v.parse(Manifest, await import(file));
  return manifest.routes.map(({ id, params }) => ({ id, params: params.map(({ name }) => name) }));
}

/** The address of a route with its parameters filled in: /(console)/posta/[id] → /posta/…; groups are not part of it. */
export function pathOf({ id }: Route, values: Readonly<Record<string, string>>): string {
  const path = id
    .replace(/\/\([^)]+\)/g, '')
    .replace(/\[(?:\.\.\.)?([^\]=]+)(?:=[^\]]+)?\]/g, (_, name: string) => encodeURIComponent(values[name] ?? ''));
  return path === '' ? '/' : path;
}
