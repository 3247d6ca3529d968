import { fail, redirect, type RequestEvent } from '@sveltejs/kit';
import { newFormKey, parseFormKey } from '#lib/kernel/server/form-key.ts';
import { withinLimit } from '#lib/kernel/server/limits.ts';
import { perform } from '#lib/kernel/server/perform.ts';
import { blind } from '#lib/kernel/server/secrets.ts';
import { isWaiting, linkLife } from '#lib/requests/access.ts';
import { isEmail, mailAddressOf } from '#lib/requests/author-fields.ts';
import { suggestAddress } from '#lib/requests/mistyped-address.ts';
import { lengths } from '#lib/requests/request.ts';
import { askAddressChange, dropAddressChange } from '#lib/requests/server/change-address.ts';
import { longMoment } from '#lib/requests/ui/relative-date.ts';
import { heldByOwn, openOwn } from '../own-request.ts';
import { readForm, type Fields } from '../../../../read-form.ts';
import type { Actions, PageServerLoad } from './$types';

/** Each one sends a mail to an address that somebody has written. */
const changes = { uses: 5, per: Temporal.Duration.from({ hours: 24 }) };

export const load: PageServerLoad = async (event) => {
  event.setHeaders({ 'cache-control': 'no-store' });
  const { root, municipality, locale } = event.locals;
  const { request, written } = await openOwn(event);
  const { newAddress, author, addressRefusedAt } = request;
  const waiting = newAddress && isWaiting(newAddress, root.clock()) ? newAddress : null;
  return {
    key: newFormKey(),
    reference: written,
    address: mailAddressOf(author),
    certified: author.business?.pec != null,
    refused: addressRefusedAt !== null,
    waiting: waiting && {
      address: waiting.address,
      oldConfirmed: waiting.oldConfirmed,
      newConfirmed: waiting.newConfirmed,
      until: longMoment(waiting.askedAt.add(linkLife), municipality.zone, locale),
    },
    did: ['chiesto', 'annullato'].find((did) => event.url.searchParams.get('fatto') === did) ?? null,
  };
};

type Problem = 'missing' | 'same' | 'slip' | 'limited' | 'broken';

export const actions: Actions = {
  chiedi: async (event) => {
    const { citizen, reference, written } = await openOwn(event);
    const form = await readForm(event.request);
    const { email, kept } = decide(form);
    const refuse = (problem: Problem, status = 400) => fail(status, { problem, email, kept });
    const key = parseFormKey(form.get('key'));
    if (!isEmail(email) || email.length > lengths.email) return refuse('missing');
    if (suggestAddress(email) !== null && kept !== email) return refuse('slip');
    if (!key) return refuse('broken');
    if (!(await mayAskAgain(event, written))) return refuse('limited', 429);
    const held = heldByOwn(event, reference, key);
    const input = { request: citizen.request, address: email };
    const answer = await perform(event.locals.door, citizen, held, askAddressChange, input);
    if (!answer.ok && answer.reason === 'same-address') return refuse('same');
    redirect(303, `/segui/${written}/indirizzo?fatto=chiesto`);
  },

  annulla: async (event) => {
    const { citizen, reference, written } = await openOwn(event);
    const form = await readForm(event.request);
    const key = parseFormKey(form.get('key'));
    const input = { request: citizen.request };
    if (!key) return fail(400, { problem: 'broken' as const, email: '', kept: '' });
    await perform(event.locals.door, citizen, heldByOwn(event, reference, key), dropAddressChange, input);
    redirect(303, `/segui/${written}/indirizzo?fatto=annullato`);
  },
};

/** What was typed, after the answer to "did you mean …?". */
function decide(form: Fields): { email: string; kept: string } {
  const read = (name: string) => form.get(name).slice(0, 1000);
  const [email, kept, slip] = [read('email'), read('kept'), read('slip')];
  if (slip === 'take-email') return { email: suggestAddress(email) ?? email, kept };
  return { email, kept: slip === 'keep-email' ? email : kept };
}

async function mayAskAgain(event: RequestEvent, written: string): Promise<boolean> {
  const { root, municipality } = event.locals;
  const bucket = blind(root.keys, 'new-address', written);
  return withinLimit(root.web, { municipality: municipality.id, bucket, limit: changes, now: root.clock() });
}
