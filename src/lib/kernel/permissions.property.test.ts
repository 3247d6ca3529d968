import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { levels, type Actor, type Post } from './actor.ts';
import type { MunicipalityId, OfficeId, PersonId, RequestId, SectorId } from './ids.ts';
import { citizenActions, grid, may, postFor, requestActions, scopeOf, type RequestSubject } from './permissions.ts';

const sectorOf: Record<string, SectorId> = { a: 's' as SectorId, b: 's' as SectorId, c: 't' as SectorId };
const offices = Object.keys(sectorOf) as OfficeId[];
const posts: fc.Arbitrary<Post> = fc
  .record({
    level: fc.constantFrom(...levels),
    where: fc.constantFrom(
      ...offices.map((office) => ({ office, sector: null })),
      { office: null, sector: 's' as SectorId },
      { office: null, sector: 't' as SectorId },
      { office: null, sector: null },
    ),
  })
  .map(({ level, where }) => ({ level, title: level, unit: null, ...where }));
const people: fc.Arbitrary<Actor> = fc.record({
  kind: fc.constant('person' as const),
  municipality: fc.constantFrom(1 as MunicipalityId, 2 as MunicipalityId),
  person: fc.constant('p' as PersonId),
  name: fc.constant('Anna'),
  posts: fc.array(posts, { maxLength: 4 }),
});
const others: fc.Arbitrary<Actor> = fc.constantFrom<Actor>(
  { kind: 'clock', municipality: 1 as MunicipalityId },
  { kind: 'import', municipality: 1 as MunicipalityId, source: 'x' },
  { kind: 'installation', municipality: 1 as MunicipalityId },
  { kind: 'citizen', municipality: 1 as MunicipalityId, name: 'Maria', request: null },
);
const subjects: fc.Arbitrary<RequestSubject> = fc.constantFrom(...offices).map((office) => ({
  municipality: 1 as MunicipalityId,
  id: 'r' as RequestId,
  office,
  sector: sectorOf[office] as SectorId,
}));
const actions = fc.constantFrom(...requestActions);

describe('what somebody may', () => {
  test('is for each request what a list of all that they may would hold', () => {
    fc.assert(
      fc.property(fc.oneof(people, others), actions, subjects, (actor, action, subject) => {
        const scope = scopeOf(actor, action);
        const listed =
          actor.municipality === subject.municipality &&
          (scope === 'everywhere' || scope.offices.includes(subject.office) || scope.sectors.includes(subject.sector));
        expect(may(actor, action, subject)).toBe(listed);
      }),
    );
  });

  test('is always by a post that covers it, and by none where it is not allowed', () => {
    fc.assert(
      fc.property(people, actions, subjects, (actor, action, subject) => {
        const post = postFor(actor, action, subject);
        expect(post !== null).toBe(may(actor, action, subject));
        if (post) expect(grid[post.level][action]).not.toBe('none');
      }),
    );
  });

  test('never grows by a post in another office, nor shrinks by one more', () => {
    fc.assert(
      fc.property(people, posts, actions, subjects, (actor, post, action, subject) => {
        if (actor.kind !== 'person') return;
        const more = { ...actor, posts: [...actor.posts, post] };
        if (may(actor, action, subject)) expect(may(more, action, subject)).toBe(true);
        const elsewhere = post.office !== null && post.office !== subject.office && grid[post.level][action] === 'post';
        if (elsewhere) expect(may(more, action, subject)).toBe(may(actor, action, subject));
      }),
    );
  });

  test('for a citizen is what the follow page does on the request they hold the key of, and nothing else', () => {
    const anything = fc.oneof(actions, fc.constantFrom(...citizenActions));
    fc.assert(
      fc.property(anything, subjects, fc.boolean(), (action, subject, own) => {
        const citizen: Actor = {
          kind: 'citizen',
          municipality: subject.municipality,
          name: 'Maria',
          request: own ? subject.id : ('x' as RequestId),
        };
        expect(may(citizen, action, subject)).toBe(own && citizenActions.some((mine) => mine === action));
        expect(may({ ...citizen, municipality: 2 as MunicipalityId }, action, subject)).toBe(false);
      }),
    );
  });
});
