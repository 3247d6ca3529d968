import { randomUUID } from 'node:crypto';
import type { Field } from './forms-of-page.ts';

/** A script that must never come out as one. */
export const script = "<script>alert('inserito-da-fuori')</script>";

/** Words that no log may hold, in everything that is sent. */
export const secretWords = 'zibaldone-di-prova';

const anything = (foreign: string) => ({
  empty: '',
  'controls and turned writing': 'a\u0000b\u0007c\u202ed\u2066e',
  'one word of ten thousand letters': 'a'.repeat(10_000),
  html: `">${script}<b>`,
  sql: "'; drop table request; --",
  'an unknown id': randomUUID(),
  'an id of another municipality': foreign,
});

const words = {
  'ten thousand characters': 'parola '.repeat(1430),
  'letters without width': '\u200b\ufeff\u2060',
  'half a letter': 'a\ud83d',
  'a template': '{{7*7}}${7*7}%s%n%00',
  'a path': '../../../../etc/passwd',
  'an address elsewhere': '//example.org/\\example.net',
};

const numbers = {
  'a negative number': '-1',
  'a number too large': '99999999999999999999999',
  'not a number': 'NaN',
  'half a number': '1.5',
  'digits of another writing': '١٢',
};

const ofName: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  version: { 'a stale version': '0', 'a version to come': '999999999', 'a version no table holds': '2147483648' },
  date: { 'a day that is none': '2026-02-30', 'a year too far': '+275760-09-14', 'a day long ago': '0001-01-01' },
  time: { 'an hour that is none': '25:61', 'a leap second': '23:59:60' },
  email: {
    'half an address': 'a@',
    'an address of two lines': 'a@example.it\r\nBcc: b@example.it',
    'an address of two dots': 'a@example..it',
    'two addresses': 'a@example.it, b@example.it',
  },
  latitude: { 'beyond the pole': '91', 'another country': '-33.86', 'a comma': '43,4' },
  longitude: { 'around the world': '361', 'an exponent': '1e308' },
};

/** What nobody should put into a field. Into those that nobody types into goes what a program would send. */
export function badValues({ name, kind }: Field, foreign: string): Record<string, string> {
  const typed = !['hidden', 'button', 'checkbox', 'radio', 'select'].includes(kind);
  const counted = ['number', 'date', 'time'].includes(kind) || Object.hasOwn(ofName, name);
  return {
    ...anything(foreign),
    ...(typed && words),
    ...((counted || !typed) && numbers),
    ...ofName[kind],
    ...ofName[name],
  };
}

/** A value that the field could have: what stands there, or something of its kind. */
export function plausible({ kind, value, name }: Field): string {
  if (value !== '') return value;
  if (name === 'vat') return '12345678903';
  switch (kind) {
    case 'email':
      return 'maria.rossi@example.it';
    case 'tel':
      return '0586 000 100';
    case 'date':
      return '2099-01-15';
    case 'time':
      return '09:30';
    case 'number':
      return '1';
    case 'text':
    case 'textarea':
    case 'search':
      return `Parole in ${name}, ${secretWords}`;
    default:
      return value;
  }
}
