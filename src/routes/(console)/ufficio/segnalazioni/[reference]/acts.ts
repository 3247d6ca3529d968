import { may, type RequestAction } from '#lib/kernel/permissions.ts';
import type { PersonActor } from '#lib/people/server/read-actor.ts';
import type { RequestView } from '#lib/requests/server/read-request.ts';
import { allows, type Transition } from '#lib/requests/transitions.ts';
import type { ActName } from '#lib/requests/ui/views.ts';

/** The form of each act and the action that it stands for. */
export const actions = {
  take: 'take-in-charge',
  message: 'message',
  ask: 'ask-citizen',
  note: 'note',
  planInspection: 'plan-inspection',
  completeInspection: 'do-inspection',
  cancelInspection: 'cancel-inspection',
  cancelQuestion: 'cancel-question',
  danger: 'change-danger',
  close: 'close',
  reopen: 'reopen',
  address: 'help-with-access',
  password: 'help-with-access',
  resendMail: 'resend-mail',
} as const satisfies Record<ActName, RequestAction>;

export const actNames = Object.keys(actions) as ActName[];

/** What this person may do in this state: the rest is not offered, and refused if forced. */
export function offeredActs(person: PersonActor, request: RequestView): ActName[] {
  return actNames.filter((name) => {
    if (!may(person, actions[name], request.subject)) return false;
    if (name === 'resendMail') return true;
    if (name === 'completeInspection' || name === 'cancelInspection') {
      if (!request.openSteps.some(({ kind }) => kind === 'inspection')) return false;
    }
    // What was erased is nobody's any more.
    if ((name === 'address' || name === 'password') && request.title === '') return false;
    if (name === 'cancelQuestion' && !request.openSteps.some(({ kind }) => kind === 'question')) return false;
    return allows(request.state, actions[name] satisfies Transition);
  });
}
