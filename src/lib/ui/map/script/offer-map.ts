/** Offers the map of MapBox.svelte, and loads what draws it only when somebody asks for it. */
export function offerMap(page: Document): void {
  const box = page.getElementById('map-box');
  const show = page.querySelector<HTMLButtonElement>('#map-show');
  const told = page.getElementById('map-offer-told');
  const { program: src, sheet: href } = box?.dataset ?? {};
  if (!box || !show || !told || src === undefined || href === undefined) return;

  show.addEventListener('click', () => {
    show.disabled = true;
    told.textContent = '';
    const styles = page.createElement('link');
    Object.assign(styles, { rel: 'stylesheet', href });
    const program = page.createElement('script');
    Object.assign(program, { type: 'module', src });
    const failed = () => {
      show.disabled = false;
      styles.remove();
      program.remove();
      told.textContent = box.dataset.failed ?? '';
    };
    for (const part of [styles, program]) part.addEventListener('error', failed, { once: true });
    // Drawn with its sheet, or tiles would lie across the page for a moment.
    styles.addEventListener('load', () => page.head.append(program), { once: true });
    page.head.append(styles);
  });
  box.hidden = false;
}
