/** The clock is read in one place and handed on as an argument. @type {import('eslint').Rule.RuleModule} */
export default {
  meta: {
    type: 'problem',
    schema: [],
    messages: {
      clock: 'Only src/lib/kernel/server/system-clock.ts reads the clock: take `now`, or a Clock, as an argument.',
    },
  },
  create(context) {
    return {
      /** @param {import('estree').Node} node */
      'MemberExpression[object.name="Temporal"][property.name="Now"]'(node) {
        context.report({ node, messageId: 'clock' });
      },
    };
  },
};
