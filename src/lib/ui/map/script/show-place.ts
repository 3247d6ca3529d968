// One point, to look at.
import { latLng, marker as putMarker } from 'leaflet';
import { makeMap, openBox, pinIcon } from './make-map.ts';

const box = openBox(document);
if (box) {
  const at = latLng(Number(box.data.latitude), Number(box.data.longitude));
  const map = makeMap(box, { keyboard: true }).setView(at, 17);
  const pin = putMarker(at, { icon: pinIcon(), interactive: false, keyboard: false }).addTo(map).getElement();
  pin?.setAttribute('role', 'img');
  pin?.setAttribute('aria-label', box.data.mark ?? '');
  box.place.focus();
}
