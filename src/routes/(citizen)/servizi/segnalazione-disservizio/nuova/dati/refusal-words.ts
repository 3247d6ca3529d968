import * as m from '#lib/words/compiled/messages.js';

/** Why a photo was not taken, with the name that its owner gave it. */
export function refusalWords({
  name,
  reason,
}: {
  name: string;
  reason: 'too-many' | 'not-a-photo' | 'too-large' | 'too-many-pixels';
}): string {
  switch (reason) {
    case 'too-many':
      return m.report_photo_too_many({ name });
    case 'not-a-photo':
      return m.report_photo_not_a_photo({ name });
    case 'too-large':
      return m.report_photo_too_large({ name });
    case 'too-many-pixels':
      return m.report_photo_too_many_pixels({ name });
  }
}
