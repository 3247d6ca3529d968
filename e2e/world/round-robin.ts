import { Agent, createServer, request as send, type IncomingMessage, type ServerResponse } from 'node:http';
import { createServer as reservePort, type AddressInfo } from 'node:net';

export type RoundRobin = { port: number; use(ports: readonly number[]): void; close(): Promise<void> };

/**
 * Stands before several web processes as a balancer does and sends each request to the next one, so that nothing a
 * person does twice in a row meets the same process.
 */
export async function openRoundRobin(): Promise<RoundRobin> {
  const agent = new Agent({ keepAlive: true });
  let ports: readonly number[] = [];
  let turn = 0;
  const server = createServer((incoming: IncomingMessage, outgoing: ServerResponse) => {
    const port = ports[turn++ % ports.length];
    const { method, url: path, headers } = incoming;
    // Appends whom it heard from, as balancers do: a test tells by its own header which household it stands for.
    const heardFrom = [headers['x-forwarded-for'] ?? [], incoming.socket.remoteAddress ?? ''].flat().join(', ');
    const forward = { 'x-forwarded-for': heardFrom, 'x-forwarded-proto': 'http' };
    const passed = send(
      { agent, port, host: '127.0.0.1', method, path, headers: { ...headers, ...forward } },
      (answer) => {
        outgoing.writeHead(answer.statusCode ?? 502, answer.rawHeaders);
        answer.pipe(outgoing);
      },
    );
    passed.on('error', () => {
      if (outgoing.headersSent) outgoing.destroy();
      else outgoing.writeHead(502).end();
    });
    outgoing.on('close', () => {
      if (!outgoing.writableFinished) passed.destroy();
    });
    incoming.pipe(passed);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    port: (server.address() as AddressInfo).port,
    use(given) {
      ports = given;
    },
    close: () =>
      new Promise((resolve) => {
        agent.destroy();
        server.close(() => {
          resolve();
        });
        server.closeAllConnections();
      }),
  };
}

/** A port that was free a moment ago. */
export async function freePort(): Promise<number> {
  const server = reservePort();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}
