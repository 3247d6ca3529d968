import type { Form } from './followed.ts';

/** A version as the page wrote it into its form; what is none fits no thing. */
export function versionIn(form: Form): number {
  const text = form.get('version');
  return /^\d{1,9}$/.test(text) ? Number(text) : 0;
}
