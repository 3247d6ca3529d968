import * as v from 'valibot';
import type { CategoryId } from '#lib/kernel/ids.ts';
import { chosen, required } from './form-field.ts';
import { lengths } from './request.ts';

/** "Disservizio": what it is. */
export const faultFields = {
  category: chosen<CategoryId>(),
  /** Their own tick: somebody is in danger now. */
  danger: v.pipe(
    v.string(),
    v.transform((text) => text === 'on'),
  ),
  title: required(lengths.title),
  body: required(lengths.body),
};
