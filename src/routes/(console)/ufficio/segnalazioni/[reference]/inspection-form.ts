import type { RequestEvent } from '@sveltejs/kit';
import { readMultipart } from '#lib/files/server/read-multipart.ts';
import { receivePhoto, type PhotoRefusal } from '#lib/files/server/receive-file.ts';
import * as m from '#lib/words/compiled/messages.js';
import type { Fields } from './act-forms.ts';

/** The findings with their photos, as they arrive: the photos are kept for this session until the findings are recorded. */
export async function readInspectionForm(
  event: RequestEvent,
  holder: Buffer,
): Promise<{ fields: Fields; problem: string | null }> {
  const { root, municipality } = event.locals;
  const upload = { store: root.files, database: root.web, municipality: municipality.id, holder, now: root.clock() };
  let problem: string | null = null;
  const read = await readMultipart(event.request, async (file) => {
    const received = await receivePhoto(upload, file);
    if (!received.ok) problem ??= words[received.reason]({ name: file.name });
  });
  if (!read.ok) return { fields: { get: () => '' }, problem: m.console_photo_cut() };
  return { fields: read.fields, problem };
}

const words: Record<PhotoRefusal['reason'], (inputs: { name: string }) => string> = {
  'too-many': () => m.console_photo_too_many(),
  'not-a-photo': m.console_photo_not_one,
  'too-large': m.console_photo_too_large,
  'too-many-pixels': m.console_photo_too_many_pixels,
};
