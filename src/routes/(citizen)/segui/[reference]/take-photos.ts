import { parseId, type FileId } from '#lib/kernel/ids.ts';
import { withinLimit } from '#lib/kernel/server/limits.ts';
import { blind } from '#lib/kernel/server/secrets.ts';
import { listHeldFiles, removeHeldFile } from '#lib/files/server/held-files.ts';
import { readMultipart } from '#lib/files/server/read-multipart.ts';
import { receivePhoto, type PhotoRefusal } from '#lib/files/server/receive-file.ts';
import * as m from '#lib/words/compiled/messages.js';
import { citizenHolder } from '../../../citizen-holder.ts';
import { refusalWords } from '../../servizi/segnalazione-disservizio/nuova/dati/refusal-words.ts';
import type { Followed, FollowEvent, Form } from './followed.ts';

const uploads = { uses: 100, per: Temporal.Duration.from({ hours: 1 }) };

export type UploadEvent = FollowEvent & { getClientAddress(): string };

/** A form with photos, as it arrived. */
export type TakenPhotos = {
  form: Form;
  /** How many came with it and were kept. */
  kept: number;
  /** In words, each photo that was not taken. */
  problems: string[];
};

/** Keeps the photos of a form for whoever opened the request, until the form is sent; `of` says which form (citizen-holder.ts). */
export async function takePhotos(event: UploadEvent, { token }: Followed, of: string): Promise<TakenPhotos> {
  const { root, municipality } = event.locals;
  const now = root.clock();
  const holder = citizenHolder(token, of);
  const upload = { store: root.files, database: root.web, municipality: municipality.id, holder, now };
  const bucket = blind(root.keys, 'upload', event.getClientAddress());
  const problems: string[] = [];
  const refuse = (name: string, reason: PhotoRefusal['reason']) => problems.push(refusalWords({ name, reason }));
  let kept = 0;
  const read = await readMultipart(event.request, async ({ name, content }) => {
    if (!(await withinLimit(root.web, { municipality: municipality.id, bucket, limit: uploads, now }))) {
      content.resume();
      refuse(name, 'too-many');
      return;
    }
    const answer = await receivePhoto(upload, { name, content });
    if (answer.ok) kept += 1;
    else refuse(name, answer.reason);
  });
  if (!read.ok) return { form: { get: () => '' }, kept: 0, problems: [m.report_upload_broken()] };
  return { form: read.fields, kept, problems };
}

export type HeldPhotoView = { id: string; name: string; state: 'received' | 'ready' | 'refused'; src: string };

/** What was uploaded in a form and not sent yet, as its page shows it. */
export async function heldPhotos(
  { locals }: Pick<FollowEvent, 'locals'>,
  { token, reference }: Followed,
  of: string,
): Promise<HeldPhotoView[]> {
  const { root, municipality } = locals;
  const held = await listHeldFiles(root.web, { municipality: municipality.id, holder: citizenHolder(token, of) });
  const query = new URLSearchParams({ segui: reference, per: of }).toString();
  return held.map(({ id, name, state }) => ({ id, name, state, src: `/foto/${id}?${query}` }));
}

/** The photos that go with the form, and by which they may be attached: those that could not be read stay behind. */
export async function photosToSend(
  event: Pick<FollowEvent, 'locals'>,
  followed: Followed,
  of: string,
): Promise<{ files: FileId[]; holder: string }> {
  const held = await heldPhotos(event, followed, of);
  const files = held.filter(({ state }) => state !== 'refused').map(({ id }) => id as FileId);
  return { files, holder: citizenHolder(followed.token, of).toString('hex') };
}

export async function removePhoto(
  { locals }: Pick<FollowEvent, 'locals'>,
  { token }: Followed,
  of: string,
  photo: string,
): Promise<void> {
  const { root, municipality } = locals;
  const id = parseId<FileId>(photo);
  const holder = citizenHolder(token, of);
  if (id) await removeHeldFile(root.web, root.files, { municipality: municipality.id, holder, id });
}
