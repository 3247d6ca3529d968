import { fail, redirect } from '@sveltejs/kit';
import { newFormKey } from '#lib/kernel/server/form-key.ts';
import { lengths } from '#lib/requests/request.ts';
import { roomForPhotos } from '#lib/requests/server/room-for-photos.ts';
import { sendPhotos } from '#lib/requests/server/send-photos.ts';
import * as m from '#lib/words/compiled/messages.js';
import { actAsCitizen, followedPage, requireAct, requireFollowed } from '../followed.ts';
import { refusedAct } from '../refused-act.ts';
import { heldPhotos, photosToSend, removePhoto, takePhotos } from '../take-photos.ts';
import type { Actions, PageServerLoad } from './$types';

/** The form that these photos belong to, beside those of the questions. */
const OF = 'foto';

export const load: PageServerLoad = async (event) => {
  const { root, municipality } = event.locals;
  const followed = await followedPage(event);
  requireAct(event, followed, 'add-photos');
  const { reference, path, request } = followed;
  const [photos, room] = await Promise.all([
    heldPhotos(event, followed, OF),
    roomForPhotos(root.web, municipality.id, request.id),
  ]);
  return { reference, path, photos, room, key: String(newFormKey()) };
};

export const actions: Actions = {
  manda: async (event) => {
    const followed = await requireFollowed(event);
    const { form, problems } = await takePhotos(event, followed, OF);
    const text = form.get('text');
    const wrong = text.length > lengths.message ? m.follow_too_long({ longest: lengths.message }) : null;
    if (problems.length > 0 || wrong !== null) return fail(400, again(text, problems, wrong));
    const photos = await photosToSend(event, followed, OF);
    if (photos.files.length === 0) return fail(400, again(text, [m.follow_photos_none()]));
    const input = { request: followed.request.id, text: text || null, ...photos };
    const result = await actAsCitizen(event, followed, form, sendPhotos, input);
    if (result.ok) redirect(303, `${followed.path}?fatto=foto`);
    return fail(409, again(text, [], null, refusedAct(result.reason)));
  },

  /** Without script: the photos go up, what was written stays. */
  carica: async (event) => {
    const followed = await requireFollowed(event);
    const { form, problems, kept } = await takePhotos(event, followed, OF);
    const none = kept === 0 && problems.length === 0 ? [m.follow_photos_none()] : [];
    const all = [...problems, ...none];
    return fail(all.length > 0 ? 400 : 200, again(form.get('text'), all));
  },

  togli: async (event) => {
    const followed = await requireFollowed(event);
    const { form, problems } = await takePhotos(event, followed, OF);
    await removePhoto(event, followed, OF, form.get('togli'));
    return fail(200, again(form.get('text'), problems));
  },
};

/** The form as it comes back: what was written, what is wrong with which field, or why nothing was sent at all. */
function again(text: string, problems: string[], wrong: string | null = null, refusal: string | null = null) {
  return { text, problems, wrong, refusal };
}
