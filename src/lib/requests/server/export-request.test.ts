import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { strFromU8, unzipSync } from 'fflate';
import { expect, test } from 'vitest';
import type { FileId } from '#lib/kernel/ids.ts';
import { exportRequest, type Export } from './export-request.ts';

const at = (text: string) => Temporal.Instant.from(text);

function held(changes: Partial<Export> = {}): Export {
  return {
    municipality: 'Borgo',
    request: {
      reference: { series: '', year: 2026, number: 123 },
      category: { names: { it: 'Strade', en: '', de: '', fr: '' } },
      title: 'Buca',
      language: 'it',
      danger: true,
      answers: [
        {
          question: 'larga',
          type: 'number',
          label: { it: 'Quanto è larga?', en: '', de: '', fr: '' },
          values: ['40'],
          words: [],
        },
      ],
      receivedAt: at('2026-02-24T08:46:00Z'),
      due: { at: at('2026-03-16T23:00:00Z') },
      takenAt: null,
      closedAt: null,
      office: { name: 'Strade' },
      responsible: null,
      author: { name: 'Maria Rossi', email: 'maria@example.it', phone: null, business: null },
      addressRefusedAt: null,
      newAddress: null,
      notices: 'all',
    } as unknown as Export['request'],
    timeline: [],
    mails: [{ subject: 'Ricevuta', queuedAt: at('2026-02-24T08:46:00Z'), sentAt: null }],
    files: [],
    texts: { 'LEGGIMI.txt': 'Leggi.\n' },
    acknowledgement: () => Readable.from([Buffer.from('%PDF-')]),
    open: () => Promise.resolve(null),
    now: at('2026-03-01T10:00:00Z'),
    ...changes,
  };
}

const file = (number: number, kind: 'photo' | 'document' = 'photo', state: 'ready' | 'refused' = 'ready') =>
  ({ id: `file-${String(number)}` as FileId, step: null, state, kind, name: `../di Maria/${String(number)}` }) as const;

test('an export holds texts, data, acknowledgement and every file that can be shown, under names of ours', async () => {
  const files = [file(1), file(2, 'photo', 'refused'), file(3, 'document')];
  const open = ({ id }: { id: string }) => Promise.resolve(Readable.from([Buffer.from(`bytes of ${id}`)]));
  const zip = unzipSync(new Uint8Array(await buffer(exportRequest(held({ files, open })))));
  const read = (name: string) => strFromU8(zip[name] ?? new Uint8Array());
  expect(Object.keys(zip)).toEqual(['LEGGIMI.txt', 'dati.json', 'ricevuta.pdf', 'file/01.jpg', 'file/02.pdf']);
  expect(read('file/01.jpg')).toBe('bytes of file-1');
  expect(read('file/02.pdf')).toBe('bytes of file-3');
  expect(JSON.parse(read('dati.json'))).toMatchObject({
    format: 'insieme-export',
    version: 1,
    exported_at: '2026-03-01T10:00:00.000000Z',
    request: {
      reference: '2026-00123',
      title: 'Buca',
      category: 'Strade',
      danger: true,
      answers: [{ question: 'Quanto è larga?', answer: '40' }],
      closed_at: null,
    },
    author: { name: 'Maria Rossi', email: 'maria@example.it' },
    mails: [{ subject: 'Ricevuta', sent_at: null }],
    files: [
      { file: 'file/01.jpg', name: '../di Maria/1' },
      { file: null, state: 'refused' },
      { file: 'file/02.pdf', kind: 'document' },
    ],
  });
});

test('files are opened one after the other, and no faster than they are read', async () => {
  let opened = 0;
  let closed = 0;
  let given = 0;
  const piece = Buffer.alloc(64 * 1024);
  const open = () => {
    opened += 1;
    expect(opened - closed).toBe(1);
    let left = 64;
    const content = new Readable({
      read() {
        given += left > 0 ? piece.length : 0;
        this.push(left-- > 0 ? piece : null);
      },
    });
    content.on('end', () => (closed += 1));
    return Promise.resolve(content);
  };
  const files = Array.from({ length: 10 }, (_, index) => file(index));
  let taken = 0;
  let ahead = 0;
  for await (const chunk of exportRequest(held({ files, open }))) {
    taken += (chunk as Buffer).length;
    ahead = Math.max(ahead, given - taken);
  }
  expect(opened).toBe(10);
  expect(taken).toBeGreaterThan(10 * 64 * piece.length);
  expect(ahead).toBeLessThan(1024 * 1024);
});

test('a file that is gone ends the download instead of leaving it out unseen', async () => {
  await expect(buffer(exportRequest(held({ files: [file(1)] })))).rejects.toThrow('a file of the request is gone');
});
