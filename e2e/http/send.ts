import { request } from 'node:http';
import type { WorldTown } from '../world/world.ts';

export type Answer = {
  status: number;
  headers: Record<string, string | string[] | undefined>;
  cookies: string[];
  text: string;
};

export type Send = {
  port: number;
  host: string;
  path: string;
  method?: string;
  headers?: Record<string, string>;
  cookie?: string;
  /** Sent as a form, with the origin of the page it would come from. */
  form?: Record<string, string>;
  /** The same for a form in another encoding: its type stands in `headers`. */
  body?: string;
};

/** A request as a browser without script sends it, to any host name: no name has to be known to the machine. */
export function send({ port, host, path, method, headers = {}, cookie, form, body: written }: Send): Promise<Answer> {
  const body = written ?? (form && new URLSearchParams(form).toString());
  return new Promise((resolve, reject) => {
    const sent = request(
      {
        port,
        host: '127.0.0.1',
        path,
        method: method ?? (body === undefined ? 'GET' : 'POST'),
        headers: {
          host,
          accept: 'text/html',
          'accept-language': 'it',
          ...(cookie && { cookie }),
          ...(body !== undefined && { origin: `http://${host}`, 'content-type': 'application/x-www-form-urlencoded' }),
          ...headers,
        },
      },
      (answer) => {
        const parts: Buffer[] = [];
        answer.on('data', (part: Buffer) => parts.push(part));
        answer.on('error', reject);
        answer.on('end', () => {
          const cookies = (answer.headers['set-cookie'] ?? []).map((set) => set.split(';')[0] ?? '');
          resolve({
            status: answer.statusCode ?? 0,
            headers: answer.headers,
            cookies,
            text: Buffer.concat(parts).toString(),
          });
        });
      },
    );
    sent.on('error', reject);
    sent.end(body);
  });
}

/** `send` for one town's site. */
export function senderOf({ port }: { port: number }, town: WorldTown) {
  return (path: string, rest: Omit<Send, 'port' | 'host' | 'path'> = {}) =>
    send({ port, host: town.host, path, ...rest });
}
