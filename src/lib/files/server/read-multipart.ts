import { Readable } from 'node:stream';
import type { ReadableStream as WebStream } from 'node:stream/web';
import { Busboy, type BusboyFileStream, type BusboyInstance } from '@fastify/busboy';
import { tidyTyped } from '#lib/kernel/typed-text.ts';
import { refuse, type Refusal } from '#lib/kernel/refusal.ts';
import { documentLimits, photoLimits } from '../photo-limits.ts';

/** A file of the form, while it arrives. It must be read to its end, or given up with `resume()`. */
export type ArrivingFile = { field: string; name: string; content: BusboyFileStream };

export type FormFields = {
  readonly get: (name: string) => string;
  /** Of boxes that may be ticked together. */
  readonly all: (name: string) => string[];
};

const limits = {
  // A category's questions, with every option of a list.
  fields: 500,
  fieldNameSize: 100,
  fieldSize: 64 * 1024,
  headerPairs: 40,
} as const;

export type FileLimits = { files: number; fileSize: number };

const attachments: FileLimits = {
  // One more than is taken, so that one too many is told instead of overlooked.
  files: photoLimits.count + documentLimits.count + 1,
  fileSize: photoLimits.bytes,
};

/**
 * Reads a form with files as it arrives, the files one after the other. Never `request.formData()`, which holds all of it
 * in memory. The body is never cancelled: who still sends would get a reset instead of the answer.
 */
export async function readMultipart(
  request: Request,
  takeFile: (file: ArrivingFile) => Promise<void>,
  fileLimits = attachments,
): Promise<{ ok: true; fields: FormFields } | Refusal<'malformed'>> {
  const parser = openParser(request, fileLimits);
  if (!parser || !request.body) return refuse('malformed');
  const body = Readable.fromWeb(request.body as WebStream<Uint8Array>);
  const fields = new Map<string, string[]>();
  const taking: Promise<void>[] = [];
  const arriving = new Set<BusboyFileStream>();

  const arrived = await new Promise<'whole' | 'cut' | 'fault'>((resolve) => {
    const stop = (why: 'cut' | 'fault', error: unknown) => {
      resolve(why);
      body.unpipe(parser);
      for (const content of arriving) content.destroy(error instanceof Error ? error : new Error('the form broke off'));
    };
    body.on('error', (error) => stop('cut', error));
    parser.on('error', (error: unknown) => stop('cut', error));
    parser.on('field', (name, value) => fields.set(name, [...(fields.get(name) ?? []), tidyTyped(value)]));
    parser.on('file', (field, content, name: string | undefined) => {
      // A file field in which nothing was chosen comes with an empty name.
      if (!name) {
        content.resume();
        return;
      }
      arriving.add(content);
      content.on('error', () => undefined); // who reads it hears of it
      // After the one before is done with, so that each is counted when the next is judged.
      const taken = (taking.at(-1) ?? Promise.resolve())
        .then(() => takeFile({ field, name, content }))
        .finally(() => arriving.delete(content));
      taken.catch((error: unknown) => stop('fault', error));
      taking.push(taken);
    });
    parser.on('finish', () => resolve('whole'));
    body.pipe(parser);
  });

  if (arrived === 'cut') {
    await Promise.allSettled(taking);
    return refuse('malformed');
  }
  await Promise.all(taking);
  const all = (name: string) => fields.get(name) ?? [];
  return { ok: true, fields: { get: (name) => all(name)[0] ?? '', all } };
}

function openParser(request: Request, fileLimits: FileLimits): BusboyInstance | null {
  const type = request.headers.get('content-type');
  if (!type?.startsWith('multipart/form-data')) return null;
  try {
    return new Busboy({ headers: { 'content-type': type }, limits: { ...limits, ...fileLimits } });
  } catch {
    return null; // no boundary
  }
}
