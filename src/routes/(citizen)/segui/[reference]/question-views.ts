import { newFormKey } from '#lib/kernel/server/form-key.ts';
import type { TimelineItem } from '#lib/requests/server/read-timeline.ts';
import { longDay, longMoment, type Locale } from '#lib/requests/ui/relative-date.ts';
import * as m from '#lib/words/compiled/messages.js';
import type { Followed, FollowEvent } from './followed.ts';
import { heldPhotos, type HeldPhotoView } from './take-photos.ts';

export type QuestionView = {
  id: string;
  version: number;
  key: string;
  /** "Anna Bianchi ti ha fatto una domanda" */
  title: string;
  text: string;
  until: string;
  askedAt: string | null;
  photos: HeldPhotoView[];
  /** How many photos may go with the answer. */
  room: number;
};

/** The questions that wait for the citizen, the oldest first. */
export async function questionViews(
  event: Pick<FollowEvent, 'locals'>,
  followed: Followed,
  timeline: readonly TimelineItem[],
  { zone, locale, now }: { zone: string; locale: Locale; now: Temporal.Instant },
  room: number,
): Promise<QuestionView[]> {
  const today = now.toZonedDateTimeISO(zone).toPlainDate();
  // Over at midnight, also before the clock has said so.
  const open = followed.request.questions.filter(
    ({ state, date }) => state === 'asked' && Temporal.PlainDate.compare(today, date) <= 0,
  );
  return Promise.all(
    open.map(async ({ id, version, holder, question, date }) => {
      const asked = timeline.find(({ kind, subject }) => kind === 'question-asked' && subject?.id === id);
      return {
        id,
        version,
        key: String(newFormKey()),
        title: m.follow_did_asked({ name: holder }),
        text: question ?? '',
        until: longDay(date, locale),
        askedAt: asked ? longMoment(asked.at, zone, locale) : null,
        photos: await heldPhotos(event, followed, id),
        room,
      };
    }),
  );
}
