import { parseReference, writeReference, type Reference } from '#lib/kernel/reference.ts';
import type { PublicKey } from '#lib/publication/server/list-public.ts';
import type { PublicStage } from '#lib/publication/public-stage.ts';

/** How the list's address names each state. */
const stageNames = {
  ricevute: 'received',
  'in-carico': 'in-charge',
  sopralluogo: 'inspection',
  concluse: 'closed',
} as const satisfies Record<string, PublicStage>;
export type StageName = keyof typeof stageNames;
export const stageNamesInOrder = Object.keys(stageNames) as StageName[];

export function stageOfName(name: string): PublicStage | null {
  return Object.hasOwn(stageNames, name) ? stageNames[name as StageName] : null;
}

/** "2026-11-23_2026-00123": the day and the number of the last request of a page. */
export function writeKey({ day, reference }: { day: Temporal.PlainDate; reference: Reference }): string {
  return `${day.toString()}_${writeReference(reference)}`;
}

export function readKey(text: string): PublicKey | null {
  const [, day = '', written = ''] = /^(\d{4}-\d\d-\d\d)_(.{1,20})$/.exec(text) ?? [];
  const reference = parseReference(written);
  if (!reference) return null;
  try {
    return { day: Temporal.PlainDate.from(day), number: reference.number, series: reference.series };
  } catch {
    return null;
  }
}
