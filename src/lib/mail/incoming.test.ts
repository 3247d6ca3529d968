import { expect, test } from 'vitest';
import { isAutomatic, readReport } from './incoming.ts';

const headers = (given: Record<string, string>) => ({ get: (name: string) => given[name] ?? '' });

test.each([
  [{ 'auto-submitted': 'auto-replied' }, 'Re: Ricevuta'],
  [{ 'auto-submitted': 'auto-generated (vacation)' }, ''],
  [{ 'x-autoreply': 'yes' }, 'Re: Ricevuta'],
  [{ precedence: 'bulk' }, ''],
  [{ precedence: 'auto_reply' }, ''],
  [{ 'return-path': '<>' }, 'Undelivered'],
  [{}, 'Risposta automatica: Ricevuta: lampione'],
  [{}, 'Out of Office Re: Ricevuta'],
  [{}, 'Automatische Antwort: Ricevuta'],
  [{}, 'Réponse automatique : Ricevuta'],
])('%o «%s» was written by a machine', (given, subject) => {
  expect(isAutomatic(headers(given), subject)).toBe(true);
});

test.each([
  [{ 'auto-submitted': 'no' }, 'Re: Ricevuta'],
  [{ 'return-path': '<maria@example.it>' }, 'R: Fuori uso il lampione'],
  [{}, 'R: Risposta automatica del semaforo'],
  [{ precedence: 'first-class' }, ''],
])('%o «%s» was written by somebody', (given, subject) => {
  expect(isAutomatic(headers(given), subject)).toBe(false);
});

const report = (action: string, diagnostic = '') =>
  `Reporting-MTA: dns; mx.example.it\r\n\r\nFinal-Recipient: rfc822; maria@example.it\r\nAction: ${action}\r\nStatus: 5.1.1\r\n${diagnostic}`;

test.each([
  [
    report('failed', 'Diagnostic-Code: smtp; 550 5.1.1 no such\r\n user here\r\nRemote-MTA: dns; x\r\n'),
    'returned',
    '550 5.1.1 no such user here',
  ],
  [report('Failed'), 'returned', '5.1.1'],
  [report('delayed'), 'delayed', '5.1.1'],
  [report('relayed'), 'automatic', '5.1.1'],
  ['nothing that it should say', 'automatic', ''],
])('a report is read: %j', (text, kind, said) => {
  expect(readReport(text)).toEqual({ kind, said });
});
