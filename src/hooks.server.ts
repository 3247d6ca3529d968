import { sequence } from '@sveltejs/kit/hooks';
import { handleLanguage } from './hooks.language.ts';

export const handle = sequence(handleLanguage);
