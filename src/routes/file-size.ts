import { getLocale } from '#lib/words/compiled/runtime.js';

const formats = new Map<string, Intl.NumberFormat>();

/** "1,8 MB"; what is smaller than a tenth of one is told as a tenth. */
export function fileSize(bytes: number): string {
  const locale = getLocale();
  let format = formats.get(locale);
  if (!format) {
    format = new Intl.NumberFormat(locale, { style: 'unit', unit: 'megabyte', maximumFractionDigits: 1 });
    formats.set(locale, format);
  }
  return format.format(Math.max(0.1, bytes / 1024 / 1024));
}
