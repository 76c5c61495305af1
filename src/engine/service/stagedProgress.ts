import type { Progress } from '../../protocol';

/** What a request's context offers to report with. */
export interface Reporting {
  readonly signal: AbortSignal;
  readonly report: (progress: Omit<Progress, 'update'>) => void;
}

/** Cancelling and progress as the engine's functions take them. */
export interface Stage {
  readonly signal: AbortSignal;
  readonly onProgress: (message: string, fraction: number | null) => void;
}

/** Reading the file is the first third of the bar, computing the rest. */
const readingShare = 1 / 3;

/** The stage in which the file is read. */
export function reading(reporting: Reporting): Stage {
  return stageOf(reporting, 0, readingShare);
}

/** The stage in which something is computed from the opened file. */
export function computing(reporting: Reporting): Stage {
  return stageOf(reporting, readingShare, 1);
}

/** A stage of its own, from one fraction of the bar to another. */
export function stageOf({ signal, report }: Reporting, from: number, to: number): Stage {
  return {
    signal,
    onProgress: (message, fraction) =>
      report({ message, fraction: fraction === null ? null : from + fraction * (to - from) }),
  };
}
