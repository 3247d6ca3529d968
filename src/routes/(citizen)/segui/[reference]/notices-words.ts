import type { Notices } from '#lib/requests/access.ts';
import * as m from '#lib/words/compiled/messages.js';

const words: Record<Notices, () => string> = {
  all: m.mail_notices_all,
  important: m.mail_notices_important,
  end: m.mail_notices_end,
};

/** What we send to who chose this, as the mails say it. */
export function noticesWords(notices: Notices): string {
  return words[notices]();
}
