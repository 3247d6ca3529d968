import { parseId, type CategoryId, type OfficeId, type PersonId } from '#lib/kernel/ids.ts';
import {
  categoryLengths,
  languages,
  visibilities,
  type CategorySettings,
  type Language,
  type Translated,
} from '#lib/categories/category.ts';
import { settingFields, type SettingField, type SettingFields } from '#lib/categories/settings-fields.ts';
import type { Term } from '#lib/deadlines/term.ts';
import { categoryIcons } from '#lib/requests/ui/category-icon.ts';
import * as m from '#lib/words/compiled/messages.js';

export type SettingErrors = Partial<Record<SettingField, string>>;
export const termUnits = ['working-days', 'calendar-days', 'hours'] as const satisfies readonly Term['unit'][];

/** The settings that a form holds, or what is wrong in which of its fields; what was typed comes back either way. */
export function readSettings(form: { get(name: string): string }): {
  values: SettingFields;
  settings: CategorySettings | null;
  errors: SettingErrors;
} {
  const values = Object.fromEntries(settingFields.map((field) => [field, form.get(field)])) as SettingFields;
  const errors: SettingErrors = {};
  const tooLong = (longest: number) => m.console_error_too_long({ longest });
  const inEach = (name: 'name' | 'hint', longest: number) =>
    Object.fromEntries(
      languages.map((language) => {
        const words = values[`${name}_${language}`];
        if (words.length > longest) errors[`${name}_${language}`] = tooLong(longest);
        return [language, words];
      }),
    ) as Translated;
  const whole = (field: 'amount' | 'danger_hours', most: number) => {
    const number = /^\d{1,4}$/.test(values[field]) ? Number(values[field]) : 0;
    if (number < 1 || number > most) errors[field] = m.admin_error_number({ most });
    return number;
  };
  const one = <T extends string>(field: SettingField, of: readonly T[]): T => {
    const found = of.find((value) => value === values[field]);
    if (found === undefined) errors[field] = m.admin_error_choose();
    return found ?? (of[0] as T);
  };

  const names = inEach('name', categoryLengths.name);
  if (names.it === '') errors.name_it = m.admin_error_name();
  const office = parseId<OfficeId>(values.office);
  if (!office) errors.office = m.admin_error_office();
  const settings: Omit<CategorySettings, 'office'> = {
    names,
    hints: inEach('hint', categoryLengths.hint),
    keywords: {
      it: readKeywords(values, 'it', errors),
      en: readKeywords(values, 'en', errors),
      de: readKeywords(values, 'de', errors),
      fr: readKeywords(values, 'fr', errors),
    },
    icon: one('icon', categoryIcons),
    parent: parseId<CategoryId>(values.parent),
    term: { amount: whole('amount', 365), unit: one('unit', termUnits) },
    danger: values.danger === 'on',
    dangerHours: whole('danger_hours', 720),
    onCall: parseId<PersonId>(values.on_call),
    onCallPublic: values.on_call_public === 'on',
    visibility: one('visibility', visibilities),
    contactOptional: values.contact_optional === 'on',
    active: values.active === 'on',
  };
  const right = office && Object.keys(errors).length === 0;
  return { values, settings: right ? { ...settings, office } : null, errors };
}

/** Words between commas. */
function readKeywords(values: SettingFields, language: Language, errors: SettingErrors): string[] {
  const words = [...new Set(values[`keywords_${language}`].split(/[,\n]/).map((word) => word.trim()))].filter(
    (word) => word !== '',
  );
  if (words.length > categoryLengths.keywords || words.some((word) => word.length > categoryLengths.keyword))
    errors[`keywords_${language}`] = m.admin_error_keywords({
      words: categoryLengths.keywords,
      longest: categoryLengths.keyword,
    });
  return words;
}
