import { globSync, readFileSync } from 'node:fs';
import purgeCss from '@fullhuman/postcss-purgecss';
import type { AcceptedPlugin, Plugin } from 'postcss';

const SHARED = ['src/app.html', 'src/routes/*.svelte', 'src/lib/**/*.svelte', 'src/lib/**/ui/*.ts'];

// Each sheet keeps what its own group of pages names. Svelte's scoped styles are other files and pass untouched.
const SHEETS: Record<string, string[]> = {
  'citizen.scss': [...SHARED, 'src/routes/(citizen)/**/*.svelte', 'src/routes/(preview)/**/*.svelte'],
  'console.scss': [...SHARED, 'src/routes/(console)/**/*.svelte'],
};

function purging(patterns: string[]): Plugin {
  const content = () =>
    patterns
      .flatMap((pattern) => globSync(pattern))
      .map((path) => ({ raw: readFileSync(path, 'utf8'), extension: 'html' }));
  return purgeCss({
    contentFunction: content,
    content: [],
    defaultExtractor: (text: string) => text.match(/[\w-]+/g) ?? [],
    variables: false, // scoped styles read them, and are not seen here
    fontFace: false,
    keyframes: true,
  }) as Plugin;
}

/** Deletes from the citizen and the console sheet the rules that no page names: 52 and 31 KB of library become 14 and 9. */
export function purgeLibrary(): AcceptedPlugin {
  const plugins = Object.entries(SHEETS).map(([sheet, patterns]) => ({ sheet, purge: purging(patterns) }));
  return {
    postcssPlugin: 'insieme-purge-library',
    async OnceExit(root, helpers) {
      const file = (root.source?.input.file ?? '').replace(/\?.*$/, '');
      await plugins.find(({ sheet }) => file.endsWith(`/${sheet}`))?.purge.OnceExit?.(root, helpers);
    },
  };
}
