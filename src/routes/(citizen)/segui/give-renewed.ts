import type { Cookies } from '@sveltejs/kit';
import type { RequestId } from '#lib/kernel/ids.ts';
import type { Reference } from '#lib/kernel/reference.ts';
import { tokenOf } from '#lib/kernel/server/secrets.ts';
import { secretOf } from '#lib/requests/server/open-by-secret.ts';
import { giveAccess, markFreshPassword } from '../../citizen-cookies.ts';

/** After a renewal: the browser that did it goes on with the new password, and may show it. */
export async function giveRenewed(
  event: { cookies: Cookies; locals: App.Locals },
  reference: Reference,
  request: RequestId,
): Promise<void> {
  const { root, municipality } = event.locals;
  const secret = await secretOf(root.web, municipality.id, request);
  if (!secret) return;
  giveAccess(event, reference, tokenOf(root.keys, secret));
  markFreshPassword(event, reference, secret.generation);
}
