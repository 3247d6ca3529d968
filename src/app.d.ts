import type { Locale } from '#lib/words/compiled/runtime.js';

declare global {
  namespace App {
    interface Locals {
      locale: Locale;
    }
  }
}
