/**
 * What can be rated: pages for how clear they are, the service for how easy it was. `path` is where the page is, or what it
 * belongs to where it is somebody's own.
 */
export const rateable = {
  home: { about: 'page', path: '/' },
  service: { about: 'page', path: '/servizi/segnalazione-disservizio' },
  report: { about: 'service', path: '/servizi/segnalazione-disservizio' },
  follow: { about: 'page', path: '/segui' },
  list: { about: 'page', path: '/segnalazioni' },
  request: { about: 'page', path: '/segnalazioni' },
  privacy: { about: 'page', path: '/privacy' },
  accessibility: { about: 'page', path: '/accessibilita' },
  legal: { about: 'page', path: '/note-legali' },
} as const satisfies Record<string, { about: 'page' | 'service'; path: string }>;
export type Rateable = keyof typeof rateable;
export const rateables = Object.keys(rateable) as Rateable[];

/** What a visitor liked best, with four or five stars, or found hardest, with fewer: the model's follow-up question. */
export const aspects = ['clear', 'complete', 'on-the-way', 'technical', 'other'] as const;
export type Aspect = (typeof aspects)[number];

export type Stars = 1 | 2 | 3 | 4 | 5;
export const allStars: readonly Stars[] = [1, 2, 3, 4, 5];
export const isContent = (stars: number): boolean => stars >= 4;

/** Characters of the last, open question (the model's). */
export const longestDetails = 200;

/** How long the second questions wait for whoever gave the stars. */
export const timeToComplete = Temporal.Duration.from({ hours: 1 });
