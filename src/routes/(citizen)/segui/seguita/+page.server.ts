import { fail, redirect, type RequestEvent } from '@sveltejs/kit';
import { digestOfSecret, newFormKey, parseFormKey } from '#lib/kernel/server/form-key.ts';
import { perform, type UseCase } from '#lib/kernel/server/perform.ts';
import { writeReference } from '#lib/kernel/reference.ts';
import type { Outcome } from '#lib/kernel/refusal.ts';
import { linkNames } from '#lib/requests/link-token.ts';
import { confirmWatch, endWatch, type OfWatch } from '#lib/watching/server/decide-watch.ts';
import { openWatch, type OpenedWatch } from '#lib/watching/server/open-watch.ts';
import { readWatchLink } from '#lib/watching/watch-link.ts';
import { readLink } from '../../../citizen-cookies.ts';
import { readForm } from '../../../read-form.ts';
import type { Actions, PageServerLoad } from './$types';

/** In the address after an answer, as the page tells it. */
const answers = ['si', 'no'] as const;

/** The page behind the link of every mail to a watcher: it asks, and does nothing before its button is pressed. */
export const load: PageServerLoad = async (event) => {
  event.setHeaders({ 'cache-control': 'no-store' });
  const opened = await watchOf(event);
  return {
    key: newFormKey(),
    watch: opened && {
      reference: writeReference(opened.reference),
      email: opened.email,
      confirmed: opened.confirmed,
    },
    answered: answers.find((answer) => answer === event.url.searchParams.get('risposta')) ?? null,
  };
};

export const actions: Actions = {
  si: (event) => answer(event, confirmWatch, 'si'),
  no: (event) => answer(event, endWatch, 'no'),
};

async function answer(event: RequestEvent, useCase: UseCase<'watch', OfWatch, Outcome>, as: (typeof answers)[number]) {
  const form = await readForm(event.request);
  const key = parseFormKey(form.get('key'));
  const opened = await watchOf(event);
  if (!opened) return fail(409, { gone: true });
  if (!key) return fail(400, { broken: true });
  const { actor, watch } = opened;
  const held = { key, holder: digestOfSecret(readLink(event, linkNames.watch) ?? '') };
  const answered = await perform(event.locals.door, actor, held, useCase, { watch });
  if (!answered.ok) return fail(409, { gone: true });
  redirect(303, `/segui/${linkNames.watch}?risposta=${as}`);
}

async function watchOf(event: RequestEvent): Promise<OpenedWatch | null> {
  const { root, municipality } = event.locals;
  const link = readWatchLink(readLink(event, linkNames.watch) ?? '');
  return link && openWatch(root.web, root.keys, { municipality: municipality.id, link, now: root.clock() });
}
