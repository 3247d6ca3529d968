import type { Page } from '@playwright/test';

export type Field = {
  name: string;
  /** hidden, text, email, textarea, select, radio, checkbox … */
  kind: string;
  /** As the page offers it: what stands in it, what is chosen, or what could be. */
  value: string;
  required: boolean;
};

/** One way of sending one form: each button of it that goes somewhere else is another. */
export type Form = {
  action: string;
  method: 'get' | 'post';
  multipart: boolean;
  fields: Field[];
  /** The name of its file field. */
  file: string | null;
  /** Which form of the page this is, whatever its buttons. */
  at: number;
};

/** The forms of a page as a browser sees them, without loading anything that the page names. */
export function formsOfPage(page: Page, html: string): Promise<Form[]> {
  return page.evaluate((text) => {
    const shown = new DOMParser().parseFromString(text, 'text/html');
    return [...shown.querySelectorAll('form')].flatMap((form, at) => {
      let file: string | null = null;
      const fields = new Map<string, Field>();
      for (const element of form.elements) {
        // Not sent: the questions of what was not chosen.
        if (element.matches(':disabled')) continue;
        if (element instanceof HTMLTextAreaElement) put(element.name, 'textarea', element.value, element.required);
        if (element instanceof HTMLSelectElement) {
          const chosen = [...element.options].find(({ value }) => value !== '');
          put(element.name, 'select', element.value || (chosen?.value ?? ''), element.required);
        }
        if (!(element instanceof HTMLInputElement) || ['submit', 'button'].includes(element.type)) continue;
        if (element.type === 'file') {
          file = element.name;
          continue;
        }
        const { name, type, value, checked, required } = element;
        // The first of a group stands for it until one is found that is chosen.
        if (type === 'radio' && !checked && fields.has(name)) continue;
        put(name, type, value, required);
      }
      const buttons = [...form.elements].filter((element) => element instanceof HTMLButtonElement);
      return (buttons.length > 0 ? buttons : [null]).map((button) => ({
        action: button?.getAttribute('formaction') ?? form.getAttribute('action') ?? '',
        method: form.method === 'get' ? ('get' as const) : ('post' as const),
        multipart: form.enctype === 'multipart/form-data',
        file,
        at,
        fields: [
          ...fields.values(),
          ...(button?.name ? [{ name: button.name, kind: 'button', value: button.value, required: true }] : []),
        ],
      }));

      function put(name: string, kind: string, value: string, required: boolean): void {
        if (name !== '') fields.set(name, { name, kind, value, required });
      }
    });
  }, html);
}
