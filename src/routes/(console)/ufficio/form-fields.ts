import * as v from 'valibot';
import { parseId } from '#lib/kernel/ids.ts';
import { parseFormKey, type FormKey } from '#lib/kernel/server/form-key.ts';
import * as m from '#lib/words/compiled/messages.js';
import type { Fields } from '../../read-form.ts';

// What the forms of the console have in common.

export const key = v.pipe(
  v.string(),
  v.transform((text) => parseFormKey(text)),
  v.check((found) => found !== null),
  v.transform((found) => found as FormKey),
);

/** Of the thing that the form was made from. */
export const version = v.pipe(v.string(), v.regex(/^\d{1,9}$/), v.transform(Number));

export const idOf = <Id extends NonNullable<ReturnType<typeof parseId>>>() =>
  v.pipe(
    v.string(),
    v.transform((text) => parseId<Id>(text)),
    v.check((id) => id !== null),
    v.transform((id) => id as Id),
  );

export const written = (longest: number) =>
  v.pipe(
    v.string(),
    v.check(
      (text) => text.length <= longest,
      () => m.console_error_too_long({ longest }),
    ),
  );

export type KeyAndVersion = { key: FormKey; version: number };

/** Null for a form that lacks what the page put into it. */
export function keyAndVersion(form: Pick<Fields, 'get'>): KeyAndVersion | null {
  const parsed = v.safeParse(v.object({ key, version }), { key: form.get('key'), version: form.get('version') });
  return parsed.success ? parsed.output : null;
}
