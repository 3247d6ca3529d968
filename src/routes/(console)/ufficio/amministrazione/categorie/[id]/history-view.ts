import type { Language } from '#lib/categories/category.ts';
import type { CategoryVersion } from '#lib/categories/server/read-category-history.ts';
import { shortMoment } from '#lib/requests/ui/relative-date.ts';
import * as m from '#lib/words/compiled/messages.js';
import type { HistoryItem } from '../../history-item.ts';
import { fieldLabel, valueWords, type Names } from './setting-words.ts';

/** Who changed what and when, each value before and after, the newest first. */
export function historyView(
  versions: readonly CategoryVersion[],
  names: Names,
  { now, zone, locale }: { now: Temporal.Instant; zone: string; locale: Language },
): HistoryItem[] {
  return versions.map(({ version, at, by, changes, question, moved }) => ({
    version,
    iso: at.toString(),
    when: shortMoment(at, now, zone, locale),
    who: by ?? m.console_actor_system(),
    what: question
      ? questionWords(question)
      : moved
        ? m.admin_history_moved()
        : version === 1
          ? m.admin_history_made()
          : null,
    changes: Object.entries(changes).map(([field, { before, after }]) => ({
      label: fieldLabel(field),
      before: valueWords(field, before, names, locale),
      after: valueWords(field, after, names, locale),
    })),
  }));
}

function questionWords({ done, before, after }: NonNullable<CategoryVersion['question']>): string {
  const question = (after ?? before)?.label.it ?? '';
  switch (done) {
    case 'added':
      return m.admin_history_question_added({ question });
    case 'changed':
      return before && before.label.it !== question
        ? m.admin_history_question_renamed({ question, before: before.label.it })
        : m.admin_history_question_changed({ question });
    case 'moved':
      return m.admin_history_question_moved({ question });
    case 'removed':
      return m.admin_history_question_removed({ question });
  }
}
