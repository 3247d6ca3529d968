import markdownIt from 'markdown-it';

// Nothing of HTML that was typed, no pictures of elsewhere: what is left cannot hurt a reader.
const markdown = markdownIt('zero', { linkify: true, typographer: false }).enable([
  'heading',
  'list',
  'emphasis',
  'link',
  'linkify',
]);

// The page has its own first heading.
markdown.core.ruler.push('below-the-title', ({ tokens }) => {
  for (const token of tokens) if (token.tag === 'h1') token.tag = 'h2';
});

/** Headings, paragraphs, lists, emphasis and links, safe to stand in a page. */
export function statementHtml(body: string): string {
  return markdown.render(body);
}
