import adapter from '@sveltejs/adapter-node';
import { paraglideVitePlugin } from '@inlang/paraglide-js';
import { sveltekit } from '@sveltejs/kit/vite';
import { defineConfig } from 'vite';
import { iconSprite } from './vite/icon-sprite.ts';
import { purgeLibrary } from './vite/purge-library.ts';
import { words } from './vite/words.ts';

// The inline style of Kit's own announcer (@sveltejs/kit 3.2.0, runtime/components/root.svelte): look it up at each upgrade.
const ANNOUNCER_STYLE = 'sha256-S8qMpvofolR8Mpjy4kQvEm7m1q8clzU4dfDH0AmvZjo=';

export default defineConfig(({ command }) => ({
  plugins: [
    iconSprite(),
    paraglideVitePlugin(words),
    sveltekit({
      adapter: adapter(),
      csp: {
        mode: 'auto',
        directives: {
          'default-src': ['none'],
          'script-src': ['self'],
          'style-src': ['self'],
          'style-src-attr': ['unsafe-hashes', ANNOUNCER_STYLE],
          'img-src': ['self', 'data:'], // the library's tick and error icons are data URLs
          'font-src': ['self'],
          'frame-src': ['self'], // a caught mail's own document, at /posta
          'connect-src': ['self'],
          'manifest-src': ['self'],
          'form-action': ['self'],
          'base-uri': ['none'],
          'frame-ancestors': ['none'],
        },
      },
    }),
  ],
  css: {
    preprocessorOptions: {
      scss: {
        loadPaths: ['node_modules/bootstrap-italia/src/scss'],
        quietDeps: true,
        silenceDeprecations: ['import'],
      },
    },
    // In development a class that a page begins to use would be missing until the sheet itself changes.
    postcss: { plugins: command === 'build' ? [purgeLibrary()] : [] },
  },
  // An image turned into a data URL would be loaded again with every page.
  build: { assetsInlineLimit: 0 },
}));
