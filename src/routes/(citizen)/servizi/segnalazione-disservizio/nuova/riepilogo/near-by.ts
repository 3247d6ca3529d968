import { writeReference } from '#lib/kernel/reference.ts';
import { newFormKey } from '#lib/kernel/server/form-key.ts';
import { listNearBy, type Reporting } from '#lib/publication/server/list-near-by.ts';
import { longDay } from '#lib/requests/ui/relative-date.ts';
import { countWatchers } from '#lib/watching/server/list-watchers.ts';

export type NearByView = Awaited<ReturnType<typeof nearByOf>>[number];

/** What the summary shows of open requests that may be about the same thing. */
export async function nearByOf({ locals }: { locals: App.Locals }, reporting: Reporting) {
  const { root, municipality, locale } = locals;
  const found = await listNearBy(root.web, municipality.id, reporting);
  const watchers = await countWatchers(
    root.web,
    municipality.id,
    found.map(({ reference }) => reference),
  );
  return found.map(({ reference, title, place, stage, metres, receivedOn, picture }) => ({
    key: newFormKey(),
    reference: writeReference(reference),
    title,
    place,
    stage,
    metres,
    received: { iso: receivedOn.toString(), words: longDay(receivedOn, locale) },
    picture: picture && `/segnalazioni/foto/${picture}`,
    watchers: watchers.get(writeReference(reference)) ?? 0,
  }));
}
