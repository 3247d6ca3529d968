/** Counts down under each field that says how. */
export function countCharacters(page: Document): void {
  for (const count of page.querySelectorAll<HTMLElement>('[data-count-of]')) {
    const field = page.getElementById(count.dataset.countOf ?? '');
    if (!(field instanceof HTMLTextAreaElement)) continue;
    const tell = () => {
      const left = Math.max(0, field.maxLength - field.value.length);
      count.textContent = (count.dataset.words ?? '').replace('{left}', String(left));
    };
    field.addEventListener('input', tell);
    tell();
  }
}
