import { describe, expect, test } from 'vitest';
import { editEmergency, emergencyLengths, isEmergencyPhone } from './edit-emergency.ts';
import type { EmergencyNumber } from './municipality.ts';

const number = (phone: string, name = 'ASA'): EmergencyNumber => ({
  name,
  phone,
  purpose: { it: 'acqua', en: '', de: '', fr: '' },
});
const three = [number('0586 000 201'), number('803 500'), number('1530')];
const phones = (edited: ReturnType<typeof editEmergency>) => edited.ok && edited.numbers.map(({ phone }) => phone);

describe('the list of emergency numbers', () => {
  test('takes a new one at the end, and the same one once however it is written', () => {
    const edited = editEmergency(three, { kind: 'put', phone: '', number: number('112 5') });
    expect(edited).toMatchObject({ ok: true, done: 'added' });
    expect(phones(edited)).toEqual(['0586 000 201', '803 500', '1530', '112 5']);
    for (const twice of ['0586000201', '0586-000.201'])
      expect(editEmergency(three, { kind: 'put', phone: '', number: number(twice) })).toEqual({
        ok: false,
        reason: 'twice',
      });
    const full = Array.from({ length: emergencyLengths.numbers }, (_, at) => number(String(1000 + at)));
    expect(editEmergency(full, { kind: 'put', phone: '', number: number('9999') })).toEqual({
      ok: false,
      reason: 'too-many',
    });
  });

  test('has one changed in its place, its telephone too, but not into that of another', () => {
    const changed = editEmergency(three, { kind: 'put', phone: '803500', number: number('803 501', 'Luce') });
    expect(changed).toMatchObject({ ok: true, done: 'changed' });
    expect(phones(changed)).toEqual(['0586 000 201', '803 501', '1530']);
    expect(editEmergency(three, { kind: 'put', phone: '803 500', number: number('803 500', 'Luce') })).toMatchObject({
      ok: true,
    });
    expect(editEmergency(three, { kind: 'put', phone: '803 500', number: number('1530') })).toEqual({
      ok: false,
      reason: 'twice',
    });
    expect(editEmergency(three, { kind: 'put', phone: '999', number: number('999') })).toEqual({
      ok: false,
      reason: 'unknown-number',
    });
  });

  test('is put in order, an end staying where it is, and loses one', () => {
    expect(phones(editEmergency(three, { kind: 'move', phone: '1530', by: 'up' }))).toEqual([
      '0586 000 201',
      '1530',
      '803 500',
    ]);
    expect(phones(editEmergency(three, { kind: 'move', phone: '1530', by: 'down' }))).toEqual(
      three.map(({ phone }) => phone),
    );
    expect(phones(editEmergency(three, { kind: 'remove', phone: '803 500' }))).toEqual(['0586 000 201', '1530']);
    expect(editEmergency(three, { kind: 'remove', phone: '999' })).toEqual({ ok: false, reason: 'unknown-number' });
  });
});

test('a telephone may be short, and is made of digits', () => {
  for (const right of ['112', '1530', '803 500', '+39 0586 000.201', '(0586) 12-34'])
    expect(isEmergencyPhone(right)).toBe(true);
  for (const wrong of ['', '12', 'centoquindici', '115 o 118', '++', '-()-'])
    expect(isEmergencyPhone(wrong)).toBe(false);
});
