/** A person to try the practice municipality as; one for each level. */
export interface PracticeLogIn {
  id: string;
  name: string;
  initials: string;
  /** "Operatrice" */
  level: string;
  /** "Strade: sopralluoghi e chiusure" */
  what: string;
}

export type SignInNotice = 'expired' | 'expired-writing' | 'signed-out' | null;

/** What a refused sign-in brings back; the password never comes back. */
export interface SignInState {
  email: string;
  problem: 'wrong' | 'wait' | 'incomplete' | 'unknown-person';
  /** With 'wait': seconds until the next try. */
  seconds?: number | undefined;
}
