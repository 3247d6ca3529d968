const writing = 'input:not([type="checkbox"]), textarea, select, [contenteditable]';

/** Each letter does what the one button that bears it does; while somebody writes, letters are letters. Esc ends writing. */
export function pressByLetters(page: Document): void {
  page.addEventListener('keydown', (event) => {
    const { target } = event;
    if (target instanceof HTMLElement && target.matches(writing)) {
      if (event.key === 'Escape') target.blur();
      return;
    }
    if (event.ctrlKey || event.altKey || event.metaKey || event.repeat) return;
    const bearer = page.querySelector<HTMLElement>(`[data-key="${CSS.escape(event.key.toLowerCase())}"]`);
    if (!bearer) return;
    event.preventDefault();
    bearer.focus();
    // A field is written in, what unfolds leads to what it unfolds, a button is pressed.
    if (!bearer.matches('input')) bearer.click();
  });
}
