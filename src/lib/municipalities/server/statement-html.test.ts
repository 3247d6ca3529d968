import fc from 'fast-check';
import { expect, test } from 'vitest';
import { statementHtml } from './statement-html.ts';

test('headings, paragraphs, lists, emphasis and links are shown as such', () => {
  expect(
    statementHtml('# Chi\n\nIl **Comune**, vedi [il Garante](https://www.garanteprivacy.it).\n\n- uno\n- due'),
  ).toBe(
    '<h2>Chi</h2>\n<p>Il <strong>Comune</strong>, vedi <a href="https://www.garanteprivacy.it">il Garante</a>.</p>\n' +
      '<ul>\n<li>uno</li>\n<li>due</li>\n</ul>\n',
  );
  expect(statementHtml('Scrivi a dpo@comune.example.it o guarda https://www.agid.gov.it')).toBe(
    '<p>Scrivi a <a href="mailto:dpo@comune.example.it">dpo@comune.example.it</a> o guarda ' +
      '<a href="https://www.agid.gov.it">https://www.agid.gov.it</a></p>\n',
  );
});

test('nothing that was typed becomes HTML of its own', () => {
  const dangerous = fc.constantFrom(
    '<script>alert(1)</script>',
    '<img src=x onerror=alert(1)>',
    '[a](javascript:alert(1))',
    '[a](data:text/html,x)',
    '![a](https://elsewhere.example/pixel.png)',
    '<a href="x" onclick="y">',
    '"><svg/onload=alert(1)>',
  );
  fc.assert(
    fc.property(fc.array(fc.oneof(dangerous, fc.string()), { maxLength: 6 }), (pieces) => {
      const tags = statementHtml(pieces.join(' ')).match(/<[^>]*>/g) ?? [];
      for (const tag of tags)
        expect(tag).toMatch(
          /^<(?:\/?(?:h[2-6]|p|ul|ol|li|strong|em|a)|ol start="\d+"|a href="(?:https?:|mailto:)[^"<>]*")>$/,
        );
    }),
  );
});
