import * as v from 'valibot';
import { parseId, type HamletId, type StreetId, type StreetNumberId } from '#lib/kernel/ids.ts';
import type { Point } from '#lib/places/point.ts';
import { chosen, required } from './form-field.ts';
import { lengths } from './request.ts';

/** "Luogo": where it is. */
export const placeFields = {
  place: required(lengths.place),
  latitude: v.string(),
  longitude: v.string(),
  /** What was chosen of the register of streets, while `place` still names it. */
  address: v.string(),
  hamlet: chosen<HamletId>(),
};

/** From the device. Anything else than a point on Earth counts as none: the place in words is what is asked for. */
export function readPoint(latitude: string, longitude: string): Point | null {
  const point = { latitude: Number(latitude), longitude: Number(longitude) };
  const given = latitude !== '' && longitude !== '';
  return given && Math.abs(point.latitude) <= 90 && Math.abs(point.longitude) <= 180 ? point : null;
}

/** Null for none, and for what nobody can have chosen. */
export function readChosenAddress(text: string): StreetNumberId | StreetId | null {
  return parseId<StreetNumberId | StreetId>(text);
}
