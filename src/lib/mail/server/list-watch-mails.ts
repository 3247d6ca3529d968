import type { MunicipalityId, RequestId } from '#lib/kernel/ids.ts';
import type { Tx } from '#lib/kernel/server/database.ts';
import { publicNow } from '#lib/publication/server/public-now.ts';
import type { PositionedEntry } from '#lib/trail/server/follower.ts';
import { listAsked, listWatchers, type Watcher } from '#lib/watching/server/list-watchers.ts';
import { watchMailsOf, type WatchTemplate } from '../mail.ts';
import type { DueMail } from './mail-follower.ts';

type Due = Watcher & { entry: PositionedEntry; template: WatchTemplate };

/**
 * What those who watch are told of these entries: of what came after they had said yes, and of requests that everybody may see
 * at this moment. What happens while a request is not public is not told later either.
 */
export async function listWatchMails(
  tx: Tx,
  municipality: MunicipalityId,
  entries: readonly PositionedEntry[],
): Promise<DueMail[]> {
  const due = [...(await asked(tx, municipality, entries)), ...(await happened(tx, municipality, entries))];
  if (due.length === 0) return [];
  const shown = await publicNow(tx, municipality, [...new Set(due.map(({ request }) => request))]);
  return due.filter(({ request }) => shown.has(request)).map((mail) => ({ ...mail, recipient: 'watcher' as const }));
}

async function asked(tx: Tx, municipality: MunicipalityId, entries: readonly PositionedEntry[]): Promise<Due[]> {
  const byAct = new Map(entries.flatMap((entry) => (entry.kind === 'watch-asked' ? [[entry.act, entry]] : [])));
  if (byAct.size === 0) return [];
  const watches = await listAsked(tx, municipality, [...byAct.keys()]);
  return watches.flatMap(({ act, ...watcher }) => {
    const entry = byAct.get(act);
    return entry ? [{ ...watcher, entry, template: 'watch-asked' as const }] : [];
  });
}

async function happened(tx: Tx, municipality: MunicipalityId, entries: readonly PositionedEntry[]): Promise<Due[]> {
  const told = entries.flatMap((entry) => {
    const template = watchMailsOf[entry.kind];
    return template && entry.request && entry.visibility === 'citizen'
      ? [{ entry, template, request: entry.request }]
      : [];
  });
  if (told.length === 0) return [];
  const watchers = Map.groupBy(
    await listWatchers(tx, municipality, [...new Set(told.map(({ request }): RequestId => request))]),
    ({ request }) => request,
  );
  return told.flatMap(({ entry, template, request }) =>
    (watchers.get(request) ?? [])
      .filter(({ since }) => Temporal.Instant.compare(since, entry.at) <= 0)
      .map(({ watch, language }) => ({ watch, request, language, entry, template })),
  );
}
