import { Readable } from 'node:stream';
import { createInflateRaw } from 'node:zlib';

/** The first file of a ZIP, as its local header tells it; `at` is where its bytes begin. */
export type ZippedFile = { name: string; deflated: boolean; at: number };

const signature = Buffer.from('PK\u0003\u0004', 'latin1');
const headerLength = 30;

/** Null for what is no ZIP, `more` while that cannot be told yet. */
export function readZipHead(head: Buffer): ZippedFile | 'more' | null {
  if (!head.subarray(0, 4).equals(signature.subarray(0, head.length))) return null;
  if (head.length < headerLength) return 'more';
  const nameEnd = headerLength + head.readUInt16LE(26);
  if (head.length < nameEnd) return 'more';
  return {
    name: head.toString('utf8', headerLength, nameEnd),
    deflated: head.readUInt16LE(8) === 8,
    at: nameEnd + head.readUInt16LE(28),
  };
}

/** The first file of a ZIP as it arrives, whatever the archive's end says; what is no ZIP goes through as it is. */
export async function* unzipFirst(content: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  const pieces = content[Symbol.asyncIterator]();
  let head = Buffer.alloc(0);
  let zipped = readZipHead(head);
  while (zipped === 'more' || (zipped && head.length < zipped.at)) {
    const next = await pieces.next();
    if (next.done) break;
    head = Buffer.concat([head, next.value]);
    zipped = readZipHead(head);
  }
  if (!zipped || zipped === 'more') {
    yield head;
    yield* { [Symbol.asyncIterator]: () => pieces };
    return;
  }
  const inflate = createInflateRaw();
  const rest = Readable.from(following(head.subarray(zipped.at), pieces));
  rest.on('error', (error) => inflate.destroy(error));
  try {
    yield* rest.pipe(inflate) as AsyncIterable<Buffer>;
  } finally {
    rest.destroy();
  }
}

async function* following(first: Uint8Array, pieces: AsyncIterator<Uint8Array>): AsyncGenerator<Uint8Array> {
  yield first;
  yield* { [Symbol.asyncIterator]: () => pieces };
}
