import { sequence, type HandleServerError, type ServerInit } from '@sveltejs/kit/hooks';
import { parseProcessSettings } from '#lib/kernel/settings.ts';
import { composeWeb } from './compose.ts';
import { handleBodyLimit } from './hooks.body-limit.ts';
import { handleConsole } from './hooks.console.ts';
import { handleMap } from './hooks.map.ts';
import { handleLanguage } from './hooks.language.ts';
import { handleMunicipality } from './hooks.municipality.ts';
import { closeRoot, keepRoot } from './root.ts';

export const init: ServerInit = async () => {
  const parsed = parseProcessSettings(process.env);
  if (!parsed.ok) throw new Error(`wrong settings: ${parsed.wrong.map(({ name }) => name).join(', ')}`);
  // In development this runs again at each change: the old root's pools must not stay open.
  await closeRoot();
  const root = composeWeb(parsed.settings);
  keepRoot(root);
  try {
    await root.begin();
  } catch (error) {
    await closeRoot();
    throw error;
  }
};

export const handle = sequence(handleMunicipality, handleLanguage, handleBodyLimit, handleConsole, handleMap);

export const handleError: HandleServerError = ({ error, event, kind }) => {
  if (kind !== 'unknown') return undefined;
  event.locals.root.log.error({ err: error, request: event.locals.requestId, route: event.route.id }, 'fault');
  return undefined;
};
