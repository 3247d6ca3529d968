import { nearestHamlet } from './nearest-hamlet.ts';

/** Shows the button that asks the device where it is, and keeps the answer in the form's hidden fields. */
export function offerPosition(page: Document): void {
  const box = page.getElementById('position');
  const ask = page.querySelector<HTMLButtonElement>('#position-ask');
  const remove = page.querySelector<HTMLButtonElement>('#position-remove');
  const told = page.getElementById('position-told');
  const latitude = page.querySelector<HTMLInputElement>('input[name="latitude"]');
  const longitude = page.querySelector<HTMLInputElement>('input[name="longitude"]');
  const hamlet = page.querySelector<HTMLSelectElement>('#hamlet');
  if (!box || !ask || !remove || !told || !latitude || !longitude || !('geolocation' in navigator)) return;

  const keep = (words: string | undefined, here: { latitude: string; longitude: string }) => {
    latitude.value = here.latitude;
    longitude.value = here.longitude;
    remove.hidden = here.latitude === '';
    told.textContent = words ?? '';
    ask.disabled = false;
  };
  ask.addEventListener('click', () => {
    ask.disabled = true;
    told.textContent = told.dataset.wait ?? '';
    navigator.geolocation.getCurrentPosition(
      ({ coords }) => {
        keep(told.dataset.have, { latitude: coords.latitude.toFixed(6), longitude: coords.longitude.toFixed(6) });
        if (hamlet?.value === '') hamlet.value = nearestHamlet(hamletsOf(box), coords)?.id ?? '';
      },
      () => {
        keep(told.dataset.none, { latitude: '', longitude: '' });
      },
      { enableHighAccuracy: true, timeout: 10_000, maximumAge: 60_000 },
    );
  });
  remove.addEventListener('click', () => {
    keep('', { latitude: '', longitude: '' });
    ask.focus();
  });
  box.hidden = false;
}

function hamletsOf(box: HTMLElement): { id: string; latitude: number; longitude: number }[] {
  return JSON.parse(box.dataset.hamlets ?? '[]') as { id: string; latitude: number; longitude: number }[];
}
