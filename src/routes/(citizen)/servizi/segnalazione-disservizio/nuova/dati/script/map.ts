// The map, loaded when somebody asks for it. Made for keyboard and screen reader as for fingers: the mark is moved by a
// touch, by dragging or by the arrow keys, and where it stands is told in words from our own register.
import { latLng, marker as putMarker, type LatLng } from 'leaflet';
import { makeMap, openBox, pinIcon } from '#lib/ui/map/script/make-map.ts';
import { lookAt, mapTaken } from './place-form.ts';

/** Pixels that an arrow moves the mark; with Shift. */
const step = 12;
const bigStep = 96;
/** Milliseconds without a move before we look up where the mark is. */
const pause = 500;
const arrows: Readonly<Record<string, readonly [x: number, y: number]>> = {
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
};

function showMap(page: Document): void {
  const box = openBox(page);
  const take = page.getElementById('map-take');
  const [latitude, longitude] = ['latitude', 'longitude'].map((name) =>
    page.querySelector<HTMLInputElement>(`input[name="${name}"]`),
  );
  if (!box || !take || !latitude || !longitude) return;
  const { data: words, say } = box;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let asking: AbortController | undefined;

  const map = makeMap(box, { keyboard: false }).setView(whereToBegin(), latitude.value === '' ? 14 : 17);
  const mark = putMarker(map.getCenter(), { icon: pinIcon(), draggable: true, autoPan: true, keyboard: true }).addTo(
    map,
  );
  const element = mark.getElement();
  element?.setAttribute('aria-label', words.mark ?? '');

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
    if (near?.outside) say(words.outside ?? '');
    else if (near?.label)
      say((words.near ?? '').replace('{address}', [near.label, near.where].filter(Boolean).join(', ')));
    else say((words.point ?? '').replace('{latitude}', degrees(lat)).replace('{longitude}', degrees(lng)));
  }

  function takeIt(): void {
    const { lat, lng } = mark.getLatLng();
    page.dispatchEvent(new CustomEvent(mapTaken, { detail: { latitude: lat, longitude: lng } }));
    say(words.taken ?? '');
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

const formats = new Map<string, Intl.NumberFormat>();

function degrees(value: number): string {
  const language = document.documentElement.lang;
  const format = formats.get(language) ?? new Intl.NumberFormat(language, { maximumFractionDigits: 5 });
  formats.set(language, format);
  return format.format(value);
}

showMap(document);
