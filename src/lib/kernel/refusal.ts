/** What a use case answers when it may not or cannot: a closed union of reasons, turned into words by the routes. */
export type Refusal<Reason extends string> = { readonly ok: false; readonly reason: Reason };

export function refuse<const Reason extends string>(reason: Reason): Refusal<Reason> {
  return { ok: false, reason };
}

/** What a use case answers, with or without more than `ok`. */
export type Outcome = { readonly ok: true } | Refusal<string>;
