import { readFileSync } from 'node:fs';
import { connect, type Socket } from 'node:net';

/**
 * A process of its own that sends requests to 127.0.0.1 over kept-alive connections, and stops by itself: after the given
 * seconds, or after the last request where each may be sent once only. Whole answers are read; what they say is not.
 */
export type LoadPlan = {
  port: number;
  connections: number;
  warmUpSeconds: number;
  seconds: number;
  /** Each as it goes over the wire. */
  requests: string[];
  /** Each request once, like a form with its key; else over and over. */
  once: boolean;
};

export type LoadResult = {
  perSecond: number;
  /** Milliseconds of each answer that was counted. */
  answers: number[];
  /** How many answers of each status, those of the warm-up too. */
  statuses: Record<string, number>;
};

const END_OF_HEAD = '\r\n\r\n';
const END_OF_CHUNKS = '0\r\n\r\n';

async function load(plan: LoadPlan): Promise<LoadResult> {
  const counting = performance.now() + plan.warmUpSeconds * 1000;
  const end = counting + plan.seconds * 1000;
  const answers: number[] = [];
  const statuses: Record<string, number> = {};
  let next = 0;
  let last = counting;

  async function work(socket: Socket): Promise<void> {
    while (performance.now() < end) {
      const request = plan.requests[plan.once ? next : next % plan.requests.length];
      next++;
      if (request === undefined) return;
      const sent = performance.now();
      const status = await exchange(socket, request);
      statuses[status] = (statuses[status] ?? 0) + 1;
      if (sent >= counting) {
        last = performance.now();
        answers.push(last - sent);
      }
    }
  }

  const sockets = await Promise.all(Array.from({ length: plan.connections }, () => open(plan.port)));
  await Promise.all(sockets.map(work));
  sockets.forEach((socket) => socket.destroy());
  return { perSecond: answers.length / ((last - counting) / 1000), answers, statuses };
}

function open(port: number): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const socket = connect({ port, host: '127.0.0.1', noDelay: true }, () => resolve(socket)).once('error', reject);
  });
}

/** One request, one whole answer; its status. */
function exchange(socket: Socket, request: string): Promise<string> {
  return new Promise((resolve, reject) => {
    let answer = '';
    const onData = (bytes: Buffer) => {
      answer += bytes.toString('latin1');
      if (!isWhole(answer)) return;
      settle();
      resolve(answer.slice(9, 12));
    };
    const onEnd = () => {
      settle();
      reject(new Error('the connection ended within an answer'));
    };
    const settle = () => {
      socket.off('data', onData).off('close', onEnd);
    };
    socket.on('data', onData).once('close', onEnd);
    socket.write(request);
  });
}

/** Nothing is sent ahead, so what ends the answer ends what was received. */
function isWhole(answer: string): boolean {
  const head = answer.indexOf(END_OF_HEAD);
  if (head === -1) return false;
  const length = /\r\ncontent-length: (\d+)/i.exec(answer.slice(0, head))?.[1];
  if (length !== undefined) return answer.length >= head + END_OF_HEAD.length + Number(length);
  return !/\r\ntransfer-encoding: chunked/i.test(answer.slice(0, head)) || answer.endsWith(END_OF_CHUNKS);
}

const plan = JSON.parse(readFileSync(0, 'utf8')) as LoadPlan;
process.stdout.write(JSON.stringify(await load(plan)));
process.exit(0);
