import type { ProcessSettings } from '#lib/kernel/settings.ts';

/** The map as the settings have it; null where none is offered. */
export type OfferedMap = {
  tiles: string;
  /** Scheme and host: what the policy of a page lets through. */
  origin: string;
  /** As people read it. */
  host: string;
  attribution: string;
  attributionLink: string;
};

export function mapOf({
  mapTiles,
  mapAttribution,
}: Pick<ProcessSettings, 'mapTiles' | 'mapAttribution'>): OfferedMap | null {
  if (mapTiles === 'none') return null;
  const { origin, host } = new URL(mapTiles.replace(/\{[zxy]\}/g, '1'));
  const link = /https:\/\/\S+$/.exec(mapAttribution)?.[0] ?? '';
  return {
    tiles: mapTiles,
    origin,
    host,
    attribution: mapAttribution.slice(0, mapAttribution.length - link.length).trim(),
    attributionLink: link,
  };
}
