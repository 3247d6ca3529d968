import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import ts from 'typescript';
import type { Plugin } from 'vite';

/** A place in the sources that begins a query: `src/…/close-request.ts:58 selectFrom step`. */
export type CallSite = string;

type Place = { site: CallSite; start: number; end: number };
const beginnings = new Set(['selectFrom', 'insertInto', 'updateTable', 'deleteFrom']);

/** Sources that speak to the database as the program does: not the launcher's, which sets the database up as its owner. */
export function queriesIn(file: string): boolean {
  return /^src\/.*\.ts$/.test(file) && !/^src\/launch\/|\.test\.ts$|\/compiled\/|database-types\.ts$/.test(file);
}

function placesIn(file: string, source: string): Place[] {
  const tree = ts.createSourceFile(file, source, ts.ScriptTarget.Latest, true);
  const places: Place[] = [];
  const note = (what: string, receiver: ts.Node) => {
    const start = receiver.getStart(tree);
    const { line } = tree.getLineAndCharacterOfPosition(receiver.getEnd());
    places.push({ site: `${file}:${line + 1} ${what}`, start, end: receiver.getEnd() });
  };
  const visit = (node: ts.Node): void => {
    if (
      ts.isCallExpression(node) &&
      ts.isPropertyAccessExpression(node.expression) &&
      beginnings.has(node.expression.name.text)
    ) {
      const [table] = node.arguments;
      note(
        `${node.expression.name.text} ${table && ts.isStringLiteral(table) ? table.text : ''}`.trim(),
        node.expression.expression,
      );
    }
    if (ts.isTaggedTemplateExpression(node) && node.tag.getText(tree) === 'sql') note('sql', node.tag);
    ts.forEachChild(node, visit);
  };
  visit(tree);
  return places;
}

/** Every place in the sources that begins a query. */
export function everyCallSite(root: string): CallSite[] {
  return readdirSync(join(root, 'src'), { recursive: true, encoding: 'utf8' })
    .map((file) => join('src', file))
    .filter(queriesIn)
    .flatMap((file) => placesIn(file, readFileSync(join(root, file), 'utf8')).map(({ site }) => site));
}

/** Makes each of them say that it was reached, in the run of the database tests. */
export function markCallSites(root: string): Plugin {
  return {
    name: 'mark-call-sites',
    enforce: 'pre',
    transform(source, id) {
      const file = relative(root, id.split('?')[0] ?? id);
      if (!queriesIn(file)) return null;
      const places = placesIn(file, source);
      if (places.length === 0) return null;
      const pieces = places.flatMap(({ site, start, end }) => [
        { at: start, text: `((globalThis.reachedCallSites ??= new Set()).add(${JSON.stringify(site)}), ` },
        { at: end, text: ')' },
      ]);
      let code = source;
      for (const { at, text } of pieces.sort((a, b) => b.at - a.at)) code = code.slice(0, at) + text + code.slice(at);
      return { code, map: null };
    },
  };
}
