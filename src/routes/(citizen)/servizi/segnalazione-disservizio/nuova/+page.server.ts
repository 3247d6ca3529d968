import { fail, redirect } from '@sveltejs/kit';
import { blind } from '#lib/kernel/server/secrets.ts';
import { withinLimit } from '#lib/kernel/server/limits.ts';
import { removeHeldFile } from '#lib/files/server/held-files.ts';
import { emptyReport } from '#lib/requests/report-form.ts';
import { deleteDraft, saveDraft } from '#lib/requests/server/draft.ts';
import { beginDraft, forgetDraft } from '../../../../citizen-cookies.ts';
import { findDraft, filesOf } from './draft-of-event.ts';
import { paths } from './paths.ts';
import { readForm } from '../../../../read-form.ts';
import type { Actions, PageServerLoad } from './$types';

/** Each draft may hold photos: an address that begins a hundred in an hour is no neighbourhood. */
const drafts = { uses: 100, per: Temporal.Duration.from({ hours: 1 }) };

export const load: PageServerLoad = async (event) => {
  event.setHeaders({ 'cache-control': 'no-store' });
  const held = await findDraft(event);
  return { hasDraft: held !== null && held.draft.sent === null, lost: event.url.searchParams.get('bozza') === 'persa' };
};

export const actions: Actions = {
  inizia: async (event) => {
    const { root, municipality } = event.locals;
    const form = await readForm(event.request);
    if (form.get('privacy') !== 'on') return fail(400, { unread: true });
    const held = await findDraft(event);
    if (!held || held.draft.sent) {
      const now = root.clock();
      const bucket = blind(root.keys, 'draft', event.getClientAddress());
      if (!(await withinLimit(root.web, { municipality: municipality.id, bucket, limit: drafts, now })))
        return fail(429, { limited: true });
      const of = { municipality: municipality.id, holder: beginDraft(event) };
      await saveDraft(root.web, of, { fields: emptyReport(), answers: {}, sent: null }, now);
    }
    redirect(303, paths.data);
  },

  ricomincia: async (event) => {
    const { root, municipality } = event.locals;
    const held = await findDraft(event);
    if (held) {
      const of = { municipality: municipality.id, holder: held.holder };
      for (const { id } of await filesOf(event, held.holder)) await removeHeldFile(root.web, root.files, { ...of, id });
      await deleteDraft(root.web, of);
    }
    forgetDraft(event);
    redirect(303, paths.terms);
  },
};
