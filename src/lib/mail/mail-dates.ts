import type { Locale } from '#lib/words/compiled/runtime.js';

const tags: Record<Locale, string> = { it: 'it-IT', en: 'en-GB', de: 'de-DE', fr: 'fr-FR' };

function formats(options: Intl.DateTimeFormatOptions): Record<Locale, Intl.DateTimeFormat> {
  const one = (locale: Locale) => new Intl.DateTimeFormat(tags[locale], options);
  return { it: one('it'), en: one('en'), de: one('de'), fr: one('fr') };
}

// Built once: one costs more than a whole mail. They format what the zone has been applied to already.
const days = formats({ dateStyle: 'full' });
const moments = formats({ dateStyle: 'full', timeStyle: 'short' });

/** "giovedì 12 marzo 2026" */
export function writeDay(locale: Locale, date: Temporal.PlainDate): string {
  return days[locale].format(date);
}

/** "giovedì 12 marzo 2026 alle ore 11:05", in the municipality's zone. */
export function writeMoment(locale: Locale, at: Temporal.Instant, zone: string): string {
  return moments[locale].format(at.toZonedDateTimeISO(zone).toPlainDateTime());
}

/** A day with or without its hour. */
export function writeAppointment(locale: Locale, date: Temporal.PlainDate, time: Temporal.PlainTime | null): string {
  return time ? moments[locale].format(date.toPlainDateTime(time)) : writeDay(locale, date);
}

export function dayOf(at: Temporal.Instant, zone: string): Temporal.PlainDate {
  return at.toZonedDateTimeISO(zone).toPlainDate();
}
