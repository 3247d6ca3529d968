import type { RequestEvent } from '@sveltejs/kit';
import type { StatementPage } from '#lib/municipalities/statement.ts';
import { readStatement } from '#lib/municipalities/server/statements.ts';
import { usualStatement } from '#lib/municipalities/usual-statement.ts';
import { longDay } from '#lib/requests/ui/relative-date.ts';
import type { Locale } from '#lib/words/compiled/runtime.js';
import { statementBody } from '../statement-body.ts';

/** As a reader gets it. */
export type StatementToRead = {
  html: string;
  /** Its language where it is not the reader's. */
  foreign: Locale | null;
  /** Since when the municipality's own words say so; null for the program's. */
  since: string | null;
};

/** What one of the pages by which a municipality declares something says to this reader. */
export async function loadStatement({ locals }: RequestEvent, page: StatementPage): Promise<{ text: StatementToRead }> {
  const { root, municipality, locale } = locals;
  const own = await readStatement(root.web, municipality.id, page, locale);
  const since = own?.writtenAt.toZonedDateTimeISO(municipality.zone).toPlainDate();
  return {
    text: {
      html: statementBody(own?.body ?? usualStatement(page, locale), municipality),
      foreign: own && own.language !== locale ? own.language : null,
      since: since ? longDay(since, locale) : null,
    },
  };
}
