import { newFormKey } from '#lib/kernel/server/form-key.ts';
import type { LayoutServerLoad } from './$types';

/** Of the question at the foot of the page. */
export const load: LayoutServerLoad = () => ({ ratingKey: String(newFormKey()) });
