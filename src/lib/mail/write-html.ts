import type { FootLine, Letter, Part } from './letter.ts';

// Tables and inline styles, as Outlook and Gmail want them; no picture and nothing from elsewhere. Colours as on the pages.
const font = "font-family:'Titillium Web',Arial,Helvetica,sans-serif";
const cell = 'padding:0 24px';
const text = 'margin:0 0 16px';

/** The same mail as HTML. Everything that comes from a letter is escaped. */
export function writeHtml(letter: Letter): string {
  const { locale, subject, preview, practice, heading, body, foot } = letter;
  return `<!doctype html>
<html lang="${locale}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light">
<title>${escape(subject)}</title>
</head>
<body style="margin:0;padding:0;background:#e9edf1">
<div style="display:none;max-height:0;overflow:hidden">${escape(preview)}</div>
<table role="presentation" width="100%" cellpadding="0" cellspacing="0" style="background:#e9edf1"><tr><td align="center">
<!--[if mso]><table role="presentation" width="600" cellpadding="0" cellspacing="0"><tr><td><![endif]-->
<table role="presentation" width="100%" cellpadding="0" cellspacing="0" style="max-width:600px;background:#ffffff;text-align:left;${font};font-size:17px;line-height:26px;color:#1b1b1d">
${practice ? banner(practice) : ''}<tr><td style="padding:18px 24px;background:#0066cc;color:#ffffff;font-size:20px;line-height:26px;font-weight:600">${escape(heading)}</td></tr>
<tr><td style="${cell};padding-top:28px;padding-bottom:12px">
${body.map(writePart).join('\n')}
</td></tr>
<tr><td style="padding:20px 24px;background:#eef2f6;font-size:15px;line-height:23px;color:#33485c">
${foot.map((line) => `<p style="margin:0 0 8px">${footLine(line)}</p>`).join('\n')}
</td></tr>
</table>
<!--[if mso]></td></tr></table><![endif]-->
</td></tr></table>
</body>
</html>
`;
}

function banner({ tag, words }: { tag: string; words: string }): string {
  return `<tr><td style="padding:10px 24px;background:#ffe9a8;color:#3a2900;font-size:15px;line-height:23px"><b style="background:#4a3500;color:#ffffff;padding:2px 8px">${escape(tag)}</b> ${escape(words)}</td></tr>
`;
}

function writePart(part: Part): string {
  switch (part.kind) {
    case 'text':
      return `<p style="${text}">${lines(part.text)}</p>`;
    case 'strong':
      return `<p style="${text}"><b>${escape(part.text)}</b>${part.under ? `<br>${escape(part.under)}` : ''}</p>`;
    case 'heading':
      return `<h2 style="margin:24px 0 8px;font-size:21px;line-height:27px;color:#17324d">${escape(part.text)}</h2>`;
    case 'said':
      return `<p style="${text};padding:4px 0 4px 16px;border-left:4px solid #0066cc">${lines(part.text)}</p>`;
    case 'facts':
      return table(
        part.rows.map(({ label, lines }) => row(label, lines.map(escape).join('<br>'))).join('\n'),
        'margin:8px 0 24px;border-top:2px solid #17324d',
      );
    case 'access':
      return table(
        `<tr><td style="padding:16px 14px">
${part.rows.map(({ label, value }) => `<p style="margin:0 0 10px"><span style="font-size:15px;color:#33485c">${escape(label)}</span><br><b style="font-family:Consolas,Menlo,monospace;font-size:20px;line-height:30px;white-space:nowrap">${escape(value)}</b></p>`).join('\n')}
<p style="margin:0;font-size:15px;line-height:22px;color:#33485c">${escape(part.note)}</p>
</td></tr>`,
        'margin:8px 0 20px;background:#f3f7fb;border:1px solid #d3dbe3;border-radius:8px',
      );
    case 'outcome': {
      const [ground, ink] = part.good ? ['#e3f4ea', '#004a2b'] : ['#ececee', '#3b3b40'];
      return table(
        `<tr><td style="padding:18px 20px;color:${ink}"><span style="font-size:15px">${escape(part.label)}</span><br><b style="font-size:32px;line-height:40px">${escape(part.word)}</b></td></tr>`,
        `margin:4px 0 20px;background:${ground};border-radius:8px`,
      );
    }
    case 'button':
      return table(
        `<tr><td align="center" style="background:#0066cc;border-radius:6px"><a href="${escape(part.url)}" style="display:block;padding:14px 20px;color:#ffffff;font-size:19px;line-height:25px;font-weight:600;text-decoration:none">${escape(part.label)}</a></td></tr>`,
        'margin:8px 0 24px',
      );
    case 'contact': {
      const [first = '', ...others] = part.lines.map(escape);
      const phone = part.phone ? `<br>${phoneLink(part.phone)}` : '';
      return `<p style="margin:24px 0 16px;padding-top:18px;border-top:1px solid #d3dbe3"><b>${first}</b>${others.map((line) => `<br>${line}`).join('')}${phone}</p>`;
    }
  }
}

function footLine(line: FootLine): string {
  if (typeof line === 'string') return escape(line);
  return `${escape(line.text)} <a href="${escape(line.url)}" style="color:#004d99">${escape(line.label)}</a>`;
}

function table(rows: string, style: string): string {
  return `<table role="presentation" width="100%" cellpadding="0" cellspacing="0" style="${style}">\n${rows}\n</table>`;
}

function row(label: string, value: string): string {
  const line = 'padding:10px 0;border-bottom:1px solid #d3dbe3;vertical-align:top;text-align:left';
  return `<tr><th scope="row" style="${line};width:34%;padding-right:12px;font-weight:400;color:#455b71">${escape(label)}</th><td style="${line}">${value}</td></tr>`;
}

/** Escaped, with its line breaks. */
function lines(words: string): string {
  return escape(words).replace(/\r?\n/g, '<br>');
}

function phoneLink(phone: string): string {
  return `<a href="tel:${phone.replace(/[^\d+]/g, '')}" style="color:#004d99;font-weight:700">${escape(phone)}</a>`;
}

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

function escape(words: string): string {
  return words.replace(/[&<>"']/g, (letter) => entities[letter] ?? letter);
}
