import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { percentile } from '../figure.ts';
import type { LoadPlan, LoadResult } from './http-load.ts';

export type Load = { perSecond: number; p50: number; p99: number; sent: number };

/** Runs the load in its process; anything but the one expected status is a fault of the measurement. */
export async function sendLoad(plan: LoadPlan, expected: number): Promise<Load> {
  const child = spawn(process.execPath, [join(import.meta.dirname, 'http-load.ts')], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const ended = once(child, 'close');
  child.stdin.end(JSON.stringify(plan));
  const said = await text(child.stdout);
  await ended;
  const { perSecond, answers, statuses } = JSON.parse(said) as LoadResult;
  if (Object.keys(statuses).join() !== String(expected))
    throw new Error(`expected ${expected} only, got ${JSON.stringify(statuses)}`);
  const sent = statuses[expected] ?? 0;
  return { perSecond, p50: percentile(answers, 0.5), p99: percentile(answers, 0.99), sent };
}

/** A request as it goes over the wire; each claims another address, as those behind a trusted proxy do. */
export function writeRequest(
  address: string,
  { path, cookie, form }: { path: string; cookie: string; form?: Record<string, string> },
): string {
  const body = form && new URLSearchParams(form).toString();
  const { host } = new URL(address);
  return [
    `${body === undefined ? 'GET' : 'POST'} ${path} HTTP/1.1`,
    `host: ${host}`,
    'accept: text/html',
    'accept-language: it',
    `cookie: ${cookie}`,
    `x-forwarded-for: 10.${octet()}.${octet()}.${octet()}`,
    ...(body === undefined
      ? []
      : [
          `origin: http://${host}`,
          'content-type: application/x-www-form-urlencoded',
          `content-length: ${Buffer.byteLength(body)}`,
        ]),
    '',
    body ?? '',
  ].join('\r\n');
}

function octet(): number {
  return Math.floor(Math.random() * 256);
}
