import * as m from '#lib/words/compiled/messages.js';
import type { InboxViewName } from './views.ts';

const names: Record<InboxViewName, () => string> = {
  open: m.console_view_open,
  mine: m.console_view_mine,
  new: m.console_view_new,
  'due-soon': m.console_view_soon,
  late: m.console_view_late,
  closed: m.console_view_closed,
};

export function viewName(view: InboxViewName): string {
  return names[view]();
}

/** Addresses are Italian: `/ufficio?vista=in-ritardo`. */
const addresses: Record<InboxViewName, string> = {
  open: 'aperte',
  mine: 'mie',
  new: 'nuove',
  'due-soon': 'in-scadenza',
  late: 'in-ritardo',
  closed: 'chiuse',
};

/** What stands in the address for a view. */
export function viewAddress(view: InboxViewName): string {
  return addresses[view];
}

/** The view that an address asks for; without one, or with one that we do not know, all that is open. */
export function viewOfAddress(text: string | null): InboxViewName {
  const known = Object.entries(addresses) as [InboxViewName, string][];
  return known.find(([, address]) => address === text)?.[0] ?? 'open';
}

export function viewHref(view: InboxViewName): string {
  return view === 'open' ? '/ufficio' : `/ufficio?vista=${addresses[view]}`;
}
