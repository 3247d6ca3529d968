import { describe, expect, test } from 'vitest';
import { localeOfRequest } from './locale-of-request.ts';

describe('the language of a request', () => {
  test('a chosen language wins over the browser', () => {
    expect(localeOfRequest('fr', 'de-DE,de;q=0.9')).toBe('fr');
  });

  test('a language that we do not speak is no choice', () => {
    expect(localeOfRequest('xx', 'de-AT')).toBe('de');
  });

  test('the browser asks in order of weight, not of place', () => {
    expect(localeOfRequest(undefined, 'it;q=0.2, en-GB;q=0.9, nl')).toBe('en');
  });

  test('a refused language is not taken', () => {
    expect(localeOfRequest(undefined, 'de;q=0, fr;q=0.1')).toBe('fr');
  });

  test('who says nothing reads Italian', () => {
    expect(localeOfRequest(undefined, null)).toBe('it');
    expect(localeOfRequest(undefined, '*, ;q=x, ,')).toBe('it');
  });
});
