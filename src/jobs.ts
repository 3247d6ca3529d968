import * as v from 'valibot';
import type { Clock } from './lib/kernel/clock.ts';
import type { MailId, MunicipalityId } from './lib/kernel/ids.ts';
import type { Database } from './lib/kernel/server/database.ts';
import { forgetLeftovers } from './lib/kernel/server/forget-leftovers.ts';
import type { JobTask } from './lib/kernel/server/jobs.ts';
import type { Keys } from './lib/kernel/server/secrets.ts';
import { forgetDeskMail } from './lib/mail/server/forget-desk-mail.ts';
import { sendMailTask } from './lib/mail/server/mail-follower.ts';
import type { Mailer } from './lib/mail/server/mailer.ts';
import type { Replies } from './lib/mail/server/read-facts.ts';
import { sendMail } from './lib/mail/server/send-mail.ts';
import { sweepMail } from './lib/mail/server/sweep-mail.ts';
import { listMunicipalities } from './lib/municipalities/server/read-municipality.ts';
import { forgetWatches } from './lib/watching/server/forget-watches.ts';

export type JobParts = { database: Database; keys: Keys; clock: Clock; mailer: Mailer | null; replies: Replies };

const mailPayload = v.object({
  municipality: v.pipe(
    v.number(),
    v.transform((id) => id as MunicipalityId),
  ),
  mail: v.pipe(
    v.string(),
    v.uuid(),
    v.transform((id) => id as MailId),
  ),
});

/** When what is done by the clock is done (crontab, UTC); each at start, too. */
export const cron = { 'sweep-mail': '* * * * *', 'forget-leftovers': '17 3 * * *' } as const;

/** Every job there is, by the name that it is enqueued with. */
export function tasksOf({ database, keys, clock, mailer, replies }: JobParts): Readonly<Record<string, JobTask>> {
  return {
    [sendMailTask]: (payload, signal) =>
      sendMail({ database, keys, mailer, replies, now: clock(), signal }, v.parse(mailPayload, payload)),
    'sweep-mail': () => sweepMail(database, { hasServer: mailer !== null, now: clock() }),
    'forget-leftovers': async () => {
      for (const { id } of await listMunicipalities(database)) {
        await forgetLeftovers(database, id, clock());
        await forgetDeskMail(database, id, clock());
        await forgetWatches(database, id, clock());
      }
    },
  } satisfies Record<keyof typeof cron | typeof sendMailTask, JobTask>;
}
