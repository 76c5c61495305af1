import { type RunInfo } from '../../protocol';

/** MLflow's tag that names the run above. */
export const parentRunTag = 'mlflow.parentRunId';

/** A run with the runs below it, in the order of the search. */
export interface RunTreeNode {
  readonly run: RunInfo;
  readonly children: readonly RunTreeNode[];
}

/**
 * Puts runs of a search by falling start time under their parents.
 *
 * A child starts after its parent and so comes first: while there are more pages, a child whose parent has not been read yet is
 * held back; once all are read, a child of a deleted parent stands on its own.
 *
 * @param complete whether every page was read
 */
export function buildRunTree(runs: readonly RunInfo[], complete: boolean): readonly RunTreeNode[] {
  const known = new Set(runs.map(({ runId }) => runId));
  const below = new Map<string, RunInfo[]>();
  const roots: RunInfo[] = [];
  for (const run of runs) {
    const parent = run.tags[parentRunTag];
    if (parent !== undefined && parent !== run.runId && known.has(parent)) {
      below.set(parent, [...(below.get(parent) ?? []), run]);
    } else if (parent === undefined || complete) {
      roots.push(run);
    }
  }
  const toNode = (run: RunInfo): RunTreeNode => ({
    run,
    children: (below.get(run.runId) ?? []).toReversed().map(toNode),
  });
  return roots.map(toNode);
}
