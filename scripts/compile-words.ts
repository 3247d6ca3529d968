import { compile } from '@inlang/paraglide-js';
import { words } from '../vite/words.ts';

await compile(words);
