import { relative } from 'node:path';
import { subjectTables, writers } from './writers.js';

const METHODS = new Set(['insertInto', 'updateTable', 'deleteFrom', 'mergeInto', 'replaceInto']);
const NAME = String.raw`(?:only\s+)?"?(?:\w+"?\.)?"?(\w+|\0)"?`;
/** The table is the first group that matched; a hole of a template stands as \0. */
const STATEMENT = new RegExp(
  String.raw`\b(?:insert\s+into|delete\s+from|merge\s+into)\s+${NAME}|\bupdate\s+${NAME}(?:\s+(?:as\s+)?\w+)?\s+set\b|\btruncate\s+(?:table\s+)?${NAME}`,
  'gi',
);

/** Who writes elsewhere passes by the one door: no entry, no refusal, no follower. @type {import('eslint').Rule.RuleModule} */
export default {
  meta: {
    type: 'problem',
    schema: [],
    messages: {
      nowhere: 'Only the writers in lint/writers.js write to the database: use a use case, or say there why not.',
      notYours: 'lint/writers.js gives this file other tables than {{table}}.',
      unnamed: 'A statement that writes names its table, so that lint/writers.js can be held against it.',
      subject: '{{table}} is a subject: createSubject and changeSubject write it together with its entry.',
    },
  },
  create(context) {
    const file = relative(context.cwd, context.filename).replaceAll('\\', '/');
    const own = writers[file];
    return {
      CallExpression(node) {
        const { callee } = node;
        if (callee.type !== 'MemberExpression' || callee.property.type !== 'Identifier') return;
        if (!METHODS.has(callee.property.name)) return;
        const [table] = node.arguments;
        check(node, table?.type === 'Literal' && typeof table.value === 'string' ? tableIn(table.value) : null);
      },
      Literal(node) {
        if (typeof node.value === 'string') checkText(node, node.value);
      },
      TemplateLiteral(node) {
        checkText(node, node.quasis.map(({ value }) => value.cooked ?? value.raw).join('\0'));
      },
    };

    /** @param {import('estree').Node} node @param {string} text */
    function checkText(node, text) {
      for (const [, ...tables] of text.matchAll(STATEMENT)) {
        const table = tables.find((found) => found !== undefined);
        check(node, table === undefined || table === '\0' ? null : table);
      }
    }

    /** @param {import('estree').Node} node @param {string | null} table */
    function check(node, table) {
      if (own === 'subjects') return;
      if (table !== null && subjectTables.includes(table))
        context.report({ node, messageId: 'subject', data: { table } });
      else if (own === undefined) context.report({ node, messageId: 'nowhere' });
      else if (table === null) context.report({ node, messageId: 'unnamed' });
      else if (!own.includes(table)) context.report({ node, messageId: 'notYours', data: { table } });
    }
  },
};

/** Kysely takes `table as alias` and `schema.table`. @param {string} name */
function tableIn(name) {
  return name.split(' ')[0]?.split('.').at(-1) ?? name;
}
