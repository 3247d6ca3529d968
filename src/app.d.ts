import type { MunicipalitySite } from '#lib/municipalities/site.ts';
import type { Locale } from '#lib/words/compiled/runtime.js';
import type { Door } from '#lib/kernel/server/perform.ts';
import type { Municipality } from '#lib/municipalities/municipality.ts';
import type { PersonActor } from '#lib/people/server/read-actor.ts';
import type { Root } from './compose.ts';

declare global {
  namespace App {
    interface Locals {
      locale: Locale;
      root: Root;
      municipality: Municipality;
      /** For `perform`: this municipality's, by the web log-in. */
      door: Door;
      /** In logs and on the page for faults, so that one can be found by the other. */
      requestId: string;
      /** True when the page came by https: cookies are Secure exactly then. */
      secure: boolean;
      /** The person signed in, in the console; null outside of it and before signing in. */
      person: PersonActor | null;
      /** Of that person's session, for the holder of form keys; never shown. */
      sessionToken: string | null;
    }

    interface PageData {
      /** Missing only on the page for faults, where it could not be read. */
      municipality?: MunicipalitySite;
    }
  }
}
