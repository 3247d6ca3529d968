/** Milliseconds without a key before what was typed is kept, and before trying again when it could not be. */
const pause = 1500;
const later = 10_000;

/**
 * Keeps what is being typed while it is being typed: a closed browser, an empty battery or a lost line cost at most the
 * last words. The server keeps it as it does when a button is pressed, whole or not.
 */
export function keepDraft(page: Document): void {
  const form = page.querySelector<HTMLFormElement>('#report');
  const told = page.getElementById('draft-kept');
  if (!form || !told) return;
  let waiting: ReturnType<typeof setTimeout> | undefined;
  let changed = false;

  form.addEventListener('input', (event) => {
    // A chosen file is sent by itself, with the words beside it.
    if (event.target instanceof HTMLInputElement && event.target.type === 'file') return;
    changed = true;
    keepAfter(pause);
  });
  form.addEventListener('submit', () => {
    changed = false;
    clearTimeout(waiting);
  });
  // The page goes, on a telephone often for good: no time for an answer.
  page.addEventListener('visibilitychange', () => {
    if (page.visibilityState !== 'hidden' || !changed) return;
    changed = !navigator.sendBeacon('?/tieni', words());
  });

  // On a slow line somebody has typed before this was here.
  if ([...form.elements].some(isTypedInto)) {
    changed = true;
    keepAfter(pause);
  }

  function keepAfter(milliseconds: number): void {
    clearTimeout(waiting);
    waiting = setTimeout(() => void keep(), milliseconds);
  }

  async function keep(): Promise<void> {
    changed = false;
    const kept = await fetch('?/tieni', { method: 'POST', body: words(), headers: { accept: 'application/json' } })
      .then((answer) => answer.ok)
      .catch(() => false);
    if (kept) {
      const hour = new Intl.DateTimeFormat(page.documentElement.lang, { timeStyle: 'short' }).format();
      say((told?.dataset.kept ?? '').replace('{hour}', hour));
      return;
    }
    changed = true;
    say(told?.dataset.notKept ?? '');
    keepAfter(later);
  }

  function words(): FormData {
    const sent = new FormData(form ?? undefined);
    sent.delete('file');
    return sent;
  }

  // Only what is new, or a screen reader would hear the same sentence at every pause.
  function say(sentence: string): void {
    if (told && told.textContent !== sentence) told.textContent = sentence;
  }
}

function isTypedInto(field: Element): boolean {
  const isWritten = field instanceof HTMLTextAreaElement || field instanceof HTMLInputElement;
  return isWritten && field.type !== 'hidden' && field.type !== 'file' && field.value !== field.defaultValue;
}
