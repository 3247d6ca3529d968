import { setTimeout as wait } from 'node:timers/promises';
import { fail, redirect, type RequestEvent } from '@sveltejs/kit';
import { parseReference, writeReference } from '#lib/kernel/reference.ts';
import { withinLimit, type Limit } from '#lib/kernel/server/limits.ts';
import { perform } from '#lib/kernel/server/perform.ts';
import { blind } from '#lib/kernel/server/secrets.ts';
import { isEmail } from '#lib/requests/author-fields.ts';
import { askPassword } from '#lib/requests/server/ask-password.ts';
import { findByAddress } from '#lib/requests/server/find-by-address.ts';
import { readForm, readQuery } from '../../../read-form.ts';
import type { Actions, PageServerLoad } from './$types';

const per = (uses: number, hours: number): Limit => ({ uses, per: Temporal.Duration.from({ hours }) });
/** From one address about one request, from one address at all, and about one request from anywhere: mails to one mailbox. */
const limits = { both: per(3, 1), address: per(20, 1), request: per(5, 24) };

/** Longer than looking, finding and writing it down take: whether there is such a request cannot be told by the clock. */
const sameForAll = 400;

export const load: PageServerLoad = ({ url }) => ({
  number: readQuery(url).get('numero').slice(0, 40),
  sent: url.searchParams.has('inviata'),
});

export const actions: Actions = {
  default: async (event) => {
    const form = await readForm(event.request);
    const [number, email] = [form.get('number').slice(0, 40), form.get('email').slice(0, 254)];
    const missing = { number: number === '', email: !isEmail(email) };
    if (missing.number || missing.email) return fail(400, { number, email, missing, limited: false });
    const tried = parseReference(number);
    if (!(await allLimits(event, tried && writeReference(tried))))
      return fail(429, { number, email, missing, limited: true });
    await Promise.all([ask(event, tried, email), wait(sameForAll)]);
    redirect(303, '/segui/password?inviata');
  },
};

/** Whatever becomes of it, the answer is the same. */
async function ask(event: RequestEvent, reference: ReturnType<typeof parseReference>, email: string): Promise<void> {
  const { root, municipality, door } = event.locals;
  const citizen = reference && (await findByAddress(root.web, municipality.id, reference, email));
  if (citizen) await perform(door, citizen, null, askPassword, { request: citizen.request });
}

/** Counted whether there is such a request or not. Words that are no number are about none: they share no count with others'. */
async function allLimits(event: RequestEvent, reference: string | null): Promise<boolean> {
  const { root, municipality } = event.locals;
  const from = event.getClientAddress();
  const within = (what: string, limit: Limit) => {
    const bucket = blind(root.keys, 'lost-password', what);
    return withinLimit(root.web, { municipality: municipality.id, bucket, limit, now: root.clock() });
  };
  const each = await Promise.all([
    within(`both ${from} ${reference ?? 'none'}`, limits.both),
    within(`address ${from}`, limits.address),
    reference === null || within(`request ${reference}`, limits.request),
  ]);
  return each.every(Boolean);
}
