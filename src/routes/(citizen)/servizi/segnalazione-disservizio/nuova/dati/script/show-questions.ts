/** Shows the questions of the category that is chosen, and of them those that the answers ask for; the others are not sent. */
export function showQuestions(page: Document): void {
  const form = page.querySelector<HTMLFormElement>('#report');
  if (!form) return;
  for (const button of page.querySelectorAll<HTMLElement>('[data-without-script]')) button.hidden = true;

  const show = (part: HTMLFieldSetElement, shown: boolean) => {
    part.hidden = !shown;
    part.disabled = !shown;
  };
  const update = () => {
    const chosen = form.querySelector<HTMLInputElement>('input[name="category"]:checked')?.value;
    for (const part of form.querySelectorAll<HTMLFieldSetElement>('[data-questions-of]'))
      show(part, part.dataset.questionsOf === chosen);
    // In the order of the page: what shows another stands before it.
    for (const part of form.querySelectorAll<HTMLFieldSetElement>('[data-shown-by]')) {
      const { shownBy, shownValue } = part.dataset;
      const controls = form.querySelectorAll<HTMLInputElement>(`[name="${CSS.escape(shownBy ?? '')}"]:checked:enabled`);
      show(
        part,
        [...controls].some(({ value }) => value === shownValue),
      );
    }
  };
  form.addEventListener('change', update);
  // What the browser filled in again after "back".
  window.addEventListener('pageshow', update);
  update();
}
