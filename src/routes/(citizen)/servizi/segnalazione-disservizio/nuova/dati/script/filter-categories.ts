import uFuzzy from '@leeoniya/ufuzzy';

// One slip of the finger in each word, in any order; accents do not count.
const fuzzy = new uFuzzy({ intraMode: 1, intraIns: 1, intraSub: 1, intraTrn: 1, intraDel: 1 });

/** Which of the texts somebody may mean by what they wrote, by their places; all of them by nothing. */
export function matching(texts: readonly string[], written: string): ReadonlySet<number> {
  const needle = uFuzzy.latinize(written.trim());
  if (needle === '') return new Set(texts.keys());
  const [found] = fuzzy.search(uFuzzy.latinize([...texts]), needle, 5);
  return new Set(found ?? []);
}

/** A field above the cards that leaves those that match; what is chosen stays. */
export function filterCategories(page: Document): void {
  const search = page.getElementById('category-search');
  const field = page.querySelector<HTMLInputElement>('#category-filter');
  const found = page.getElementById('category-found');
  const cards = [...page.querySelectorAll<HTMLElement>('[data-words]')];
  if (!search || !field || !found) return;

  const update = () => {
    const kept = matching(
      cards.map(({ dataset }) => dataset.words ?? ''),
      field.value,
    );
    for (const [at, card] of cards.entries())
      card.hidden = !kept.has(at) && card.querySelector<HTMLInputElement>('input')?.checked !== true;
    for (const title of page.querySelectorAll<HTMLElement>('[data-heading]'))
      title.hidden = cards.every(({ hidden, dataset }) => hidden || dataset.of !== title.dataset.heading);
    const { one = '', many = '', none = '' } = found.dataset;
    if (field.value.trim() === '') found.textContent = '';
    else
      found.textContent = kept.size === 0 ? none : kept.size === 1 ? one : many.replace('{count}', String(kept.size));
  };
  field.addEventListener('input', update);
  // Enter looks for it; it does not send the form.
  field.addEventListener('keydown', (event) => {
    if (event.key === 'Enter') event.preventDefault();
  });
  search.hidden = false;
  update();
}
