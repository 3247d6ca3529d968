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

/** A document of one empty page, as small as a PDF may be; `locked` asks for a password. */
export function document({ locked = false } = {}): Buffer {
  const parts = [
    '%PDF-1.7\n',
    '1 0 obj\n<< /Type /Catalog /Pages 2 0 R >>\nendobj\n',
    '2 0 obj\n<< /Type /Pages /Kids [3 0 R] /Count 1 >>\nendobj\n',
    '3 0 obj\n<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] >>\nendobj\n',
  ];
  const offsets = parts.map((_, index) => parts.slice(0, index).join('').length);
  const table = offsets.slice(1).map((at) => `${String(at).padStart(10, '0')} 00000 n \n`);
  const trailer = `trailer\n<< /Size 4 /Root 1 0 R ${locked ? '/Encrypt 9 0 R ' : ''}>>\n`;
  const body = parts.join('');
  const end = `xref\n0 4\n0000000000 65535 f \n${table.join('')}${trailer}startxref\n${String(body.length)}\n%%EOF\n`;
  return Buffer.from(body + end, 'latin1');
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
