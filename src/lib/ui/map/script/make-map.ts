import { control, divIcon, map as openMap, tileLayer, type DivIcon, type Map as LeafletMap } from 'leaflet';

/** The parts of MapBox.svelte, opened: in place of the offer there is room for the map. */
export type OpenBox = {
  /** What the page gave to the program. */
  data: DOMStringMap;
  /** Where the map is drawn. */
  place: HTMLElement;
  /** Said below the map, and by screen readers at once. */
  say(this: void, sentence: string): void;
};

export function openBox(page: Document): OpenBox | null {
  const [box, offer, area, place, status] = ['map-box', 'map-offer', 'map-area', 'map', 'map-status'].map((id) =>
    page.getElementById(id),
  );
  if (!box || !offer || !area || !place || !status) return null;
  offer.hidden = true;
  area.hidden = false;
  return {
    data: box.dataset,
    place,
    say(sentence) {
      if (status.textContent !== sentence) status.textContent = sentence;
    },
  };
}

/**
 * Every map of ours: the tiles of the settings, who made them, and what makes it larger in words. Where the page has nothing
 * else that goes by the arrow keys, they move the map (`keyboard`).
 */
export function makeMap(
  { data, place, say }: OpenBox,
  { keyboard, maxZoom = 19 }: { keyboard: boolean; maxZoom?: number },
): LeafletMap {
  // While the scale glides, the library drops whatever else it is told.
  const map = openMap(place, { keyboard, maxZoom, zoomControl: false, zoomAnimation: false });
  map.attributionControl.setPrefix(false);
  tileLayer(data.tiles ?? '', {
    maxZoom,
    attribution: attributionOf(data),
    // The makers of the map want to know which site asks, and learn no more than that.
    referrerPolicy: 'strict-origin-when-cross-origin',
  })
    .once('tileerror', () => say(data.failed ?? ''))
    .addTo(map);
  control.zoom({ zoomInTitle: data.closer ?? '', zoomOutTitle: data.farther ?? '' }).addTo(map);
  return map;
}

/** Stands on one exact point. */
export function pinIcon(): DivIcon {
  const html =
    '<svg viewBox="0 0 24 32" aria-hidden="true"><path d="M12 1C6 1 1.5 5.5 1.5 11.300c0 7 10.500 19.200 10.500 19.200s10.500-12.200 10.500-19.200C22.500 5.500 18 1 12 1zm0 14.500a4.200 4.200 0 1 1 0-8.400 4.200 4.200 0 0 1 0 8.400z"/></svg>';
  return divIcon({ className: 'pin', html, iconSize: [36, 48], iconAnchor: [18, 46] });
}

/** As the settings give it: words, and where they lead. Escaped, since the library takes it as HTML. */
function attributionOf({ attribution = '', attributionLink = '' }: DOMStringMap): string {
  const holder = document.createElement(attributionLink === '' ? 'span' : 'a');
  holder.textContent = attribution;
  if (holder instanceof HTMLAnchorElement) Object.assign(holder, { href: attributionLink, rel: 'noopener' });
  return holder.outerHTML;
}
