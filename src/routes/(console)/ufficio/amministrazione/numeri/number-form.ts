import { languages, type Language, type Translated } from '#lib/categories/category.ts';
import { emergencyLengths, isEmergencyPhone } from '#lib/municipalities/edit-emergency.ts';
import type { EmergencyNumber } from '#lib/municipalities/municipality.ts';
import * as m from '#lib/words/compiled/messages.js';

export const numberFields = ['telephone', 'name', 'purpose_it', 'purpose_en', 'purpose_de', 'purpose_fr'] as const;
export type NumberField = (typeof numberFields)[number];
export type NumberFields = Record<NumberField, string>;
export type NumberErrors = Partial<Record<NumberField, string>>;

export function numberAsFields({ name, phone, purpose }: EmergencyNumber): NumberFields {
  return {
    telephone: phone,
    name,
    purpose_it: purpose.it,
    purpose_en: purpose.en,
    purpose_de: purpose.de,
    purpose_fr: purpose.fr,
  };
}

/** The number that a form holds, or what is wrong with each field. */
export function readNumber(form: { get(name: string): string }): {
  values: NumberFields;
  number: EmergencyNumber | null;
  errors: NumberErrors;
} {
  const values = Object.fromEntries(numberFields.map((field) => [field, form.get(field).trim()])) as NumberFields;
  const errors: NumberErrors = {};
  if (!isEmergencyPhone(values.telephone)) errors.telephone = m.admin_error_telephone();
  else if (values.telephone.length > emergencyLengths.phone) errors.telephone = tooLong(emergencyLengths.phone);
  if (values.name === '') errors.name = m.admin_error_number_name();
  else if (values.name.length > emergencyLengths.name) errors.name = tooLong(emergencyLengths.name);
  for (const language of languages)
    if (values[`purpose_${language}`].length > emergencyLengths.purpose)
      errors[`purpose_${language}`] = tooLong(emergencyLengths.purpose);
  if (values.purpose_it === '') errors.purpose_it = m.admin_error_purpose();
  const purpose = Object.fromEntries(
    languages.map((language: Language) => [language, values[`purpose_${language}`]]),
  ) as Translated;
  const number = { name: values.name, phone: values.telephone, purpose };
  return { values, number: Object.keys(errors).length === 0 ? number : null, errors };
}

function tooLong(longest: number): string {
  return m.console_error_too_long({ longest });
}

const own = {
  purpose_it: m.admin_language_it,
  purpose_en: m.admin_language_en,
  purpose_de: m.admin_language_de,
  purpose_fr: m.admin_language_fr,
};

export function numberLabel(field: NumberField): string {
  switch (field) {
    case 'telephone':
      return m.admin_number_telephone();
    case 'name':
      return m.admin_number_name();
    default:
      return `${m.admin_number_purpose()}, ${own[field]()}`;
  }
}
