import { findAddresses, readAddress } from '#lib/places/server/find-addresses.ts';
import { isOutside, readTerritory, whoMayAnswer } from '#lib/places/server/territory.ts';
import { stillNames } from '#lib/places/typed-address.ts';
import { readChosenAddress, readPoint } from '#lib/requests/place-fields.ts';
import type { ReportFields } from '#lib/requests/report-form.ts';
import { mayLookUp, written } from '../../../../../indirizzi/look-up.ts';
import type { WizardEvent } from '../draft-of-event.ts';

type LimitedEvent = WizardEvent & { getClientAddress(): string };

/** The addresses that the words may mean, for a page without scripts. */
export async function addressChoices(
  event: LimitedEvent,
  words: string,
): Promise<{ id: string; label: string; where: string; unknownNumber: boolean }[]> {
  const { root, municipality } = event.locals;
  if (!(await mayLookUp(event))) return [];
  const found = await findAddresses(root.web, municipality.id, words);
  return found.map(({ id, label, where, kind }) => ({ id, label, where, unknownNumber: kind === 'number-unknown' }));
}

/**
 * What was chosen of an answer to the very words that stand there fills the other fields of the place; an address that the
 * words no longer name is forgotten, with its point. Whatever is typed stays as it is.
 */
export async function settlePlace(
  { locals }: WizardEvent,
  fields: ReportFields,
  choice: string,
  searched: string,
): Promise<ReportFields> {
  const chosen = searched.trim() === fields.place ? readChosenAddress(choice) : null;
  const id = chosen ?? readChosenAddress(fields.address);
  if (!id) return { ...fields, address: '' };
  const address = await readAddress(locals.root.web, locals.municipality.id, id, fields.place);
  if (address && chosen) {
    const hamlet = address.hamlet ?? fields.hamlet;
    return { ...fields, place: address.label, hamlet, ...written(address), address: chosen };
  }
  if (address && stillNames(fields.place, address.label)) return { ...fields, address: id };
  const old = address && written(address);
  const itsPoint = old !== null && old.latitude === fields.latitude && old.longitude === fields.longitude;
  return { ...fields, address: '', ...(itsPoint && { latitude: '', longitude: '' }) };
}

/** Whether the point lies outside, and who may answer there; the address that was chosen, for the page to say so. */
export async function territoryOfPlace(
  { locals }: WizardEvent,
  fields: ReportFields,
): Promise<{ outside: boolean; neighbours: { name: string; phone: string | null }[]; chosen: string }> {
  const { root, municipality } = locals;
  const point = readPoint(fields.latitude, fields.longitude);
  const id = readChosenAddress(fields.address);
  const address = id && (await readAddress(root.web, municipality.id, id, fields.place));
  const chosen = address ? [address.label, address.where].filter(Boolean).join(', ') : '';
  if (!point) return { outside: false, neighbours: [], chosen };
  const territory = await readTerritory(root.web, municipality.id);
  const outside = isOutside(territory, point);
  const neighbours = outside ? whoMayAnswer(territory, point).map(({ name, phone }) => ({ name, phone })) : [];
  return { outside, neighbours, chosen };
}
