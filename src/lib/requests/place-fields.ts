import * as v from 'valibot';
import type { HamletId } from '#lib/kernel/ids.ts';
import { chosen, required } from './form-field.ts';
import { lengths } from './request.ts';

/** "Luogo": where it is. */
export const placeFields = {
  place: required(lengths.place),
  hamlet: chosen<HamletId>(),
  latitude: v.string(),
  longitude: v.string(),
};

export type Point = { latitude: number; longitude: number };

/** From the device. Anything else than a point on Earth counts as none: the place in words is what is asked for. */
export function readPoint(latitude: string, longitude: string): Point | null {
  const point = { latitude: Number(latitude), longitude: Number(longitude) };
  const given = latitude !== '' && longitude !== '';
  return given && Math.abs(point.latitude) <= 90 && Math.abs(point.longitude) <= 180 ? point : null;
}
