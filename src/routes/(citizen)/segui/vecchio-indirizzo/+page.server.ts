import { addressAnswers, loadAddressQuestion } from '../address-question.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = (event) => loadAddressQuestion(event, 'old');

export const actions: Actions = addressAnswers('old');
