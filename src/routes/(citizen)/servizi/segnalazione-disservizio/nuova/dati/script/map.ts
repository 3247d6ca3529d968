// The map, loaded when somebody asks for it. Made for keyboard and screen reader as for fingers: the mark is moved by a
// touch, by dragging or by the arrow keys, and where it stands is told in words from our own register.
import { control, divIcon, latLng, map as openMap, marker as putMarker, tileLayer, type LatLng } from 'leaflet';
import { mapEvents } from './offer-map.ts';
import { lookAt } from './place-form.ts';

/** Pixels that an arrow moves the mark; with Shift. */
const step = 12;
const bigStep = 96;
/** Milliseconds without a move before we look up where the mark is. */
const pause = 500;
const pin =
  '<svg viewBox="0 0 24 32" aria-hidden="true"><path d="M12 1C6 1 1.5 5.5 1.5 11.300c0 7 10.500 19.200 10.500 19.200s10.500-12.200 10.500-19.200C22.500 5.500 18 1 12 1zm0 14.500a4.200 4.200 0 1 1 0-8.400 4.200 4.200 0 0 1 0 8.400z"/></svg>';

const arrows: Readonly<Record<string, readonly [x: number, y: number]>> = {
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
};

function showMap(page: Document): void {
  const [box, area, place, offer] = ['map-box', 'map-area', 'map', 'map-offer'].map((id) => page.getElementById(id));
  const status = page.getElementById('map-status');
  const take = page.getElementById('map-take');
  const [latitude, longitude] = ['latitude', 'longitude'].map((name) =>
    page.querySelector<HTMLInputElement>(`input[name="${name}"]`),
  );
  if (!box || !area || !place || !offer || !status || !take || !latitude || !longitude) return;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let asking: AbortController | undefined;
  area.hidden = false;
  offer.hidden = true;

  const map = openMap(place, { keyboard: false, zoomControl: false, attributionControl: true });
  map.attributionControl.setPrefix(false);
  tileLayer(box.dataset.tiles ?? '', {
    maxZoom: 19,
    attribution: attributionOf(box.dataset),
    // The makers of the map want to know which site asks, and learn no more than that.
    referrerPolicy: 'strict-origin-when-cross-origin',
  })
    .once('tileerror', () => say(status.dataset.failed ?? ''))
    .addTo(map);
  map.setView(whereToBegin(), latitude.value === '' ? 14 : 17);

  const icon = divIcon({ className: 'mark', html: pin, iconSize: [36, 48], iconAnchor: [18, 46] });
  const mark = putMarker(map.getCenter(), { icon, draggable: true, autoPan: true, keyboard: true }).addTo(map);
  const element = mark.getElement();
  element?.setAttribute('aria-label', place.dataset.mark ?? '');
  control.zoom({ zoomInTitle: place.dataset.closer ?? '', zoomOutTitle: place.dataset.farther ?? '' }).addTo(map);

  map.on('click', ({ latlng }) => {
    put(latlng);
  });
  mark.on('dragend', () => {
    put(mark.getLatLng());
  });
  element?.addEventListener('keydown', (event) => {
    const arrow = arrows[event.key];
    if (arrow) {
      const by = event.shiftKey ? bigStep : step;
      const at = map.latLngToContainerPoint(mark.getLatLng());
      put(map.containerPointToLatLng([at.x + arrow[0] * by, at.y + arrow[1] * by]));
    } else if (event.key === '+') map.zoomIn();
    else if (event.key === '-') map.zoomOut();
    else if (event.key === 'Enter' || event.key === ' ') takeIt();
    else return;
    event.preventDefault();
    event.stopPropagation();
  });
  take.addEventListener('click', takeIt);
  // Chosen elsewhere on the page: an address, the device.
  latitude.addEventListener('input', () => {
    if (latitude.value === '') return;
    const point = latLng(Number(latitude.value), Number(longitude.value));
    if (point.distanceTo(mark.getLatLng()) < 1) return;
    mark.setLatLng(point);
    map.setView(point, Math.max(map.getZoom(), 16));
  });
  element?.focus();
  tellSoon();

  function put(point: LatLng): void {
    mark.setLatLng(point);
    map.panInside(point, { padding: [60, 60] });
    tellSoon();
  }

  function tellSoon(): void {
    clearTimeout(timer);
    asking?.abort();
    timer = setTimeout(() => void tell(), pause);
  }

  async function tell(): Promise<void> {
    const { lat, lng } = mark.getLatLng();
    asking = new AbortController();
    const near = await lookAt({ latitude: lat, longitude: lng }, asking.signal);
    if (asking.signal.aborted) return;
    const words = status?.dataset ?? {};
    if (near?.outside) say(words.outside ?? '');
    else if (near?.label)
      say((words.near ?? '').replace('{address}', [near.label, near.where].filter(Boolean).join(', ')));
    else say((words.point ?? '').replace('{latitude}', degrees(lat)).replace('{longitude}', degrees(lng)));
  }

  function takeIt(): void {
    const { lat, lng } = mark.getLatLng();
    page.dispatchEvent(new CustomEvent(mapEvents.taken, { detail: { latitude: lat, longitude: lng } }));
    say(status?.dataset.taken ?? '');
  }

  function say(sentence: string): void {
    if (status && status.textContent !== sentence) status.textContent = sentence;
  }

  /** Where the report stands already, else in the middle of the chosen hamlet or of the first one. */
  function whereToBegin(): LatLng {
    if (latitude?.value) return latLng(Number(latitude.value), Number(longitude?.value));
    const hamlets = JSON.parse(page.getElementById('latitude')?.dataset.hamlets ?? '[]') as {
      id: string;
      latitude: number;
      longitude: number;
    }[];
    const chosen = page.querySelector<HTMLSelectElement>('#hamlet')?.value;
    const middle = hamlets.find(({ id }) => id === chosen) ?? hamlets[0];
    return latLng(middle?.latitude ?? 42, middle?.longitude ?? 12);
  }
}

/** As the settings give it: words, and where they lead. Escaped, since the library takes it as HTML. */
function attributionOf({ attribution = '', attributionLink = '' }: DOMStringMap): string {
  const holder = document.createElement(attributionLink === '' ? 'span' : 'a');
  holder.textContent = attribution;
  if (holder instanceof HTMLAnchorElement) Object.assign(holder, { href: attributionLink, rel: 'noopener' });
  return holder.outerHTML;
}

const formats = new Map<string, Intl.NumberFormat>();

function degrees(value: number): string {
  const language = document.documentElement.lang;
  const format = formats.get(language) ?? new Intl.NumberFormat(language, { maximumFractionDigits: 5 });
  formats.set(language, format);
  return format.format(value);
}

showMap(document);
