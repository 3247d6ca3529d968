import { fillBlanks } from '#lib/municipalities/statement.ts';
import type { Municipality } from '#lib/municipalities/municipality.ts';
import { statementHtml } from '#lib/municipalities/server/statement-html.ts';

/** A statement's Markdown as it stands in a page, with the municipality's data in its blanks. */
export function statementBody(markdown: string, { name, desk }: Pick<Municipality, 'name' | 'desk'>): string {
  return statementHtml(fillBlanks(markdown, { comune: name, sportello: desk.name, telefono: desk.phone }));
}
