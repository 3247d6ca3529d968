/**
 * What somebody wrote in a reply, without what their program put around it: the mail that they answer, and the signature.
 * The mail programs' own lines are known by heart; every pattern is tried on one line, so none can run away.
 */
export function ownWords(text: string): string {
  const lines = text.replace(/\r\n?/g, '\n').replaceAll('\u00a0', ' ').split('\n');
  const own: string[] = [];
  for (let index = 0; index < lines.length; index++) {
    const line = lines[index] ?? '';
    if (isSignature(line) || isSeparator(lines, index)) break;
    const folded = introductionAt(lines, index);
    if (folded > 0) {
      // Quoted line by line, people write below it too; quoted as it was, nothing tells where it ends.
      if (!isQuoted(lines.slice(index + folded).find((next) => next.trim() !== '') ?? '') && !isQuoted(line)) break;
      index += folded - 1;
    } else if (!isQuoted(line)) own.push(line.trimEnd());
  }
  return own
    .join('\n')
    .replace(/\n{3,}/g, '\n\n')
    .trim();
}

/** Before the quotation: "Il giorno … ha scritto:", on one line or folded over up to three. */
const introduced = [
  /^(?:Il|In data|Il giorno) .+ ha scritto:?$/i,
  /^On .+ wrote:?$/i,
  /^Am .+ schrieb.*:?$/i,
  /^Le .+ a écrit ?:?$/i,
];

const separators = [
  /^-{2,}\s*(?:Messaggio originale|Messaggio inoltrato|Original Message|Forwarded message|Ursprüngliche Nachricht|Message d'origine|Message d’origine|Message original)\s*-{2,}$/i,
  /^_{20,}$/,
];

/** Outlook writes the head of the mail that is answered: a sender's line, and two lines below it at most a date's. */
const from = /^\*?(?:Da|From|Von|De|Expéditeur)\s?:\*?\s.*\S/i;
const sent = /^\*?(?:Inviato|Data|Sent|Date|Gesendet|Datum|Envoyé(?: le)?)\s?:\*?\s/i;

const signatures = [
  /^-- ?$/,
  /^(?:Inviato|Scaricato) (?:da|dal|con|tramite) .{1,60}$/i,
  /^Ottieni (?:BlueMail|Outlook) per .{1,40}$/i,
  /^Sent (?:from|via|with) .{1,60}$/i,
  /^Get Outlook for .{1,40}$/i,
  /^(?:Von meinem|Gesendet (?:von|mit|aus)) .{1,60}$/i,
  /^Holen Sie sich Outlook für .{1,40}$/i,
  /^Envoyé (?:de|depuis|avec|à partir) .{1,60}$/i,
  /^Télécharge[rz] Outlook pour .{1,40}$/i,
];

function isSeparator(lines: readonly string[], index: number): boolean {
  const line = bare(lines[index]);
  if (separators.some((pattern) => pattern.test(line))) return true;
  return from.test(line) && [1, 2].some((below) => sent.test(bare(lines[index + below])));
}

/** How many lines the introduction of a quotation takes: Gmail breaks it before the address. 0 where there is none. */
function introductionAt(lines: readonly string[], index: number): number {
  if (bare(lines[index]) === '') return 0;
  const long = [1, 2, 3].find((count) => {
    const folded = lines.slice(index, index + count).map(bare);
    const joined = folded.join(' ');
    // A paragraph's end before it is the author's.
    if (folded.includes('') || joined.length > 400 || !joined.endsWith(':')) return false;
    return introduced.some((pattern) => pattern.test(joined));
  });
  return long ?? 0;
}

function isQuoted(line: string): boolean {
  return /^\s*>/.test(line);
}

function isSignature(line: string): boolean {
  const trimmed = line.trimStart();
  return signatures.some((pattern) => pattern.test(trimmed.trimEnd()) || (trimmed === '-- ' && pattern.test(trimmed)));
}

function bare(line = ''): string {
  return line.replace(/^[>\s]+/, '').trim();
}
