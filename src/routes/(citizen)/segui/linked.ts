import type { Cookies } from '@sveltejs/kit';
import { digestOfSecret, type FormKey } from '#lib/kernel/server/form-key.ts';
import type { LinkPurpose } from '#lib/kernel/server/secrets.ts';
import { linkNames, readTimedLink } from '#lib/requests/link-token.ts';
import { openByLink, type Linked } from '#lib/requests/server/open-by-link.ts';
import { readLink } from '../../citizen-cookies.ts';

type LinkEvent = { cookies: Cookies; locals: App.Locals };

/** What the link that brought this browser here is about; null without one, or when it says nothing any more. */
export async function linkedOf(event: LinkEvent, purpose: LinkPurpose): Promise<Linked | null> {
  const { root, municipality } = event.locals;
  const token = readLink(event, linkNames[purpose]);
  const link = token === null ? null : readTimedLink(token);
  return link && openByLink(root.web, root.keys, { municipality: municipality.id, purpose, link, now: root.clock() });
}

/** A form's key belongs to whoever holds the link. */
export function heldByLink(event: LinkEvent, purpose: LinkPurpose, key: FormKey) {
  return { key, holder: digestOfSecret(readLink(event, linkNames[purpose]) ?? '') };
}
