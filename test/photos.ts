import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import sharp from 'sharp';
import { openFileStore, type FileStore } from '#lib/files/server/file-store.ts';

/** A store in a folder of its own. */
export async function openTestStore(): Promise<{ store: FileStore; folder: string; close(): Promise<void> }> {
  const folder = await mkdtemp(join(tmpdir(), 'insieme-files-'));
  return {
    store: openFileStore(pathToFileURL(`${folder}/`).href),
    folder,
    close: () => rm(folder, { recursive: true, force: true }),
  };
}

/** A photo as telephones make them: turned by EXIF, with a place in it. */
export function photo({ width = 2400, height = 1800 } = {}): Promise<Buffer> {
  return sharp({ create: { width, height, channels: 3, background: '#7a8b99' } })
    .withExif({
      IFD0: { Make: 'Telefonino', ImageDescription: 'davanti a casa mia' },
      IFD3: { GPSLatitudeRef: 'N', GPSLatitude: '43/1 23/1 0/1' },
    })
    .withMetadata({ orientation: 6 })
    .jpeg({ quality: 90 })
    .toBuffer();
}

/** A form as browsers send it, in pieces. */
export function multipart(
  fields: Record<string, string>,
  files: readonly { name: string; bytes: Uint8Array }[],
  { cutAt }: { cutAt?: number } = {},
): Request {
  const boundary = '----insieme-test-boundary';
  const part = (head: string, body: Uint8Array | string) =>
    Buffer.concat([Buffer.from(`--${boundary}\r\n${head}\r\n\r\n`), Buffer.from(body as string), Buffer.from('\r\n')]);
  const whole = Buffer.concat([
    ...Object.entries(fields).map(([name, value]) => part(`Content-Disposition: form-data; name="${name}"`, value)),
    ...files.map(({ name, bytes }) =>
      part(`Content-Disposition: form-data; name="photo"; filename="${name}"\r\nContent-Type: image/jpeg`, bytes),
    ),
    Buffer.from(`--${boundary}--\r\n`),
  ]);
  const sent = whole.subarray(0, cutAt ?? whole.length);
  const piece = 64 * 1024;
  let at = 0;
  const body = new ReadableStream<Uint8Array>({
    pull(controller) {
      if (at >= sent.length) {
        controller.close();
        return;
      }
      controller.enqueue(sent.subarray(at, at + piece));
      at += piece;
    },
  });
  return new Request('http://town-1.localhost/', {
    method: 'POST',
    headers: { 'content-type': `multipart/form-data; boundary=${boundary}` },
    body,
    duplex: 'half',
  } as RequestInit);
}
