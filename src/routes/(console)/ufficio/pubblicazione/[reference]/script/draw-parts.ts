/** Less than this, in pixels, was a click on one part. */
const shortest = 6;

/** A rectangle drawn on a photo chooses what it covers, and nothing else. */
export function drawParts(page: Document): void {
  for (const picture of page.querySelectorAll<HTMLElement>('.picture')) {
    const form = picture.closest('form');
    const area = form?.querySelector<HTMLInputElement>('input[name="area"]');
    const drawn = picture.querySelector<HTMLElement>('.drawn');
    if (!form || !area || !drawn) continue;
    for (const hint of form.querySelectorAll<HTMLElement>('.draws')) hint.hidden = false;
    letDraw(picture, area, drawn);
  }
}

function letDraw(picture: HTMLElement, area: HTMLInputElement, drawn: HTMLElement): void {
  const parts = picture.querySelectorAll<HTMLInputElement>('input[name="part"]');
  let from: { x: number; y: number } | null = null;
  let drew = false;

  const forget = () => {
    area.value = '';
    drawn.hidden = true;
  };
  picture.addEventListener('pointerdown', (event) => {
    if (event.button !== 0) return;
    from = { x: event.clientX, y: event.clientY };
    drew = false;
  });
  picture.addEventListener('pointermove', (event) => {
    if (!from) return;
    const far = Math.max(Math.abs(event.clientX - from.x), Math.abs(event.clientY - from.y));
    if (!drew && far < shortest) return;
    if (!drew) picture.setPointerCapture(event.pointerId);
    drew = true;
    const [left, top, width, height] = rectangle(picture.getBoundingClientRect(), from, event);
    Object.assign(drawn.style, { left: `${left}%`, top: `${top}%`, width: `${width}%`, height: `${height}%` });
    drawn.hidden = false;
    area.value = [left, top, width, height].join(' ');
    for (const part of parts) part.checked = false;
  });
  const end = () => (from = null);
  picture.addEventListener('pointerup', end);
  picture.addEventListener('pointercancel', end);
  // The click that ends a drawing would choose the part under it.
  picture.addEventListener(
    'click',
    (event) => {
      if (!drew) return;
      event.preventDefault();
      event.stopPropagation();
      drew = false;
    },
    true,
  );
  for (const part of parts) part.addEventListener('change', forget);
}

/** In hundredths of the picture, inside of it, with one decimal. */
function rectangle(
  frame: DOMRect,
  from: { x: number; y: number },
  { clientX, clientY }: PointerEvent,
): [number, number, number, number] {
  const along = (at: number, start: number, length: number) =>
    Math.min(100, Math.max(0, ((at - start) / length) * 100));
  const [x1, x2] = [along(from.x, frame.left, frame.width), along(clientX, frame.left, frame.width)];
  const [y1, y2] = [along(from.y, frame.top, frame.height), along(clientY, frame.top, frame.height)];
  const tenth = (value: number) => Math.floor(value * 10) / 10;
  return [tenth(Math.min(x1, x2)), tenth(Math.min(y1, y2)), tenth(Math.abs(x2 - x1)), tenth(Math.abs(y2 - y1))];
}
