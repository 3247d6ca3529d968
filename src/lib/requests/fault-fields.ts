import type { CategoryId } from '#lib/kernel/ids.ts';
import { chosen, required } from './form-field.ts';
import { lengths } from './request.ts';

/** "Disservizio": what it is. */
export const faultFields = {
  category: chosen<CategoryId>(),
  title: required(lengths.title),
  body: required(lengths.body),
};
