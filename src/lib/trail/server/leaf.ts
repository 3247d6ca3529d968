import { createHash, randomBytes } from 'node:crypto';
import canonicalize from 'canonicalize';
import { writeInstant } from '#lib/kernel/clock.ts';
import type { EntryId } from '#lib/kernel/ids.ts';

/** A piece of an entry as it is stored and hashed: RFC 8785 text and 32 random bytes that keep it from being guessed. */
export type SaltedText = { readonly text: string; readonly salt: Buffer };

export type LeafParts = {
  readonly id: EntryId;
  readonly at: Temporal.Instant;
  readonly facts: SaltedText;
  readonly actor: SaltedText | null;
  readonly text: SaltedText | null;
};

export function salted(value: object): SaltedText {
  return { text: canonicalText(value), salt: randomBytes(32) };
}

/** Leaf v1 (docs/TRAIL.md): written once with its entry, never rebuilt; what is absent is left out. */
export function leafV1({ id, at, facts, actor, text }: LeafParts): Buffer {
  const leaf = {
    ...(actor && { actor: saltedHash(actor) }),
    at: writeInstant(at),
    facts: saltedHash(facts),
    id,
    ...(text && { text: saltedHash(text) }),
    v: 1,
  };
  return Buffer.from(canonicalText(leaf), 'utf8');
}

function saltedHash({ salt, text }: SaltedText): string {
  return createHash('sha256').update(salt).update(text, 'utf8').digest('hex');
}

function canonicalText(value: object): string {
  const text = canonicalize(value);
  if (text === undefined) throw new Error('nothing to write');
  return text;
}
