import { tidyTyped } from '#lib/kernel/typed-text.ts';

/** The fields of a form, whichever way it came; a missing one is empty. */
export type Fields = {
  get(name: string): string;
  /** Of boxes that may be ticked together. */
  all(name: string): string[];
  /** As typed, for a password of somebody's own. */
  raw(name: string): string;
};

/** The only way in for a form without files: nothing that was typed goes on untidied. What is no form has no fields. */
export async function readForm(request: Request): Promise<Fields> {
  const form = await request.formData().catch(noForm);
  const words = (value: FormDataEntryValue | null) => (typeof value === 'string' ? value : '');
  return {
    get: (name) => tidyTyped(words(form.get(name))),
    all: (name) => form.getAll(name).map((value) => tidyTyped(words(value))),
    raw: (name) => words(form.get(name)),
  };
}

/** Of another type, or broken off. Whatever else stops a body, such as its length, goes on. */
function noForm(error: unknown): FormData {
  if (error instanceof TypeError) return new FormData();
  throw error;
}

/** What an address asks for, tidied alike: a search is typed too. */
export function readQuery({ searchParams }: URL): Pick<Fields, 'get'> {
  return { get: (name) => tidyTyped(searchParams.get(name) ?? '') };
}
