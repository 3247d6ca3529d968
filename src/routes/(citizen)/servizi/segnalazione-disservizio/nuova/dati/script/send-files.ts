/** Milliseconds between two looks at files that are being prepared, and how many looks before giving up. */
const pause = 1000;
const looks = 30;

/**
 * A chosen file goes at once, with its progress, while the reader writes on. The server answers with the page that a
 * browser without scripts would show: its part for files takes the place of ours, nothing else on the page changes.
 */
export function sendFilesAtOnce(page: Document): void {
  const form = page.querySelector<HTMLFormElement>('#report');
  if (!form) return;
  // On the form, which stays, and not on the buttons, which come and go.
  form.addEventListener('click', (event) => {
    const remove = event.target instanceof Element ? event.target.closest('button') : null;
    if (remove?.name !== 'togli') return;
    event.preventDefault();
    remove.disabled = true;
    post('?/togli', { name: remove.name, value: remove.value });
  });
  begin();

  function begin(): void {
    const input = page.querySelector<HTMLInputElement>('#file');
    input?.addEventListener('change', () => {
      if (input.files?.length) send(input);
    });
    const button = page.querySelector<HTMLElement>('#file-add');
    if (button) button.hidden = true;
    lookAgain(looks);
  }

  function send(input: HTMLInputElement): void {
    const going = page.getElementById('file-going');
    const bar = going?.querySelector('progress');
    const words = going?.querySelector('p');
    if (going) going.hidden = false;
    post('?/allega', null, (percent) => {
      if (bar) bar.value = percent;
      if (words) words.textContent = (going?.dataset.words ?? '').replace('{percent}', String(percent));
    });
    input.disabled = true; // after the form was read
  }

  function post(
    action: string,
    pressed: { name: string; value: string } | null,
    progress: (percent: number) => void = () => undefined,
  ): void {
    const sent = new FormData(form ?? undefined);
    if (pressed) {
      sent.append(pressed.name, pressed.value);
      sent.delete('file');
    }
    const request = new XMLHttpRequest();
    request.open('POST', action);
    request.setRequestHeader('accept', 'text/html');
    request.upload.onprogress = ({ loaded, total }) => {
      progress(Math.min(99, Math.floor((loaded / total) * 100)));
    };
    request.onload = () => {
      if (!takeOver(request.responseText)) tellBroken();
    };
    request.onerror = tellBroken;
    request.send(sent);
  }

  function tellBroken(): void {
    const broken = page.getElementById('file-broken');
    if (broken) broken.hidden = false;
    const going = page.getElementById('file-going');
    if (going) going.hidden = true;
    const input = page.querySelector<HTMLInputElement>('#file');
    if (input) Object.assign(input, { disabled: false, value: '' });
  }

  function lookAgain(left: number): void {
    if (left === 0 || !page.querySelector('#allegati [data-preparing]')) return;
    setTimeout(() => {
      void fetch(location.pathname, { headers: { accept: 'text/html' } })
        .then((answer) => answer.text())
        .then((html) => {
          const list = page.querySelector('#allegati ul');
          const news = filesIn(html)?.querySelector('ul');
          // Only the list: what was wrong with another file stays to be read, and the field may be open at this moment.
          if (list && news) list.replaceWith(page.importNode(news, true));
          lookAgain(left - 1);
        })
        .catch(() => undefined);
    }, pause);
  }

  function takeOver(html: string): boolean {
    const fresh = filesIn(html);
    const old = page.getElementById('allegati');
    if (!fresh || !old) return false;
    const focused = old.contains(page.activeElement);
    old.replaceWith(page.importNode(fresh, true));
    begin();
    if (focused) page.querySelector<HTMLElement>('#file, #allegati button')?.focus();
    return true;
  }

  function filesIn(html: string): HTMLElement | null {
    return new DOMParser().parseFromString(html, 'text/html').getElementById('allegati');
  }
}
