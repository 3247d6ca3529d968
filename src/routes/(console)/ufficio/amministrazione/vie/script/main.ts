// Shows how far the files are read without anybody loading the page again. The page is whole without.
import { showAnew } from './show-anew.ts';

const pause = 1500;

async function follow(): Promise<void> {
  while (document.querySelector('[data-open]')) {
    await new Promise((resolve) => setTimeout(resolve, pause));
    if (document.hidden) continue;
    try {
      const answer = await fetch('/ufficio/amministrazione/vie', { headers: { accept: 'text/html' } });
      // Signed out meanwhile: the page says so when it is loaded again.
      if (answer.redirected || !answer.ok) return;
      showAnew(document, new DOMParser().parseFromString(await answer.text(), 'text/html'));
    } catch {
      // Without a connection: the next round may have one.
    }
  }
}

void follow();
