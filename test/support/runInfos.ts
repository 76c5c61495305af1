import { type RunInfo } from '../../src/protocol';

/** A finished run with what a test cares about. */
export function runInfo(part: Partial<RunInfo> & { readonly runId: string }): RunInfo {
  return {
    experimentId: '1',
    name: part.runId,
    status: 'FINISHED',
    startTime: 1_000,
    endTime: 3_500,
    lifecycleStage: 'active',
    artifactUri: `file:///runs/${part.runId}`,
    params: {},
    metrics: {},
    tags: {},
    ...part,
  };
}

/** A run below another. */
export function childRun(runId: string, parent: string, part: Partial<RunInfo> = {}): RunInfo {
  return runInfo({ ...part, runId, tags: { 'mlflow.parentRunId': parent, ...part.tags } });
}
