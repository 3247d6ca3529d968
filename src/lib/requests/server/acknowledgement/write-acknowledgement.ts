import type { Readable } from 'node:stream';
import PDFDocument from 'pdfkit';
import { libraryDate } from '#lib/kernel/server/library-date.ts';
import type { Locale } from '#lib/words/compiled/runtime.js';
import { fontFiles, runsOf, type FontName } from './fonts.ts';

/** What the acknowledgement says, as words in one language. Without the password: it is shown to others. */
export type Acknowledgement = {
  locale: Locale;
  title: string;
  /** Of a practice municipality: that nothing of it is real. */
  practice: string | null;
  heading: string;
  lead: string;
  sections: readonly { title: string; rows: readonly { label: string; value: string }[]; text?: string }[];
  foot: (page: number, pages: number) => string;
  /** The document's own time: the same request gives the same bytes. */
  at: Temporal.Instant;
};

const languages: Record<Locale, string> = { it: 'it-IT', en: 'en-GB', de: 'de-DE', fr: 'fr-FR' };
const margin = 52;
const labelWidth = 130;
const gap = 12;
const dark = '#17324d';
const ink = '#1b1b1d';
const soft = '#455b71';

/** The acknowledgement as PDF/UA-1 (ISO 14289-1): tagged, with title and language, its font within. Written as it is read. */
export function writeAcknowledgement(of: Acknowledgement): Readable {
  const day = libraryDate(of.at);
  const doc = new PDFDocument({
    subset: 'PDF/UA' as never,
    pdfVersion: '1.7',
    tagged: true,
    displayTitle: true,
    lang: languages[of.locale],
    size: 'A4',
    // The foot stands below what is written.
    margins: { top: margin, left: margin, right: margin, bottom: margin + 24 },
    bufferPages: true,
    font: null as never,
    info: {
      Title: of.title,
      Author: of.heading,
      Creator: 'Insieme',
      Producer: 'Insieme',
      CreationDate: day,
      ModDate: day,
    },
  });
  for (const file of Object.values(fontFiles()).flat()) doc.registerFont(file.name, file.bytes);
  const pen = penOf(doc);

  const root = doc.struct('Document');
  doc.addStructure(root);
  if (of.practice !== null) root.add(pen.paragraph('P', of.practice, 'bold', 10, '#4a3500'));
  root.add(pen.paragraph('P', of.heading, 'bold', 12, soft));
  root.add(pen.paragraph('H1', of.title, 'bold', 22, dark));
  root.add(pen.paragraph('P', of.lead, 'text', 10.5, ink, 4));
  for (const { title, rows, text } of of.sections) {
    const section = doc.struct('Sect');
    root.add(section);
    pen.keepTogether(90);
    section.add(pen.paragraph('H2', title, 'bold', 14, dark, 10));
    if (rows.length > 0) {
      const list = doc.struct('L');
      section.add(list);
      for (const { label, value } of rows) list.add(pen.row(label, value));
      list.end();
    }
    if (text) section.add(pen.paragraph('P', text, 'text', 10.5, ink, 2));
    section.end();
  }
  root.end();
  writeFeet(doc, of.foot, pen);
  doc.end();
  return doc;
}

type Doc = InstanceType<typeof PDFDocument>;
type Pen = ReturnType<typeof penOf>;

function penOf(doc: Doc) {
  const width = doc.page.width - 2 * margin;
  const bottom = () => doc.page.height - doc.page.margins.bottom;

  /** Runs of one text, one after the other. */
  function write(text: string, name: FontName, size: number, colour: string, x: number, wide: number): void {
    const { runs } = runsOf(text, name);
    runs.forEach(({ font, text: words }, index) => {
      doc.font(font).fontSize(size).fillColor(colour);
      const options = { width: wide, lineGap: 1, continued: index < runs.length - 1 };
      if (index === 0) doc.text(words, x, doc.y, options);
      else doc.text(words, options);
    });
  }

  /** Where a letter could not be drawn, what was meant stands beside it for who listens. */
  function meant(...texts: string[]): { actual?: string } {
    return texts.every((text) => runsOf(text, 'text').whole) ? {} : { actual: texts.join(': ') };
  }

  return {
    write,
    keepTogether(height: number): void {
      if (doc.y + height > bottom()) doc.addPage();
    },
    paragraph(kind: 'P' | 'H1' | 'H2', text: string, name: FontName, size: number, colour: string, above = 0) {
      doc.y += above;
      return doc.struct(kind, meant(text), () => {
        write(text, name, size, colour, margin, width);
        doc.y += 4;
      });
    },
    /** A label with its value beside it, which may go on over the page. */
    row(label: string, value: string) {
      const item = doc.struct('LI');
      item.add(
        doc.struct('LBody', meant(label, value), () => {
          this.keepTogether(40);
          const [page, top] = [doc.page, doc.y];
          write(/[?:]$/.test(label) ? label : `${label}:`, 'bold', 10.5, soft, margin, labelWidth);
          const below = doc.y;
          doc.y = top;
          write(value, 'text', 10.5, ink, margin + labelWidth + gap, width - labelWidth - gap);
          if (doc.page === page) doc.y = Math.max(doc.y, below);
          doc.y += 3;
        }),
      );
      item.end();
      return item;
    },
  };
}

/** Once all pages are there. An artifact: nobody hears it in the middle of a sentence. */
function writeFeet(doc: Doc, foot: Acknowledgement['foot'], pen: Pen): void {
  const { count } = doc.bufferedPageRange();
  for (let page = 0; page < count; page++) {
    doc.switchToPage(page);
    doc.page.margins.bottom = 0;
    doc.y = doc.page.height - margin;
    doc.markContent('Artifact', { type: 'Pagination', attached: ['Bottom'] });
    pen.write(foot(page + 1, count), 'text', 9, soft, margin, doc.page.width - 2 * margin);
    doc.endMarkedContent();
  }
}
