/** What is open takes the place that it has in the page as it is now; a file that came to its end is read out. */
export function showAnew(page: Document, now: Document): void {
  for (const shown of page.querySelectorAll<HTMLElement>('[data-open]')) {
    const next = now.getElementById(shown.id);
    if (!next) {
      delete shown.dataset.open;
      continue;
    }
    shown.replaceWith(next);
    const told = page.getElementById('told');
    if (told && next.matches('li') && !('open' in next.dataset)) told.textContent = words(next);
  }
}

function words(file: HTMLElement): string {
  return [...file.querySelectorAll('p')].map(({ textContent }) => textContent.trim()).join('. ');
}
