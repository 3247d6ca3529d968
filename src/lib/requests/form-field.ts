import * as v from 'valibot';
import { parseId } from '#lib/kernel/ids.ts';

/** What can be wrong with one field of the report's form; the sentence for it is the page's. */
export type FieldProblem =
  | 'missing'
  | 'too-long'
  | 'unknown'
  | 'not-an-address'
  | 'not-a-phone'
  | 'not-a-vat'
  | 'no-contact'
  | 'outside'
  /** It looks mistyped: the writer is asked. */
  | 'slip';

export function problem<const P extends FieldProblem>(reason: P): P {
  return reason;
}

export const required = (limit: number) =>
  v.pipe(v.string(), v.minLength(1, problem('missing')), v.maxLength(limit, problem('too-long')));

export const optional = (limit: number) => v.pipe(v.string(), v.maxLength(limit, problem('too-long')));

/** One of a list that the page offers, by its id. */
export const chosen = <T extends string>() =>
  v.pipe(
    v.string(),
    v.minLength(1, problem('missing')),
    v.check((text) => parseId(text) !== null, problem('unknown')),
    v.transform((text) => text.toLowerCase() as T),
  );
