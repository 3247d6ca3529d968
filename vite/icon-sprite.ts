import { existsSync, globSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Plugin } from 'vite';

const LIBRARY = 'node_modules/bootstrap-italia/src/svg';
const OURS = 'src/lib/ui/icons';
const SPRITE = 'src/lib/ui/sprite.svg';

// A name counts where it is an attribute (`name="it-check"`, `icon="it-check"`) or a quoted value ('it-check'). Class names of the
// library begin with it- too (`it-header-slim`), and are told apart by not being an icon; so only `name=` and `icon=` can be wrong.
const QUOTED = /['"`]((?:it|in)-[a-z0-9-]+)['"`]/g;
const ATTRIBUTE = /\b(?:name|icon)=["']((?:it|in)-[a-z0-9-]+)["']/g;

const fileOf = (name: string) => join(name.startsWith('in-') ? OURS : LIBRARY, `${name}.svg`);

function symbol(name: string): string {
  const svg = readFileSync(fileOf(name), 'utf8');
  const viewBox = /viewBox="([^"]+)"/.exec(svg)?.[1];
  const body = /<svg[^>]*>([\s\S]*)<\/svg>/.exec(svg)?.[1];
  if (!viewBox || !body) throw new Error(`${fileOf(name)}: an icon needs a viewBox and a drawing`);
  return `<symbol id="${name}" viewBox="${viewBox}">${body.replace(/>\s+</g, '><').trim()}</symbol>`;
}

/** Writes the sprite of the icons that the sources name; returns their names. Throws on a name that no icon has. */
export function writeSprite(): string[] {
  const names = new Set<string>();
  for (const file of globSync('src/**/*.{svelte,ts}', { exclude: (path) => path.includes('compiled') })) {
    const text = readFileSync(file, 'utf8');
    for (const [, name = ''] of text.matchAll(QUOTED)) if (existsSync(fileOf(name))) names.add(name);
    for (const [, name = ''] of text.matchAll(ATTRIBUTE))
      if (!existsSync(fileOf(name)))
        throw new Error(`${file} names the icon ${name}, which neither ${LIBRARY} nor ${OURS} has`);
  }
  const sorted = [...names].sort();
  const sprite = `<svg xmlns="http://www.w3.org/2000/svg">${sorted.map(symbol).join('')}</svg>\n`;
  if (!existsSync(SPRITE) || readFileSync(SPRITE, 'utf8') !== sprite) {
    mkdirSync(dirname(SPRITE), { recursive: true });
    writeFileSync(SPRITE, sprite);
  }
  return sorted;
}

export function iconSprite(): Plugin {
  return {
    name: 'insieme-icon-sprite',
    configResolved: () => void writeSprite(),
    hotUpdate({ file }) {
      if (/\.(svelte|ts)$/.test(file) || file.includes(OURS)) writeSprite();
    },
  };
}
