import { readFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { TLSSocket } from 'node:tls';
import type { PersonsSettings } from '../lib/kernel/settings.ts';
import { isSaneHost, originOf, trust } from './forwarded.ts';
import * as say from './messages.ts';
import { Problem } from './problem.ts';

/** Overwritten on every request: the build believes them. */
export const PROTOCOL_HEADER = 'x-app-proto';
export const ADDRESS_HEADER = 'x-app-address';
/** What still runs when this has passed after the order to stop is cut off. */
const PATIENCE = 1_000;

export type Handler = (request: IncomingMessage, response: ServerResponse) => void;

export interface WebServer {
  /** As a person on this machine reaches it. */
  address: string;
  server: Server;
  /** Until then requests wait: the port is taken at the very start, so that a taken one is told at once. */
  serve(handler: Handler): void;
  /** Resolves when no connection is left. */
  close(): Promise<void>;
}

type Settings = Pick<PersonsSettings, 'port' | 'host' | 'tlsCertificate' | 'tlsKey' | 'trustedProxies'>;

export async function openWebServer(settings: Settings): Promise<WebServer> {
  const ready = Promise.withResolvers<Handler>();
  const trusted = trust(settings.trustedProxies ?? []);
  const tls = readTls(settings);

  const listener = (request: IncomingMessage, response: ServerResponse) => {
    if (!isSaneHost(request.headers.host)) {
      response.writeHead(400, { 'content-type': 'text/plain', connection: 'close' }).end('Bad Request');
      return;
    }
    const encrypted = request.socket instanceof TLSSocket;
    const origin = originOf(request.headers, request.socket.remoteAddress ?? '', encrypted, trusted);
    request.headers[PROTOCOL_HEADER] = origin.protocol;
    request.headers[ADDRESS_HEADER] = origin.address;
    void ready.promise.then((handler) => {
      handler(request, response);
    });
  };
  const server = tls === undefined ? createServer(listener) : makeTlsServer(tls, listener, settings);
  await listen(server, settings);

  return {
    address: addressOf(server, settings),
    server,
    serve: ready.resolve,
    close: () => close(server),
  };
}

function listen(server: Server, { port, host }: Settings): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', (cause: NodeJS.ErrnoException) => {
      const sentence =
        cause.code === 'EADDRINUSE'
          ? say.portTaken(port)
          : cause.code === 'EACCES'
            ? say.portForbidden(port)
            : cause.code === 'EADDRNOTAVAIL' || cause.code === 'ENOTFOUND' || cause.code === 'EAI_AGAIN'
              ? say.hostUnknown(host)
              : undefined;
      reject(sentence === undefined ? cause : new Problem(sentence, { cause }));
    });
    server.listen(port, host, resolve);
  });
}

/** Connections that are idle, or become idle, go at once; what is busy has a moment to end. */
function close(server: Server): Promise<void> {
  return new Promise((resolve) => {
    const cut = setTimeout(() => {
      server.closeAllConnections();
    }, PATIENCE);
    server.on('request', (_request, response: ServerResponse) => {
      response.setHeader('connection', 'close');
    });
    // A connection counts as idle only after its response has ended, which no event tells: so look often.
    const sweep = setInterval(() => {
      server.closeIdleConnections();
    }, 25);
    server.close(() => {
      clearTimeout(cut);
      clearInterval(sweep);
      resolve();
    });
    server.closeIdleConnections();
  });
}

interface Tls {
  cert: Buffer;
  key: Buffer;
}

function readTls({ tlsCertificate, tlsKey }: Settings): Tls | undefined {
  if (tlsCertificate === null || tlsKey === null) return undefined;
  return { cert: readPem(tlsCertificate), key: readPem(tlsKey) };
}

function readPem(path: string): Buffer {
  try {
    return readFileSync(path);
  } catch (cause) {
    throw new Problem(say.tlsUnusable(path), { cause });
  }
}

function makeTlsServer(tls: Tls, listener: Handler, { tlsCertificate }: Settings): Server {
  try {
    return createTlsServer(tls, listener);
  } catch (cause) {
    throw new Problem(say.tlsUnusable(tlsCertificate ?? ''), { cause });
  }
}

function addressOf(server: Server, { host, tlsCertificate }: Settings): string {
  const { port } = server.address() as AddressInfo;
  const everywhere = ['127.0.0.1', '0.0.0.0', '::', '::1'];
  const name = everywhere.includes(host) ? 'localhost' : host.includes(':') ? `[${host}]` : host;
  return `${tlsCertificate === null ? 'http' : 'https'}://${name}:${String(port)}`;
}
