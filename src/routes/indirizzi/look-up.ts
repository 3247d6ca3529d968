import { withinLimit } from '#lib/kernel/server/limits.ts';
import { blind } from '#lib/kernel/server/secrets.ts';
import type { Address } from '#lib/places/address.ts';

/** Suggestions while typing ask often; a school behind one address still gets them. */
const lookups = { uses: 1500, per: Temporal.Duration.from({ hours: 1 }) };

/** Whether this address may look something up; counts it. */
export function mayLookUp(event: { locals: App.Locals; getClientAddress(): string }): Promise<boolean> {
  const { root, municipality } = event.locals;
  const bucket = blind(root.keys, 'addresses', event.getClientAddress());
  return withinLimit(root.web, { municipality: municipality.id, bucket, limit: lookups, now: root.clock() });
}

/** A point as the form's fields hold it. */
export function written({ point }: Pick<Address, 'point'>): { latitude: string; longitude: string } {
  return { latitude: point?.latitude.toFixed(6) ?? '', longitude: point?.longitude.toFixed(6) ?? '' };
}
