/** A metric's value on one set of rows, or `null` with the reason why it does not exist there. */
export interface Score {
  readonly value: number | null;
  readonly reason?: string;
}

/** A score that does not exist, and why. */
export function undefinedScore(reason: string): Score {
  return { value: null, reason };
}
