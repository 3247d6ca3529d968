import type { PlaceForm } from './place-form.ts';

type Suggestion = {
  id: string;
  label: string;
  where: string;
  hamlet: string | null;
  kind: 'number' | 'street' | 'number-unknown';
  latitude: string;
  longitude: string;
};

/** Milliseconds without a key before we ask, and letters before it is worth asking. */
const pause = 200;
const fewest = 3;

/**
 * Makes the field for the place an editable combobox with a list (ARIA Authoring Practices, "Editable Combobox With List
 * Autocomplete"): arrows choose, Enter takes, Escape closes; whoever types on is not disturbed.
 */
export function suggestAddresses(page: Document, { place: input, ...form }: PlaceForm): void {
  const list = page.getElementById('place-list');
  const status = page.getElementById('place-status');
  if (!list || !status) return;
  let found: Suggestion[] = [];
  let active = -1;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let asking: AbortController | null = null;

  input.setAttribute('role', 'combobox');
  input.setAttribute('aria-autocomplete', 'list');
  input.setAttribute('aria-controls', list.id);
  input.setAttribute('aria-expanded', 'false');
  const search = page.getElementById('place-search');
  if (search) search.hidden = true;

  input.addEventListener('input', () => {
    form.forgetAddress();
    askSoon();
  });
  input.addEventListener('blur', close);
  input.addEventListener('keydown', (event) => {
    const isOpen = !list.hidden;
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      event.preventDefault();
      if (isOpen) move(event.key === 'ArrowDown' ? 1 : -1);
      else if (found.length > 0) open();
      else askSoon();
    } else if (event.key === 'Enter' && isOpen && active >= 0) {
      event.preventDefault();
      take(active);
    } else if (event.key === 'Escape' && isOpen) {
      event.preventDefault();
      close();
    }
  });
  // Before the field loses the focus, which would close the list.
  list.addEventListener('mousedown', (event) => {
    event.preventDefault();
  });
  list.addEventListener('click', (event) => {
    const option = event.target instanceof Element ? event.target.closest('li') : null;
    if (option) take([...list.children].indexOf(option));
  });
  // On a slow line somebody has typed before this was here.
  if (page.activeElement === input) askSoon();

  function askSoon(): void {
    clearTimeout(timer);
    asking?.abort();
    timer = setTimeout(() => void ask(), pause);
  }

  async function ask(): Promise<void> {
    const words = input.value.trim();
    if (words.length < fewest) {
      found = [];
      close();
      return;
    }
    asking = new AbortController();
    try {
      const query = new URLSearchParams({ q: words.slice(0, 200) });
      const answer = await fetch(`/indirizzi?${query.toString()}`, { signal: asking.signal });
      if (!answer.ok) return;
      const chosen = found[active]?.id;
      ({ addresses: found } = (await answer.json()) as { addresses: Suggestion[] });
      // Whoever is going through the list keeps their place in it.
      active = found.findIndex(({ id }) => id === chosen);
    } catch {
      return; // typed on, or no line: the field works without
    }
    if (page.activeElement !== input) return;
    if (found.length === 0) {
      close();
      tell('');
    } else open();
  }

  function open(): void {
    list?.replaceChildren(...found.map(optionOf));
    input.setAttribute('aria-expanded', 'true');
    if (list) list.hidden = false;
    show();
    tell((status?.dataset.count ?? '').replace('{count}', String(found.length)));
  }

  function optionOf({ label, where, kind }: Suggestion, at: number): HTMLElement {
    const option = page.createElement('li');
    option.id = `place-option-${String(at)}`;
    option.setAttribute('role', 'option');
    option.setAttribute('aria-selected', 'false');
    const name = page.createElement('span');
    name.textContent = label;
    const note = page.createElement('small');
    note.textContent = [where, kind === 'number-unknown' ? status?.dataset.unknown : ''].filter(Boolean).join(' · ');
    option.append(name, ' ', note);
    return option;
  }

  function close(): void {
    clearTimeout(timer);
    asking?.abort();
    if (list) list.hidden = true;
    active = -1;
    input.setAttribute('aria-expanded', 'false');
    input.removeAttribute('aria-activedescendant');
  }

  /** Round through the options, with the field itself between the last and the first. */
  function move(by: number): void {
    const places = found.length + 1;
    active = ((active + 1 + by + places) % places) - 1;
    show();
  }

  function show(): void {
    [...(list?.children ?? [])].forEach((option, at) => {
      option.setAttribute('aria-selected', String(at === active));
      if (at === active) option.scrollIntoView({ block: 'nearest' });
    });
    if (active < 0) input.removeAttribute('aria-activedescendant');
    else input.setAttribute('aria-activedescendant', `place-option-${String(active)}`);
  }

  function take(at: number): void {
    const suggestion = found[at];
    close();
    if (!suggestion) return;
    form.choose(suggestion);
    page.getElementById('place-choices')?.remove();
    input.focus();
    if (suggestion.kind !== 'street') return;
    // A number may follow: the cursor stands where it goes.
    input.value = `${suggestion.label} `;
    input.setSelectionRange(input.value.length, input.value.length);
  }

  function tell(words: string): void {
    if (status) status.textContent = words;
  }
}
