import { firstDayToRemind, mayRemindOn } from '#lib/requests/citizen-limits.ts';
import type { TimelineItem } from '#lib/requests/server/read-timeline.ts';
import { longDay, type Locale } from '#lib/requests/ui/relative-date.ts';
import type { IconName } from '#lib/ui/icon-name.ts';
import * as m from '#lib/words/compiled/messages.js';
import { mayDo, type Followed } from './followed.ts';

export type ActLink = { href: string; label: string; note?: string; icon: IconName; danger?: boolean };
type Around = { zone: string; locale: Locale; now: Temporal.Instant };

/** "Che cosa puoi fare": a page for each act that the state allows. */
export function whatYouCanDo(followed: Followed, timeline: readonly TimelineItem[], around: Around): ActLink[] {
  const { path } = followed;
  const acts: (ActLink | false)[] = [
    mayDo(followed, 'write') && { href: `${path}/scrivi`, label: m.follow_act_write(), icon: 'it-comment' },
    mayDo(followed, 'add-photos') && { href: `${path}/foto`, label: m.follow_act_photos(), icon: 'it-camera' },
    mayDo(followed, 'remind') && {
      href: `${path}/sollecita`,
      label: m.follow_act_remind(),
      note: remindNote(followed, timeline, around),
      icon: 'it-horn',
    },
    mayDo(followed, 'withdraw') && {
      href: `${path}/ritira`,
      label: m.follow_act_withdraw(),
      note: m.follow_act_withdraw_note(),
      icon: 'it-close-circle',
      danger: true,
    },
  ];
  return acts.filter((act) => act !== false);
}

function remindNote(followed: Followed, timeline: readonly TimelineItem[], around: Around): string {
  const { day, possible } = reminderOf(followed, timeline, around);
  return possible ? m.follow_act_remind_note() : m.follow_act_remind_from({ day: longDay(day, around.locale) });
}

/** From which day on the citizen may remind, and whether that is today. */
export function reminderOf(
  { request }: Followed,
  timeline: readonly TimelineItem[],
  { zone, now }: Pick<Around, 'zone' | 'now'>,
): { day: Temporal.PlainDate; possible: boolean } {
  const last = timeline.findLast(({ kind }) => kind === 'request-reminded');
  const since = request.reopenedAt ?? request.receivedAt;
  const day = firstDayToRemind({ since, lastReminder: last?.at ?? null }, zone);
  return { day, possible: mayRemindOn(now.toZonedDateTimeISO(zone).toPlainDate(), day) };
}
