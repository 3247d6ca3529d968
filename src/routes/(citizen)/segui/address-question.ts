import { fail, redirect, type RequestEvent } from '@sveltejs/kit';
import { newFormKey, parseFormKey } from '#lib/kernel/server/form-key.ts';
import { perform } from '#lib/kernel/server/perform.ts';
import { linkNames } from '#lib/requests/link-token.ts';
import { confirmAddress, dropAddressChange } from '#lib/requests/server/change-address.ts';
import { readForm } from '../../read-form.ts';
import { heldByLink, linkedOf } from './linked.ts';

type Side = 'old' | 'new';
const answers = ['meta', 'fatto', 'no'] as const;

/** The page behind the link that each of the two addresses gets: it asks, and tells what the answer has done. */
export async function loadAddressQuestion(event: RequestEvent, side: Side) {
  event.setHeaders({ 'cache-control': 'no-store' });
  const linked = await linkedOf(event, `${side}-address`);
  return {
    key: newFormKey(),
    asked: linked && { reference: linked.reference, address: linked.address },
    answered: answers.find((answer) => answer === event.url.searchParams.get('risposta')) ?? null,
  };
}

export function addressAnswers(side: Side) {
  const purpose = `${side}-address` as const;
  const here = `/segui/${linkNames[purpose]}`;
  return {
    si: async (event: RequestEvent) => {
      const asked = await readAnswer(event);
      if (!asked.ok) return fail(400, asked.why);
      const { actor, address, held } = asked;
      const input = { request: actor.request, address, side };
      const answer = await perform(event.locals.door, actor, held, confirmAddress, input);
      if (!answer.ok) return fail(409, { gone: true });
      redirect(303, `${here}?risposta=${answer.done ? 'fatto' : 'meta'}`);
    },
    no: async (event: RequestEvent) => {
      const asked = await readAnswer(event);
      if (!asked.ok) return fail(400, asked.why);
      const { actor, held } = asked;
      const answer = await perform(event.locals.door, actor, held, dropAddressChange, { request: actor.request });
      if (!answer.ok) return fail(409, { gone: true });
      redirect(303, `${here}?risposta=no`);
    },
  };

  async function readAnswer(event: RequestEvent) {
    const form = await readForm(event.request);
    const key = parseFormKey(form.get('key'));
    const linked = await linkedOf(event, purpose);
    if (!linked) return { ok: false, why: { gone: true } } as const;
    if (!key) return { ok: false, why: { broken: true } } as const;
    return { ok: true, ...linked, held: heldByLink(event, purpose, key) } as const;
  }
}
