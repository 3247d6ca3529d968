import type { MunicipalityId, MunicipalityUuid } from '#lib/kernel/ids.ts';
import type { Locale } from '#lib/words/compiled/runtime.js';

/** Whom to call instead of writing: a utility, the coast guard. */
export type EmergencyNumber = { name: string; phone: string; purpose: Readonly<Record<Locale, string>> };

/** The tenant with its settings, as read for one front door. */
export type Municipality = {
  id: MunicipalityId;
  uuid: MunicipalityUuid;
  version: number;
  slug: string;
  name: string;
  region: string;
  /** Scheme and host, without a slash at the end: makes the links in mails. */
  publicUrl: string;
  zone: string;
  practice: boolean;
  /** MM-DD, or null. */
  patronDay: string | null;
  closingDays: readonly Temporal.PlainDate[];
  address: string;
  pec: string | null;
  mailFrom: string;
  desk: { name: string; phone: string; hours: readonly string[] };
  /** Beside 112, which stands before all of them. */
  emergency: readonly EmergencyNumber[];
};
