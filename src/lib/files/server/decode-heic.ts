import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { Worker } from 'node:worker_threads';
import { photoLimits } from '../photo-limits.ts';

type Pixels = { data: Uint8Array; width: number; height: number };

/** A telephone's photo takes one to three seconds on a slow machine. */
const patience = Temporal.Duration.from({ seconds: 60 });

/**
 * iPhones' format, which sharp's own decoder may not carry (HEVC's patents): libheif as WebAssembly. In a thread of its own,
 * since it decodes in one go while others are being answered; ended when it takes too long. RGBA, upright. Throws when it
 * cannot be decoded.
 */
export async function decodeHeic(original: Buffer): Promise<Pixels> {
  const workerData = { decoder: fileURLToPath(import.meta.resolve('heic-decode')), original };
  const worker = new Worker(thread, { eval: true, workerData, stdout: true, stderr: true }); // silent: libheif says on the console what it cannot read;
  const late = setTimeout(() => void worker.terminate(), patience.total('milliseconds'));
  try {
    const [pixels] = (await Promise.race([once(worker, 'message'), ended(worker)])) as [Pixels];
    if (pixels.width * pixels.height > photoLimits.pixels) throw new Error('more pixels than its head says');
    return pixels;
  } finally {
    clearTimeout(late);
    await worker.terminate();
  }
}

async function ended(worker: Worker): Promise<never> {
  await once(worker, 'exit');
  throw new Error('ended before it was decoded');
}

// As text: the web build is a bundle, in which a file of ours would stand somewhere else.
const thread = `
  const { parentPort, workerData } = require('node:worker_threads');
  require(workerData.decoder)({ buffer: workerData.original }).then(({ data, width, height }) => {
    const bytes = new Uint8Array(data.buffer);
    parentPort.postMessage({ data: bytes, width, height }, [bytes.buffer]);
  });
`;
