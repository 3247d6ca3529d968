const RIGHTS = /(?:^|\/)kernel\/permissions\.ts$/;
const DECIDES = new Set(['grid', 'requestActions']);
const COMPARISONS = new Set(['===', '!==', '==', '!=']);

/** Routes never decide who may: they ask `may`. @type {import('eslint').Rule.RuleModule} */
export default {
  meta: {
    type: 'problem',
    schema: [],
    messages: {
      grid: 'Routes and components ask `may`: {{name}} is for the permissions alone.',
      level: 'Routes and components ask `may` and compare no levels.',
    },
  },
  create(context) {
    return {
      ImportDeclaration(node) {
        if (!RIGHTS.test(String(node.source.value))) return;
        for (const specifier of node.specifiers) {
          const name =
            specifier.type === 'ImportSpecifier' && specifier.imported.type === 'Identifier'
              ? specifier.imported.name
              : '*';
          if (name === '*' || DECIDES.has(name)) context.report({ node: specifier, messageId: 'grid', data: { name } });
        }
      },
      BinaryExpression(node) {
        if (COMPARISONS.has(node.operator) && (isLevel(node.left) || isLevel(node.right)))
          context.report({ node, messageId: 'level' });
      },
      SwitchStatement(node) {
        if (isLevel(node.discriminant)) context.report({ node, messageId: 'level' });
      },
      CallExpression(node) {
        const { callee } = node;
        const asks =
          callee.type === 'MemberExpression' &&
          callee.property.type === 'Identifier' &&
          ['includes', 'has', 'indexOf'].includes(callee.property.name);
        if (asks && node.arguments.some(isLevel)) context.report({ node, messageId: 'level' });
      },
    };
  },
};

/** @param {import('estree').Node | import('estree').PrivateIdentifier} node */
function isLevel(node) {
  if (node.type === 'ChainExpression') return isLevel(node.expression);
  return node.type === 'MemberExpression' && node.property.type === 'Identifier' && node.property.name === 'level';
}
