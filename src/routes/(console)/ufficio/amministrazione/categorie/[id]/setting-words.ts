import { inLanguage, type Category, type Language, type Visibility } from '#lib/categories/category.ts';
import type { QuestionType } from '#lib/categories/question.ts';
import type { SettingField } from '#lib/categories/settings-fields.ts';
import type { Term } from '#lib/deadlines/term.ts';
import { categoryIcon, type CategoryIcon } from '#lib/requests/ui/category-icon.ts';
import * as m from '#lib/words/compiled/messages.js';

/** What the ids in a category stand for. */
export type Names = {
  offices: readonly { id: string; name: string }[];
  people: readonly { id: string; name: string }[];
  categories: readonly Pick<Category, 'id' | 'names'>[];
};

const own: Record<Language, () => string> = {
  it: m.admin_language_it,
  en: m.admin_language_en,
  de: m.admin_language_de,
  fr: m.admin_language_fr,
};

export const unitWords: Record<Term['unit'], () => string> = {
  'working-days': m.admin_unit_working_days,
  'calendar-days': m.admin_unit_calendar_days,
  hours: m.admin_unit_hours,
};

export const visibilityWords: Record<Visibility, () => string> = {
  private: m.admin_visibility_private,
  reviewed: m.admin_visibility_reviewed,
  public: m.admin_visibility_public,
};

export const typeWords: Record<QuestionType, () => string> = {
  text: m.admin_type_text,
  number: m.admin_type_number,
  date: m.admin_type_date,
  choice: m.admin_type_choice,
  several: m.admin_type_several,
};

export const iconWords: Record<CategoryIcon, () => string> = {
  'in-category-water': m.admin_icon_water,
  'in-category-environment': m.admin_icon_environment,
  'in-category-furniture': m.admin_icon_furniture,
  'in-category-pests': m.admin_icon_pests,
  'in-category-waste': m.admin_icon_waste,
  'in-category-buildings': m.admin_icon_buildings,
  'in-category-noise': m.admin_icon_noise,
  'in-category-green': m.admin_icon_green,
  'in-category-services': m.admin_icon_services,
  'in-category-safety': m.admin_icon_safety,
  'in-category-roads': m.admin_icon_roads,
  'in-category-other': m.admin_icon_other,
};

const fieldWords: Partial<Record<string, () => string>> = {
  name: m.admin_field_name,
  hint: m.admin_field_hint,
  keywords: m.admin_field_keywords,
  icon: m.admin_field_icon,
  parent: m.admin_field_parent,
  office: m.admin_field_office,
  amount: m.admin_field_amount,
  unit: m.admin_field_unit,
  danger: m.admin_field_danger,
  danger_hours: m.admin_field_danger_hours,
  on_call: m.admin_field_on_call,
  on_call_public: m.admin_field_on_call_public,
  visibility: m.admin_field_visibility,
  contact_optional: m.admin_field_contact_optional,
  active: m.admin_field_active,
  label: m.admin_question_label,
  help: m.admin_question_help,
  options: m.admin_question_options,
  type: m.admin_question_type,
  required: m.admin_question_required,
  longest: m.admin_question_longest,
  shown: m.admin_question_shown,
};

/** "Nome, inglese" */
export function fieldLabel(field: string): string {
  const language = /_(it|en|de|fr)$/.exec(field)?.[1] as Language | undefined;
  const words = fieldWords[language ? field.slice(0, -3) : field]?.() ?? field;
  return language ? `${words}, ${own[language]()}` : words;
}

const ticks: readonly SettingField[] = ['danger', 'on_call_public', 'contact_optional', 'active'];

/** A value as a person reads it: names for ids, yes and no for ticks. */
export function valueWords(field: string, value: string, names: Names, locale: Language): string {
  const nameOf = (of: readonly { id: string; name: string }[]) => of.find(({ id }) => id === value)?.name;
  if (ticks.includes(field as SettingField) || field === 'required')
    return value === 'on' ? m.admin_yes() : m.admin_no();
  if (value === '') return m.admin_none();
  switch (field) {
    case 'office':
      return nameOf(names.offices) ?? m.admin_unknown();
    case 'on_call':
      return nameOf(names.people) ?? m.admin_unknown();
    case 'parent': {
      const found = names.categories.find(({ id }) => id === value);
      return found ? inLanguage(found.names, locale) : m.admin_unknown();
    }
    case 'unit':
      return unitWords[value as Term['unit']]();
    case 'visibility':
      return visibilityWords[value as Visibility]();
    case 'icon':
      return iconWords[categoryIcon(value)]();
    case 'type':
      return typeWords[value as QuestionType]();
    default:
      return value;
  }
}
