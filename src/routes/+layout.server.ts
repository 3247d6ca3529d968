import { siteOf } from '#lib/municipalities/site.ts';
import type { LayoutServerLoad } from './$types';

export const load: LayoutServerLoad = ({ locals }) => ({ municipality: siteOf(locals.municipality, locals.locale) });
