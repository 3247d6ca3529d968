import noDate from './no-date.js';
import oneClock from './one-clock.js';
import routesAskMay from './routes-ask-may.js';
import writersOnly from './writers-only.js';

/** What no package knows: the rules of this house. @type {import('eslint').ESLint.Plugin} */
export const insieme = {
  meta: { name: 'insieme' },
  rules: { 'no-date': noDate, 'one-clock': oneClock, 'routes-ask-may': routesAskMay, 'writers-only': writersOnly },
};
