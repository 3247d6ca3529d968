import { randomBytes } from 'node:crypto';
import { newDraftSecret, saveDraft } from '#lib/requests/server/draft.ts';
import { digestOfSecret, newFormKey } from '#lib/kernel/server/form-key.ts';
import { writeReference } from '#lib/kernel/reference.ts';
import { systemClock } from '#lib/kernel/server/system-clock.ts';
import { tokenOf } from '#lib/kernel/server/secrets.ts';
import { offeredPeople, practicePassword } from '#lib/training/server/practice-log-ins.ts';
import type { Figure } from '../figure.ts';
import { printStatements, type Ground } from './ground.ts';
import { startProgram, usedBy, type Program } from './program.ts';
import { openReportMaker } from './reports.ts';
import { sendLoad, writeRequest, type Load } from './send-load.ts';

const wizard = '/servizi/segnalazione-disservizio/nuova';
const seconds = 8;
const connections = 16;

/** One web process, with sequencer, mail and jobs inside it as `npm start` runs it, on years of requests. */
export async function measurePages(ground: Ground): Promise<Figure[]> {
  const program = await startProgram(ground.folder, {
    DATABASE_URL: ground.urls.owner,
    INSIEME_KEY: ground.key,
    TRUSTED_PROXIES: '127.0.0.1',
  });
  try {
    const measure = async (requests: string[], expected: number, once = false) => {
      await printStatements(ground, 'what came before');
      const measured = await load(program, ground, { requests, expected, once });
      await printStatements(ground, 'this load');
      return measured;
    };
    const follow = await measure(await followRequests(ground, program.address), 200);
    const inbox = await measure(await inboxRequests(program.address), 200);
    const submissions = await measure(await formRequests(ground, program.address, 8000), 303, true);
    return [
      figure('form submissions, whole HTTP', 300, submissions),
      figure('follow page, one process', 500, follow),
      figure('inbox, one process', 400, inbox),
    ];
  } finally {
    await program.stop();
  }
}

type Measured = Load & { ofProgram: number; ofDatabase: number };

function figure(what: string, goal: number, { perSecond, p50, p99, ofProgram, ofDatabase }: Measured): Figure {
  const times = `p50 ${p50.toFixed(0)} ms, p99 ${p99.toFixed(0)} ms on ${connections} connections`;
  const processor = `processor ${ofProgram.toFixed(1)} ms each and ${ofDatabase.toFixed(1)} ms of the database`;
  return { what, goal: { atLeast: goal }, measured: perSecond, unit: '/s', note: `${times}; ${processor}` };
}

async function load(
  { address, used }: Program,
  { processId }: Ground,
  { requests, expected, once }: { requests: string[]; expected: number; once: boolean },
): Promise<Measured> {
  const { port } = new URL(address);
  const before = [used(), usedBy(processId)] as const;
  const plan = { port: Number(port), connections, warmUpSeconds: 3, seconds, requests, once };
  const measured = await sendLoad(plan, expected);
  return {
    ...measured,
    ofProgram: (used() - before[0]) / measured.sent,
    ofDatabase: (usedBy(processId) - before[1]) / measured.sent,
  };
}

/** The third step's send, each with a draft of its own: limits, use case, answer, cookie. */
export async function formRequests(ground: Ground, address: string, count: number): Promise<string[]> {
  const { fields } = await openReportMaker(ground);
  const make = async () => {
    const secret = newDraftSecret();
    const of = { municipality: ground.municipality.id, holder: digestOfSecret(secret) };
    await saveDraft(ground.owner, of, { fields: fields(), sent: null }, systemClock());
    return writeRequest(address, {
      path: `${wizard}/riepilogo`,
      cookie: `bozza=${secret}`,
      form: { key: newFormKey() },
    });
  };
  const made: string[] = [];
  while (made.length < count) made.push(...(await Promise.all(Array.from({ length: 100 }, make))));
  return made;
}

async function followRequests(ground: Ground, address: string): Promise<string[]> {
  const rows = await ground.owner
    .selectFrom('request')
    .select(['id', 'series', 'year', 'number', 'key_id', 'password_generation'])
    .where('municipality_id', '=', ground.municipality.id)
    .orderBy('received_at', 'desc')
    .limit(2000)
    .execute();
  return rows.map((row) => {
    const reference = writeReference(row);
    const token = tokenOf(ground.keys, {
      municipality: ground.municipality.id,
      request: row.id,
      keyId: row.key_id,
      generation: row.password_generation,
    });
    return writeRequest(address, { path: `/segui/${reference}`, cookie: `richiesta-${reference}=${token}` });
  });
}

/** Everybody who is offered on the sign-in page and works here, each on their first page and on what is late. */
async function inboxRequests(address: string): Promise<string[]> {
  const requests: string[] = [];
  for (const { email, level } of offeredPeople()) {
    if (level === 'council-member') continue;
    const cookie = await signIn(address, email);
    for (const path of ['/ufficio', '/ufficio?vista=in-ritardo'])
      requests.push(writeRequest(address, { path, cookie }));
  }
  return requests;
}

export async function signIn(address: string, email: string): Promise<string> {
  const response = await fetch(`${address}/ufficio/accesso?/signIn`, {
    method: 'POST',
    redirect: 'manual',
    headers: { origin: address, accept: 'text/html', 'x-forwarded-for': `10.1.${randomBytes(1)[0] ?? 0}.1` },
    body: new URLSearchParams({ email, password: practicePassword }),
  });
  if (response.status !== 303) throw new Error(`signing in: ${response.status}`);
  return response.headers
    .getSetCookie()
    .map((cookie) => cookie.split(';')[0])
    .join('; ');
}
