import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import * as v from 'valibot';

const Node = v.object({ server: v.optional(v.object({ actions: v.optional(v.record(v.string(), v.unknown())) })) });
const Manifest = v.object({
  manifest: v.object({
    nodes: v.array(v.function()),
    routes: v.array(
      v.object({
        id: v.string(),
        params: v.array(v.object({ name: v.string() })),
        pattern: v.instance(RegExp),
        page: v.nullable(v.object({ leaf: v.number() })),
      }),
    ),
  }),
});

/** `actions` are the names under which its page takes forms. */
export type Route = {
  id: string;
  params: readonly string[];
  pattern: RegExp;
  page: boolean;
  actions: readonly string[];
};

/** Every route of the program as it is built: Kit's own list, so that none can be forgotten. */
export async function routesOfBuild(): Promise<Route[]> {
  const file = pathToFileURL(join(process.cwd(), 'build', 'server', 'manifest-full.js')).href;
  const { manifest } = v.parse(Manifest, await import(file));
  const actionsOf = async (leaf: number) => {
    const { server } = v.parse(Node, await manifest.nodes[leaf]?.());
    return Object.keys(server?.actions ?? {});
  };
  return Promise.all(
    manifest.routes.map(async ({ id, params, pattern, page }) => ({
      id,
      pattern,
      params: params.map(({ name }) => name),
      page: page !== null,
      actions: page ? await actionsOf(page.leaf) : [],
    })),
  );
}

/** The address of a route with its parameters filled in: /(console)/posta/[id] → /posta/…; groups are not part of it. */
export function pathOf({ id }: Pick<Route, 'id'>, values: Readonly<Record<string, string>>): string {
  const path = id
    .replace(/\/\([^)]+\)/g, '')
    .replace(/\[(?:\.\.\.)?([^\]=]+)(?:=[^\]]+)?\]/g, (_, name: string) => encodeURIComponent(values[name] ?? ''));
  return path === '' ? '/' : path;
}
