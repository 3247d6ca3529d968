import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { json } from 'node:stream/consumers';
import type { FilledTowns } from './fill.ts';
import type { Wanted } from './world.ts';

/** Makes requests on order, so that a test can begin with one of its own: POST a `Wanted`, get a `WorldRequest`. */
export async function openMaker(sites: Record<Wanted['site'], FilledTowns>): Promise<{ url: string; close(): void }> {
  const server = createServer((request, response) => {
    json(request)
      .then((wanted) => sites[(wanted as Wanted).site].make(wanted as Wanted))
      .then(
        (made) => response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(made)),
        (error: unknown) => response.writeHead(500).end(String(error)),
      );
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${String(port)}`,
    close() {
      server.close();
      server.closeAllConnections();
    },
  };
}
