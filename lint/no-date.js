/** Time is Temporal; `Date` appears at no boundary of ours. @type {import('eslint').Rule.RuleModule} */
export default {
  meta: {
    type: 'problem',
    schema: [],
    messages: { date: 'Time is Temporal, and the present instant is an argument: no Date.' },
  },
  create(context) {
    return {
      /** @param {import('estree').Identifier & import('eslint').Rule.NodeParentExtension} node */
      'Identifier[name="Date"]'(node) {
        const { parent } = node;
        const isCalled =
          (parent.type === 'NewExpression' || parent.type === 'CallExpression') && parent.callee === node;
        const isAsked = parent.type === 'MemberExpression' && parent.object === node && !parent.computed;
        if (isCalled || isAsked) context.report({ node, messageId: 'date' });
      },
    };
  },
};
