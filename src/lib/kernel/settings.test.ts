import { describe, expect, it } from 'vitest';
import { parsePersonsSettings, parseProcessSettings, personsSettings } from './settings.ts';

const names = (environment: Record<string, string>) => {
  const outcome = parsePersonsSettings(environment);
  return outcome.ok ? [] : outcome.wrong.map(({ name }) => name);
};

describe('settings', () => {
  it('an empty environment gives the defaults, and nothing that is not set', () => {
    expect(parsePersonsSettings({})).toMatchObject({
      ok: true,
      settings: { port: 3000, host: '127.0.0.1', dataFolder: 'data', role: 'all', databaseUrl: null, smtpUrl: null },
    });
  });

  it('an empty value counts as not set', () => {
    expect(names({ PORT: ' ', DATABASE_URL: '' })).toEqual([]);
  });

  it('a wrong value is told by its name, all of them at once', () => {
    const wrong = {
      PORT: '70000',
      HOST: 'a b',
      DATABASE_URL: 'mysql://x/y',
      DATABASE_ROLES: 'two',
      INSIEME_ROLE: 'both',
      INSIEME_KEY: 'abc',
      FILES_URL: '/var/files',
      SMTP_URL: 'mail.example',
      TRUSTED_PROXIES: '10.0.0.0/33',
      LOG_LEVEL: 'loud',
      MAP_TILES: 'https://tiles.example/{z}/{x}.png',
    };
    expect(names(wrong).toSorted()).toEqual(Object.keys(wrong).toSorted());
  });

  it('a certificate wants its key, and the other way round', () => {
    expect(names({ TLS_CERT: 'a.pem' })).toEqual(['TLS_KEY']);
    expect(names({ TLS_KEY: 'a.pem' })).toEqual(['TLS_CERT']);
    expect(names({ TLS_CERT: 'a.pem', TLS_KEY: 'b.pem' })).toEqual([]);
  });

  it('a web or worker process apart wants a database that both reach', () => {
    expect(names({ INSIEME_ROLE: 'web' })).toEqual(['DATABASE_URL']);
    expect(names({ INSIEME_ROLE: 'worker', DATABASE_URL: 'postgres://u@h/d' })).toEqual([]);
  });

  it('proxies are addresses and networks of both families', () => {
    expect(parsePersonsSettings({ TRUSTED_PROXIES: '10.0.0.5, fd00::/8 ::1' })).toMatchObject({
      settings: { trustedProxies: ['10.0.0.5', 'fd00::/8', '::1'] },
    });
  });

  it('a map is a pattern with zoom, column and row, or none', () => {
    for (const MAP_TILES of [
      'none',
      'https://tiles.example/a/{z}/{x}/{y}.png?key=b',
      'http://127.0.0.1:8080/{z}/{y}/{x}',
    ])
      expect(parsePersonsSettings({ MAP_TILES }), MAP_TILES).toMatchObject({
        ok: true,
        settings: { mapTiles: MAP_TILES },
      });
    for (const MAP_TILES of ['no', 'tiles.example/{z}/{x}/{y}', 'javascript:{z}{x}{y}', 'ftp://a/{z}/{x}/{y}'])
      expect(names({ MAP_TILES }), MAP_TILES).toEqual(['MAP_TILES']);
  });

  it('what the launcher hands over must all be there', () => {
    const outcome = parseProcessSettings({});
    expect(outcome.ok ? [] : outcome.wrong.map(({ name }) => name)).toContain('DATABASE_WEB_URL');
  });

  it('every setting has a name of its own', () => {
    const all = Object.values(personsSettings).map(({ name }) => name);
    expect(new Set(all).size).toBe(all.length);
  });
});
