import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import type { EntryId } from '#lib/kernel/ids.ts';
import { leafHash, rebuildLeaf } from '#test/rebuild-leaves.ts';
import { leafV1, salted } from './leaf.ts';

type Part = { salt: string; text: string };
type Vector = {
  name: string;
  id: string;
  at: string;
  facts: Part;
  actor?: Part;
  text?: Part;
  leaf: string;
  leaf_hash: string;
};
const vectors = JSON.parse(readFileSync('test/vectors/leaf-vectors.json', 'utf8')) as Vector[];
const part = (from: Part) => ({ salt: Buffer.from(from.salt, 'hex'), text: from.text });

describe('a leaf', () => {
  test.each(vectors)('is what the fixed vectors have: $name', ({ id, at, facts, actor, text, leaf, leaf_hash }) => {
    const ours = leafV1({
      id: id as EntryId,
      at: Temporal.Instant.from(at),
      facts: part(facts),
      actor: actor ? part(actor) : null,
      text: text ? part(text) : null,
    }).toString('utf8');
    expect(ours).toBe(leaf);
    expect(leafHash(ours)).toBe(leaf_hash);
    expect(rebuildLeaf(id, at, { facts: part(facts), actor: actor && part(actor), text: text && part(text) })).toBe(
      leaf,
    );
  });

  test('has 32 random bytes of salt with each part, and canonical text', () => {
    const [a, b] = [salted({ z: 1, a: 'è' }), salted({ z: 1, a: 'è' })];
    expect(a.text).toBe('{"a":"è","z":1}');
    expect(a.salt).toHaveLength(32);
    expect(a.salt.equals(b.salt)).toBe(false);
  });

  test('writes instants with six decimals even where there are none', () => {
    const at = Temporal.Instant.from('2026-11-23T08:15:00Z');
    const leaf = leafV1({ id: 'x' as EntryId, at, facts: salted({}), actor: null, text: null });
    expect(JSON.parse(leaf.toString('utf8'))).toMatchObject({ at: '2026-11-23T08:15:00.000000Z' });
  });
});
