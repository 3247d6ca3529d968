import { languages, type CategorySettings, type Language } from './category.ts';

const worded = ['name', 'hint', 'keywords'] as const;
const single = [
  'icon',
  'parent',
  'office',
  'amount',
  'unit',
  'danger',
  'danger_hours',
  'on_call',
  'on_call_public',
  'visibility',
  'contact_optional',
  'active',
] as const;

/** The names of the editor's controls; the trail tells changes by the same names. */
export type SettingField = `${(typeof worded)[number]}_${Language}` | (typeof single)[number];

export const settingFields: readonly SettingField[] = [
  ...worded.flatMap((field) => languages.map((language) => `${field}_${language}` as const)),
  ...single,
];

export type SettingFields = Record<SettingField, string>;

/** Settings as a form writes them: one line of text each, ticks as `on` or nothing. */
export function asFields(settings: CategorySettings): SettingFields {
  const tick = (ticked: boolean) => (ticked ? 'on' : '');
  const inEach = (name: (typeof worded)[number], words: (language: Language) => string) =>
    Object.fromEntries(languages.map((language) => [`${name}_${language}`, words(language)]));
  return {
    ...inEach('name', (language) => settings.names[language]),
    ...inEach('hint', (language) => settings.hints[language]),
    ...inEach('keywords', (language) => settings.keywords[language].join(', ')),
    icon: settings.icon,
    parent: settings.parent ?? '',
    office: settings.office,
    amount: String(settings.term.amount),
    unit: settings.term.unit,
    danger: tick(settings.danger),
    danger_hours: String(settings.dangerHours),
    on_call: settings.onCall ?? '',
    on_call_public: tick(settings.onCallPublic),
    visibility: settings.visibility,
    contact_optional: tick(settings.contactOptional),
    active: tick(settings.active),
  } as unknown as SettingFields;
}

export type SettingChanges = Partial<Record<SettingField, { before: string; after: string }>>;

export function changesBetween(before: CategorySettings, after: CategorySettings): SettingChanges {
  const [from, to] = [asFields(before), asFields(after)];
  return Object.fromEntries(
    settingFields
      .filter((field) => from[field] !== to[field])
      .map((field) => [field, { before: from[field], after: to[field] }]),
  );
}
