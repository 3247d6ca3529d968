import { request } from 'node:http';
import type { WorldTown } from '../world/world.ts';

export type Answer = {
  status: number;
  headers: Record<string, string | string[] | undefined>;
  cookies: string[];
  text: string;
  bytes: Buffer;
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
  /** As forms with files are sent. */
  multipart?: boolean;
  file?: { name: string; bytes: Uint8Array };
};

/** A request as a browser without script sends it, to any host name: no name has to be known to the machine. */
export function send(asked: Send): Promise<Answer> {
  const { port, host, path, method, headers = {}, cookie } = asked;
  const { type, body } = encode(asked);
  return new Promise((resolve, reject) => {
    const sent = request(
      {
        port,
        host: '127.0.0.1',
        // A connection of its own: one that is used again may just be ending on the other side.
        agent: false,
        path,
        method: method ?? (body === undefined ? 'GET' : 'POST'),
        headers: {
          host,
          accept: 'text/html',
          'accept-language': 'it',
          ...(cookie && { cookie }),
          ...(body !== undefined && { origin: `http://${host}`, ...(type && { 'content-type': type }) }),
          ...headers,
        },
      },
      (answer) => {
        const parts: Buffer[] = [];
        answer.on('data', (part: Buffer) => parts.push(part));
        answer.on('error', reject);
        answer.on('end', () => {
          const bytes = Buffer.concat(parts);
          const cookies = (answer.headers['set-cookie'] ?? []).map((set) => set.split(';')[0] ?? '');
          resolve({
            status: answer.statusCode ?? 0,
            headers: answer.headers,
            cookies,
            text: bytes.toString(),
            bytes,
          });
        });
      },
    );
    sent.on('error', reject);
    sent.end(body);
  });
}

function encode({ form, body, multipart, file }: Send): { type?: string; body?: string | Buffer } {
  if (body !== undefined) return { body };
  if (multipart || file) return asMultipart(form ?? {}, file);
  return form ? { type: 'application/x-www-form-urlencoded', body: new URLSearchParams(form).toString() } : {};
}

function asMultipart(form: Record<string, string>, file: Send['file']) {
  const boundary = 'between-the-fields';
  const parts = Object.entries(form).map(
    ([name, value]) => `--${boundary}\r\ncontent-disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`,
  );
  const head = file && [
    `--${boundary}\r\ncontent-disposition: form-data; name="${file.name}"; filename="foto.jpg"\r\n`,
    'content-type: image/jpeg\r\n\r\n',
  ];
  const body = [parts.join(''), ...(file && head ? [head.join(''), file.bytes, '\r\n'] : []), `--${boundary}--\r\n`];
  return {
    type: `multipart/form-data; boundary=${boundary}`,
    body: Buffer.concat(body.map((part) => Buffer.from(part))),
  };
}

/** `send` for one town's site. */
export function senderOf({ port }: { port: number }, town: WorldTown) {
  return (path: string, rest: Omit<Send, 'port' | 'host' | 'path'> = {}) =>
    send({ port, host: town.host, path, ...rest });
}
