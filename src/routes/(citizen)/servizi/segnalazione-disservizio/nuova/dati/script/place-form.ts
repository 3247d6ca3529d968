import { nearest } from '#lib/places/point.ts';

type Hamlet = { id: string; latitude: number; longitude: number };
type Found = { id: string; label: string; where: string; hamlet: string | null; latitude: string; longitude: string };

/** What the program of the map, which is loaded on demand, tells the page: a point was chosen on it. */
export const mapTaken = 'insieme:map-taken';

/** The fields of the place, which suggestions, device and map all fill in. Null where the page has none of them. */
export type PlaceForm = NonNullable<ReturnType<typeof placeForm>>;

export function placeForm(page: Document) {
  const place = page.querySelector<HTMLInputElement>('#place');
  const address = page.querySelector<HTMLInputElement>('input[name="address"]');
  const latitude = page.querySelector<HTMLInputElement>('input[name="latitude"]');
  const longitude = page.querySelector<HTMLInputElement>('input[name="longitude"]');
  const hamlet = page.querySelector<HTMLSelectElement>('#hamlet');
  const status = page.getElementById('place-status');
  const box = page.getElementById('latitude');
  const told = page.getElementById('position-told');
  const remove = page.querySelector<HTMLButtonElement>('#position-remove');
  if (!place || !address || !latitude || !longitude || !hamlet || !status || !box || !told || !remove) return null;

  const form = {
    place,
    told,
    remove,
    hasPoint: () => latitude.value !== '',
    point: () =>
      latitude.value === '' ? null : { latitude: Number(latitude.value), longitude: Number(longitude.value) },
    hamlets: () => JSON.parse(box.dataset.hamlets ?? '[]') as Hamlet[],

    /** What stood there about another point is no longer true. */
    setPoint(point: { latitude: string; longitude: string } | null, words: string) {
      latitude.value = point?.latitude ?? '';
      longitude.value = point?.longitude ?? '';
      remove.hidden = point === null;
      told.textContent = words;
      for (const old of box.querySelectorAll('.error, .beyond')) old.remove();
      box.classList.remove('wrong');
      // As if typed: the draft is kept, a map moves its mark.
      latitude.dispatchEvent(new Event('input', { bubbles: true }));
    },

    /** An address of the register: it fills in everything else. */
    choose(found: Found) {
      address.value = found.id;
      place.value = found.label;
      if (found.hamlet) hamlet.value = found.hamlet;
      const point = found.latitude === '' ? null : { latitude: found.latitude, longitude: found.longitude };
      form.setPoint(point, point ? (told.dataset.address ?? '') : '');
      const named = [found.label, found.where].filter(Boolean).join(', ');
      status.textContent = (status.dataset.found ?? '').replace('{address}', named);
      chosen = found;
    },

    /** Once the words name another place, the address and the point that it gave are gone. */
    forgetAddress() {
      if (chosen && place.value.toLowerCase().startsWith(chosen.label.toLowerCase())) return;
      if (address.value !== '' && (chosen === null || latitude.value === chosen.latitude)) form.setPoint(null, '');
      if (address.value !== '') status.textContent = '';
      address.value = '';
      chosen = null;
    },

    /** From the device or the map: the hamlet whose centre is nearest, unless one is chosen, and the words if there are none. */
    async takePoint(point: { latitude: number; longitude: number }, words: string) {
      address.value = '';
      chosen = null;
      status.textContent = '';
      form.setPoint({ latitude: point.latitude.toFixed(6), longitude: point.longitude.toFixed(6) }, words);
      const near = await lookAt(point);
      if (hamlet.value === '') hamlet.value = near?.hamlet ?? nearest(form.hamlets(), point)?.id ?? '';
      if (place.value.trim() === '' && near?.label) place.value = near.label;
      return near;
    },
  };
  let chosen: Found | null =
    address.value === ''
      ? null
      : {
          id: address.value,
          label: place.value,
          where: '',
          hamlet: null,
          latitude: latitude.value,
          longitude: longitude.value,
        };
  return form;
}

export type Near = { outside: boolean; label: string; where: string; hamlet: string | null };

/** What our own register knows of a point; null when it cannot be asked. */
export async function lookAt(
  point: { latitude: number; longitude: number },
  signal?: AbortSignal,
): Promise<Near | null> {
  const query = new URLSearchParams({ lat: point.latitude.toFixed(6), lon: point.longitude.toFixed(6) });
  try {
    const answer = await fetch(`/indirizzi/vicino?${query.toString()}`, { signal: signal ?? null });
    return answer.ok ? ((await answer.json()) as Near) : null;
  } catch {
    return null;
  }
}
