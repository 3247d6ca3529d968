import { digestOfSecret } from '#lib/kernel/server/form-key.ts';

/**
 * Whose the photos are that a citizen has uploaded on the follow page and not sent yet: of whoever opened the request, and
 * of the form in which they were chosen (a question's id, or the form's name), so that they do not turn up in another.
 */
export function citizenHolder(token: string, form: string): Buffer {
  return digestOfSecret(`${token} ${form}`);
}
