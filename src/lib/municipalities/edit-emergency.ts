import { refuse, type Refusal } from '#lib/kernel/refusal.ts';
import type { EmergencyNumber } from './municipality.ts';

/** Everybody reads them before the form: few, and short. */
export const emergencyLengths = { numbers: 12, name: 60, phone: 30, purpose: 60 };

/** A number is known by its telephone, which stands in the list once. `put` adds at the end where `phone` is empty. */
export type EmergencyEdit =
  | { kind: 'put'; phone: string; number: EmergencyNumber }
  | { kind: 'move'; phone: string; by: 'up' | 'down' }
  | { kind: 'remove'; phone: string };

export type WrongEmergency = 'unknown-number' | 'twice' | 'too-many';

type Edited =
  { ok: true; done: 'added' | 'changed' | 'moved' | 'removed'; numbers: EmergencyNumber[] } | Refusal<WrongEmergency>;

export function editEmergency(numbers: readonly EmergencyNumber[], edit: EmergencyEdit): Edited {
  const at = numbers.findIndex((number) => isSamePhone(number.phone, edit.phone));
  const found = numbers[at];
  if (edit.kind === 'put') {
    const { number } = edit;
    const adding = edit.phone === '';
    if (!adding && !found) return refuse('unknown-number');
    if (numbers.some((other) => other !== found && isSamePhone(other.phone, number.phone))) return refuse('twice');
    if (!adding) return { ok: true, done: 'changed', numbers: numbers.with(at, number) };
    if (numbers.length >= emergencyLengths.numbers) return refuse('too-many');
    return { ok: true, done: 'added', numbers: [...numbers, number] };
  }
  if (!found) return refuse('unknown-number');
  const without = numbers.toSpliced(at, 1);
  if (edit.kind === 'remove') return { ok: true, done: 'removed', numbers: without };
  const to = Math.min(Math.max(edit.by === 'up' ? at - 1 : at + 1, 0), without.length);
  return { ok: true, done: 'moved', numbers: without.toSpliced(to, 0, found) };
}

/** Also what is short: 1530, 803 500. */
export function isEmergencyPhone(text: string): boolean {
  return /^\+?[\d\s./()-]+$/.test(text) && dialled(text).length >= 3;
}

function isSamePhone(one: string, other: string): boolean {
  return dialled(one) === dialled(other);
}

function dialled(phone: string): string {
  return phone.replace(/[^+\d]/g, '');
}
