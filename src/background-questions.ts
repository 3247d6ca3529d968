import type { Clock } from './lib/kernel/clock.ts';
import type { Database } from './lib/kernel/server/database.ts';
import { perform } from './lib/kernel/server/perform.ts';
import { readMunicipality } from './lib/municipalities/server/read-municipality.ts';
import { lapseQuestion, questionsToLapse } from './lib/requests/server/lapse-question.ts';

/**
 * Ends the questions whose last day is over. Found in the state itself, so nothing is forgotten by a worker that dies; of
 * two workers at once one finds the question lapsed already. True when more may wait.
 */
export async function lapseQuestions(database: Database, clock: Clock): Promise<boolean> {
  const due = await questionsToLapse(database, clock());
  let lapsed = 0;
  for (const { municipality_id, request_id, id } of due) {
    const { practice } = await readMunicipality(database, municipality_id);
    const door = {
      database,
      municipality: municipality_id,
      clock,
      origin: practice ? 'practice' : 'live',
    } as const;
    const actor = { kind: 'clock', municipality: municipality_id } as const;
    const answer = await perform(door, actor, null, lapseQuestion, { request: request_id, step: id });
    if (answer.ok) lapsed++;
  }
  return lapsed > 0 && due.length > 1;
}
