import { inLanguage, type Category, type Language } from '#lib/categories/category.ts';
import type { CategoryVersion } from '#lib/categories/server/read-category-history.ts';
import { asFields, settingFields, type SettingFields } from '#lib/categories/settings-fields.ts';
import { newFormKey } from '#lib/kernel/server/form-key.ts';
import type { ConflictChoice, ConflictRow, ConflictView } from '#lib/requests/ui/conflict-view.ts';
import { shortMoment } from '#lib/requests/ui/relative-date.ts';
import * as m from '#lib/words/compiled/messages.js';
import { historyView } from './history-view.ts';
import { questionAsFields, questionFields, type QuestionFields } from './question-form.ts';
import { fieldLabel, valueWords, type Names } from './setting-words.ts';

type Stale = {
  category: Category;
  /** From which version the form was made. */
  version: number;
  history: readonly CategoryVersion[];
  names: Names;
  you: string;
  seen: { now: Temporal.Instant; zone: string; locale: Language };
};

/** Settings saved too late: what both changed is to be chosen, what one changed is kept. */
export function settingsConflict(values: SettingFields, stale: Stale): ConflictView {
  const theirs = asFields(stale.category);
  const since = stale.history.filter(({ version }) => version > stale.version);
  // From the newest back: the oldest change's `before` is what stood when the form was made.
  const base = { ...theirs };
  for (const { changes } of since)
    for (const [field, { before }] of Object.entries(changes)) base[field as keyof SettingFields] = before;
  return compared(settingFields, base, theirs, values, stale, 'salva', []);
}

/** A question saved too late. What both hold differently is to be chosen. */
export function questionConflict(values: QuestionFields, id: string, stale: Stale): ConflictView {
  const theirs = questionAsFields(stale.category.questions.find((question) => question.id === id) ?? null);
  return compared(questionFields, null, theirs, values, stale, 'domanda', [{ name: 'id', value: id }]);
}

function compared<Field extends string>(
  fields: readonly Field[],
  base: Record<Field, string> | null,
  theirs: Record<Field, string>,
  mine: Record<Field, string>,
  { category, version, history, names, you, seen: { now, zone, locale } }: Stale,
  action: string,
  more: { name: string; value: string }[],
): ConflictView {
  const words = (field: Field, value: string) => valueWords(field, value, names, locale);
  const differing = fields.filter((field) => theirs[field] !== mine[field]);
  const isMine = (field: Field) => base !== null && base[field] === theirs[field];
  const isTheirs = (field: Field) => base !== null && base[field] === mine[field];
  const both = differing.filter((field) => !isMine(field) && !isTheirs(field));
  const single = differing.filter((field) => !both.includes(field));
  const since = history.filter((entry) => entry.version > version);
  const [last] = since;
  const href = `/ufficio/amministrazione/categorie/${category.id}`;
  return {
    from: { href: '/ufficio/amministrazione/categorie', name: m.admin_categories() },
    reference: inLanguage(category.names, locale),
    href,
    thing: 'category',
    changedBy: last?.by ?? m.console_actor_system(),
    changedAt: last ? shortMoment(last.at, now, zone, locale) : '',
    changedByRole: null,
    you,
    savedAt: shortMoment(now, now, zone, locale),
    both: both.map((field): ConflictChoice => ({
      field,
      label: fieldLabel(field),
      before: base && words(field, base[field]),
      theirs: { value: theirs[field], words: words(field, theirs[field]) },
      mine: { value: mine[field], words: words(field, mine[field]) },
    })),
    single: single.map((field): ConflictRow => ({
      label: fieldLabel(field),
      theirs: words(field, theirs[field]),
      mine: words(field, mine[field]),
      changedBy: isMine(field) ? 'you' : 'them',
    })),
    draft: null,
    ends: [],
    meanwhile: historyView(since, names, { now, zone, locale }).map(({ iso, when, who, what, changes }) => ({
      iso,
      when,
      who,
      what: what ?? changes.map(({ label }) => label).join(', '),
    })),
    possible: true,
    action: `${href}?/${action}`,
    hidden: [
      { name: 'key', value: newFormKey() },
      { name: 'version', value: String(category.version) },
      ...more,
      ...fields
        .filter((field) => !both.includes(field))
        .map((field) => ({ name: field, value: isTheirs(field) ? theirs[field] : mine[field] })),
    ],
  };
}
