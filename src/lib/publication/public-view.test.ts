import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { outcomes } from '#lib/requests/request.ts';
import { publicView, type PublicSource } from './public-view.ts';

const words = (prefix: string) =>
  fc.record({
    title: fc.uuid().map((text) => `${prefix} title ${text}`),
    body: fc.uuid().map((text) => `${prefix} body ${text}`),
    place: fc.uuid().map((text) => `${prefix} place ${text}`),
  });
const sources: fc.Arbitrary<PublicSource> = fc.record({
  visibility: fc.constantFrom('private', 'reviewed', 'public'),
  outcome: fc.constantFrom(null, ...outcomes),
  original: words('original'),
  street: fc.constantFrom('Via Roma', ''),
  decided: fc.option(
    fc
      .tuple(words('public'), fc.constantFrom('waiting', 'shown', 'facts', 'hidden'))
      .map(([wording, state]) => ({ ...wording, state })),
    { nil: null },
  ),
  photoWaits: fc.boolean(),
});

describe('what everybody may see', () => {
  test('never holds a word of the citizen that nobody looked at, unless the category says so', () => {
    fc.assert(
      fc.property(sources, (source) => {
        const { title, body, place } = publicView(source);
        const told = [title, body, place].filter((text) => text.startsWith('original'));
        if (source.visibility !== 'public') expect(told).toEqual([]);
        expect(place.startsWith('original')).toBe(false);
      }),
    );
  });

  test('is nothing at all where it is not shown, and then nobody has to look', () => {
    fc.assert(
      fc.property(sources, (source) => {
        const { shown, waits, ...rest } = publicView(source);
        if (shown) return;
        expect(rest).toEqual({ title: '', body: '', place: '' });
        expect(waits).toBe(false);
      }),
    );
  });

  test('is nothing in a private category, whatever was decided', () => {
    fc.assert(
      fc.property(sources, (source) => {
        expect(publicView({ ...source, visibility: 'private' }).shown).toBe(false);
      }),
    );
  });

  const source: PublicSource = {
    visibility: 'reviewed',
    outcome: null,
    original: { title: 'Buca', body: 'Davanti a casa mia', place: 'Via Roma 3' },
    street: 'Via Roma',
    decided: null,
    photoWaits: false,
  };
  const decided = { title: 'Buca', body: 'Profonda', place: 'Via Roma 3' };

  test('before review is the street, and the queue has it', () => {
    expect(publicView(source)).toEqual({ shown: true, waits: true, title: '', body: '', place: 'Via Roma' });
  });
  test('in a public category is the text at once, and nobody has to look', () => {
    expect(publicView({ ...source, visibility: 'public' })).toMatchObject({ waits: false, title: 'Buca' });
  });
  test('after review is what the desk wrote, or its facts', () => {
    expect(publicView({ ...source, decided: { ...decided, state: 'shown' } })).toEqual({
      ...decided,
      shown: true,
      waits: false,
    });
    expect(publicView({ ...source, decided: { ...decided, state: 'facts' } })).toMatchObject({
      shown: true,
      title: '',
      body: '',
      place: 'Via Roma 3',
    });
  });
  test('waits again for a photo that came later', () => {
    expect(publicView({ ...source, decided: { ...decided, state: 'shown' }, photoWaits: true }).waits).toBe(true);
  });
  test('is not public when it was withdrawn before anybody looked, and stays when somebody had', () => {
    expect(publicView({ ...source, outcome: 'withdrawn' }).shown).toBe(false);
    expect(publicView({ ...source, outcome: 'withdrawn', decided: { ...decided, state: 'shown' } }).shown).toBe(true);
  });
  test('is not public once it was erased', () => {
    expect(publicView({ ...source, original: { title: '', body: '', place: '' } }).shown).toBe(false);
  });
});
