import { readHealth } from '../../health.ts';
import type { RequestHandler } from './$types';

/** For a monitor: 200 while everything does its work, 503 when something does not. Figures only. */
export const GET: RequestHandler = async ({ locals }) => {
  const health = await readHealth(locals.root);
  return Response.json(health, { status: health.well ? 200 : 503, headers: { 'cache-control': 'no-store' } });
};
