import type { PlaceForm } from './place-form.ts';

/** Between the program of the map, which is loaded on demand, and the form's fields. */
export const mapEvents = { ask: 'insieme:map-ask', taken: 'insieme:map-taken' } as const;

/** Offers the map, and loads what draws it only when somebody asks for it. */
export function offerMap(page: Document, form: PlaceForm): void {
  const box = page.getElementById('map-box');
  const show = page.querySelector<HTMLButtonElement>('#map-show');
  const { script, sheet } = box?.dataset ?? {};
  if (!box || !show || script === undefined || sheet === undefined) return;

  show.addEventListener('click', () => {
    show.disabled = true;
    const styles = page.createElement('link');
    Object.assign(styles, { rel: 'stylesheet', href: sheet });
    const program = page.createElement('script');
    Object.assign(program, { type: 'module', src: script });
    const failed = () => {
      show.disabled = false;
      styles.remove();
      program.remove();
      form.told.textContent = page.getElementById('map-status')?.dataset.failed ?? '';
    };
    for (const part of [styles, program]) part.addEventListener('error', failed, { once: true });
    // Drawn with its sheet, or tiles would lie across the page for a moment.
    styles.addEventListener('load', () => page.head.append(program), { once: true });
    page.head.append(styles);
  });
  page.addEventListener(mapEvents.taken, (event) => {
    const { latitude, longitude } = (event as CustomEvent<{ latitude: number; longitude: number }>).detail;
    void form.takePoint({ latitude, longitude }, form.told.dataset.have ?? '');
  });
  box.hidden = false;
}
