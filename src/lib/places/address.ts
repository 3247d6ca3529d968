import type { HamletId, StreetId, StreetNumberId } from '#lib/kernel/ids.ts';
import type { Point } from './point.ts';

/** A number of a street, or a street as a whole where no number was asked for or the register does not have it. */
export type Address = {
  id: StreetNumberId | StreetId;
  /** As it stands on a page and in the request: "Via Giuseppe Garibaldi 12/B". */
  label: string;
  /** What tells it from one of the same name: hamlet, or locality. */
  where: string;
  hamlet: HamletId | null;
  /** Of the number; a street as a whole has none. */
  point: Point | null;
  kind: 'number' | 'street' | 'number-unknown';
};

export function addressLabel(street: string, number: number | null, suffix: string): string {
  if (number === null) return street;
  return `${street} ${String(number)}${suffix === '' ? '' : `/${suffix}`}`;
}
