import type { FootLine, Letter, Part } from './letter.ts';

/** The mail as plain text, for whoever reads without HTML. */
export function writeText({ practice, heading, body, foot }: Letter): string {
  const top = [...(practice ? [`*** ${practice.tag} *** ${practice.words}`] : []), heading];
  return `${[...top, ...body.map(writePart), '-- ', ...foot.map(writeFoot)].join('\n\n').replace('-- \n\n', '-- \n')}\n`;
}

function writeFoot(line: FootLine): string {
  return typeof line === 'string' ? line : `${line.text} ${line.label}:\n${line.url}`;
}

function writePart(part: Part): string {
  switch (part.kind) {
    case 'text':
      return part.text;
    case 'strong':
      return part.under ? `${part.text}\n${part.under}` : part.text;
    case 'heading':
      return `${part.text}\n${'-'.repeat(part.text.length)}`;
    case 'said':
      return part.text
        .split(/\r?\n/)
        .map((line) => `> ${line}`)
        .join('\n');
    case 'facts':
      return part.rows.map(({ label, lines }) => `${label}: ${lines.join(', ')}`).join('\n');
    case 'access':
      return [...part.rows.map(({ label, value }) => `${label}: ${value}`), part.note].join('\n');
    case 'outcome':
      return `${part.label}: ${part.word}`;
    case 'button':
      return `${part.label}:\n${part.url}`;
    case 'contact':
      return [...part.lines, ...(part.phone ? [part.phone] : [])].join('\n');
  }
}
