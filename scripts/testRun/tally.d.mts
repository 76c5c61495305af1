export interface Counts {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
  readonly note?: string;
}

export interface Tally {
  readonly steps: readonly (Counts & { readonly name: string })[];
  add(name: string, counts: Partial<Counts>): void;
  total(kind: 'passed' | 'failed' | 'skipped'): number;
}

export function createTally(): Tally;
export function readCounts(report: string, exitCode: number): Partial<Counts>;
