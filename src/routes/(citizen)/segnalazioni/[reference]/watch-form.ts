import { fail, redirect, type RequestEvent } from '@sveltejs/kit';
import { parseReference, writeReference } from '#lib/kernel/reference.ts';
import { digestOfSecret, parseFormKey } from '#lib/kernel/server/form-key.ts';
import { withinLimit, type Limit } from '#lib/kernel/server/limits.ts';
import { perform } from '#lib/kernel/server/perform.ts';
import { blind } from '#lib/kernel/server/secrets.ts';
import { isEmail } from '#lib/requests/author-fields.ts';
import { askToWatch } from '#lib/watching/server/ask-to-watch.ts';
import { sameMailbox } from '#lib/watching/watch.ts';
import { readForm } from '../../../read-form.ts';

/** In the address afterwards: somebody asked, and looks into their mail now. */
export const ASKED = 'seguita';

const per = (uses: number, hours: number): Limit => ({ uses, per: Temporal.Duration.from({ hours }) });
/** From one address, and to one mailbox from anywhere: nobody fills somebody else's. */
const limits = { address: per(20, 1), mailbox: per(5, 24) };

/** Whatever becomes of it, the answer is the same, and takes the same: a mail goes to the address, and says the rest. */
export async function askByForm(event: RequestEvent) {
  const { root, municipality, door, locale } = event.locals;
  const reference = parseReference(event.params.reference ?? '');
  const form = await readForm(event.request);
  const email = form.get('email').slice(0, 254);
  const key = parseFormKey(form.get('key'));
  if (!isEmail(email)) return fail(400, { email, problem: 'no-email' as const });
  if (!key || !reference) return fail(400, { email, problem: 'no-form' as const });
  if (!(await withinLimits(event, email))) return fail(429, { email, problem: 'too-many' as const });
  const visitor = { kind: 'citizen', municipality: municipality.id, name: '', request: null } as const;
  const held = { key, holder: digestOfSecret('') };
  const input = { reference, email, language: locale, keyId: root.keys.current };
  const asked = await perform(door, visitor, held, askToWatch, input);
  if (asked.ok) redirect(303, `/segnalazioni/${writeReference(reference)}?${ASKED}`);
  // Of what is not public this is the same page as of what is not there.
  return fail(409, { email, problem: asked.reason === 'already-sent' ? ('no-form' as const) : ('over' as const) });
}

async function withinLimits(event: RequestEvent, email: string): Promise<boolean> {
  const { root, municipality } = event.locals;
  const within = (what: string, limit: Limit) => {
    const bucket = blind(root.keys, 'watch', what);
    return withinLimit(root.web, { municipality: municipality.id, bucket, limit, now: root.clock() });
  };
  const each = await Promise.all([
    within(`address ${event.getClientAddress()}`, limits.address),
    within(`mailbox ${sameMailbox(email)}`, limits.mailbox),
  ]);
  return each.every(Boolean);
}
