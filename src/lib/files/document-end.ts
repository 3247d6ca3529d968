/** How far before its end a PDF may have its last marks (ISO 32000-2, 7.5.5; readers look as far). */
const tail = 1024;

/**
 * Whether a PDF is whole: its end says where its table of contents is, and that it ends. `locked` when it asks for a
 * password, which nobody at the office has. The name stands in the open trailer or cross-reference stream's dictionary.
 */
export function judgeDocument(bytes: Buffer): 'broken' | 'locked' | null {
  const end = bytes.toString('latin1', Math.max(0, bytes.length - tail));
  if (!/startxref\s+\d+\s+%%EOF\s*$/.test(end)) return 'broken';
  return /\/Encrypt\s+\d+\s+\d+\s+R/.test(bytes.toString('latin1')) ? 'locked' : null;
}
