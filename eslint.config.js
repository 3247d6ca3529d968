import js from '@eslint/js';
import prettier from 'eslint-config-prettier';
import svelte from 'eslint-plugin-svelte';
import globals from 'globals';
import { defineConfig, globalIgnores } from 'eslint/config';
import ts from 'typescript-eslint';
import { insieme } from './lint/plugin.js';

export default defineConfig(
  globalIgnores(['build/', 'data/', '.svelte-kit/', 'src/lib/words/compiled/', 'test-results/', 'screenshots/']),
  js.configs.recommended,
  ts.configs.strictTypeChecked,
  ts.configs.stylisticTypeChecked,
  svelte.configs.recommended,
  prettier,
  svelte.configs.prettier,
  {
    linterOptions: { noInlineConfig: true, reportUnusedDisableDirectives: 'error' },
    languageOptions: {
      globals: globals.node,
      parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname, extraFileExtensions: ['.svelte'] },
    },
    rules: {
      // A number in a sentence is plain; an object in one is a mistake.
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
      // `type` for shapes and `interface` for what is implemented: both stand.
      '@typescript-eslint/consistent-type-definitions': 'off',
      '@typescript-eslint/prefer-nullish-coalescing': ['error', { ignorePrimitives: { string: true, boolean: true } }],
      '@typescript-eslint/no-invalid-void-type': ['error', { allowAsThisParameter: true }],
      '@typescript-eslint/no-unused-vars': ['error', { ignoreRestSiblings: true, varsIgnorePattern: '^_' }],
      // What another function changes meanwhile is not seen by it.
      '@typescript-eslint/no-unnecessary-condition': 'off',
      // Recursive types want an index signature, and `newId<RequestId>()` its one type parameter.
      '@typescript-eslint/consistent-indexed-object-style': 'off',
      '@typescript-eslint/no-unnecessary-type-parameters': 'off',
      // It would ask for the `!` that another rule forbids.
      '@typescript-eslint/non-nullable-type-assertion-style': 'off',
      // Fixtures of Playwright are read from an empty pattern.
      'no-empty-pattern': ['error', { allowObjectPatternsAsParameters: true }],
    },
  },
  {
    files: ['**/*.svelte', '**/*.svelte.ts'],
    languageOptions: { globals: globals.browser, parserOptions: { parser: ts.parser } },
    // Another component is `any` to this parser: svelte-check knows its type and checks it.
    rules: {
      '@typescript-eslint/no-unsafe-argument': 'off',
      '@typescript-eslint/no-unsafe-assignment': 'off',
      '@typescript-eslint/no-unsafe-call': 'off',
      '@typescript-eslint/no-unsafe-member-access': 'off',
      '@typescript-eslint/no-unsafe-return': 'off',
      '@typescript-eslint/no-redundant-type-constituents': 'off',
      // svelte-check says when a comment that silences it is of no use; `{' '}` is what Prettier leaves of a space.
      'svelte/no-unused-svelte-ignore': 'off',
      'svelte/no-useless-mustaches': 'off',
      // `counting` is set by an effect that only a browser runs: nothing to derive it from.
      'svelte/prefer-writable-derived': 'off',
      // Kit's links are checked by the browser tests; there is no base path here.
      'svelte/no-navigation-without-resolve': 'off',
    },
  },
  { files: ['**/*.js'], extends: [ts.configs.disableTypeChecked] },
  { plugins: { insieme } },
  { files: ['src/**'], rules: { 'insieme/writers-only': 'error', 'insieme/no-date': 'error' } },
  { files: ['src/lib/kernel/server/library-date.ts'], rules: { 'insieme/no-date': 'off' } },
  { files: ['src/**/*.test.ts'], rules: { 'insieme/writers-only': 'off' } },
  // uFuzzy's enum is in its types alone: there is nothing to import that holds its values.
  {
    files: ['src/**/script/filter-categories.ts'],
    rules: { '@typescript-eslint/no-unsafe-enum-assignment': 'off' },
  },
  {
    files: ['src/**', 'test/**', 'bench/**'],
    ignores: ['src/lib/kernel/server/system-clock.ts'],
    rules: { 'insieme/one-clock': 'error' },
  },
  {
    files: ['src/routes/**', 'src/hooks*.ts', 'src/**/*.svelte'],
    rules: { 'insieme/routes-ask-may': 'error' },
  },
  {
    files: ['src/routes/**'],
    ignores: ['src/routes/read-form.ts'],
    rules: {
      'no-restricted-syntax': [
        'error',
        {
          selector: "CallExpression[callee.property.name='formData']",
          message: 'Forms are read by readForm, which tidies them.',
        },
      ],
    },
  },
);
