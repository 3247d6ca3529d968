import type { MunicipalityId, WatchId } from '#lib/kernel/ids.ts';
import { writeReference } from '#lib/kernel/reference.ts';
import type { Db } from '#lib/kernel/server/database.ts';
import { watchTokenOf, type Keys } from '#lib/kernel/server/secrets.ts';
import { inLanguage } from '#lib/categories/category.ts';
import type { Municipality } from '#lib/municipalities/municipality.ts';
import type { ProjectionTables } from '#lib/publication/server/project-public.ts';
import { readPublicNow } from '#lib/publication/server/public-now.ts';
import { linkNames } from '#lib/requests/link-token.ts';
import { writeWatchLink } from '#lib/watching/watch-link.ts';
import type { WatchFacts } from '../watch-facts.ts';
import type { Mailbox } from './compose-mail.ts';
import type { WatcherMail } from './mail-row.ts';

export type WatchTables = Exclude<ProjectionTables, 'public_request'> | 'watch' | 'hamlet' | 'office';

/** What the mail says and to whom, as of now; null once the watch has ended, and while the request is not public. */
export async function readWatchFacts(
  db: Db<WatchTables>,
  keys: Keys,
  municipality: Municipality,
  { watch, request, template, language }: WatcherMail,
): Promise<{ facts: WatchFacts; to: Mailbox } | null> {
  const [watcher, seen] = await Promise.all([
    findWatcher(db, municipality.id, watch),
    readPublicNow(db, municipality.id, request),
  ]);
  const confirmed = watcher?.confirmed_at != null;
  if (!watcher || !seen || (template !== 'watch-asked' && !confirmed)) return null;
  const reference = writeReference(seen.reference);
  const token = watchTokenOf(keys, { municipality: municipality.id, watch, keyId: watcher.key_id });
  const { publicUrl } = municipality;
  return {
    to: { name: '', address: watcher.email },
    facts: {
      locale: language,
      municipality,
      request: {
        reference,
        title: seen.title,
        category: inLanguage(seen.category, language),
        where: [seen.place, seen.hamlet].filter(Boolean).join(', '),
        office: seen.office,
        outcome: seen.outcome,
      },
      confirmed,
      links: {
        page: `${publicUrl}/segnalazioni/${reference}`,
        decide: `${publicUrl}/segui/link/${linkNames.watch}/${writeWatchLink({ watch, token })}`,
      },
    },
  };
}

function findWatcher(db: Db<'watch'>, municipality: MunicipalityId, watch: WatchId) {
  return db
    .selectFrom('watch')
    .select(['email', 'key_id', 'confirmed_at'])
    .where('municipality_id', '=', municipality)
    .where('id', '=', watch)
    .executeTakeFirst();
}
