import { addressAnswers, loadAddressQuestion } from '../address-question.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = (event) => loadAddressQuestion(event, 'new');

export const actions: Actions = addressAnswers('new');
