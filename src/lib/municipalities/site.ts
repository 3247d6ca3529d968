import type { Locale } from '#lib/words/compiled/runtime.js';
import type { Municipality } from './municipality.ts';

/** What every page says about the municipality whose site it is; the rest of its settings stays on the server. */
export type MunicipalitySite = Pick<Municipality, 'name' | 'region' | 'practice' | 'pec' | 'desk' | 'publicUrl'> & {
  /** Street, then postal code and place. */
  address: string[];
  /** In the reader's language. */
  emergency: { name: string; phone: string; purpose: string }[];
};

export function siteOf(
  { name, region, practice, address, pec, desk, publicUrl, emergency }: Municipality,
  locale: Locale,
): MunicipalitySite {
  return {
    name,
    region,
    practice,
    pec,
    desk,
    publicUrl,
    address: address.split(/, (?=\d{5} )/),
    emergency: emergency.map((number) => ({ ...number, purpose: number.purpose[locale] || number.purpose.it })),
  };
}
