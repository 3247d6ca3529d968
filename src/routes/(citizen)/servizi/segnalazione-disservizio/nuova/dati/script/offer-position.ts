import type { PlaceForm } from './place-form.ts';

/** Shows the button that asks the device where it is, and keeps the answer in the form's hidden fields. */
export function offerPosition(page: Document, form: PlaceForm): void {
  const ask = page.querySelector<HTMLButtonElement>('#position-ask');
  if (!ask) return;
  const { told, remove } = form;

  form.remove.addEventListener('click', (event) => {
    event.preventDefault();
    form.setPoint(null, '');
    (ask.hidden ? form.place : ask).focus();
  });
  if (!('geolocation' in navigator)) return;
  ask.addEventListener('click', () => {
    ask.disabled = true;
    told.textContent = told.dataset.wait ?? '';
    navigator.geolocation.getCurrentPosition(
      ({ coords }) => {
        ask.disabled = false;
        void form.takePoint(coords, told.dataset.have ?? '').then((near) => {
          if (near?.outside) told.textContent = told.dataset.outside ?? '';
        });
      },
      () => {
        ask.disabled = false;
        if (!form.hasPoint()) form.setPoint(null, told.dataset.none ?? '');
        else told.textContent = told.dataset.none ?? '';
        remove.hidden = !form.hasPoint();
      },
      { enableHighAccuracy: true, timeout: 10_000, maximumAge: 60_000 },
    );
  });
  ask.hidden = false;
}
