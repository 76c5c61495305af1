import { type ProfileResult, type ProfileUpdate } from '../../src/protocol';

/** How much of a profile is shown: a sample's numbers, exact columns without the rest, or all of it. */
export type ShownStage = ProfileUpdate['stage'] | 'complete';

/** A profile, whole or as far as it is known. */
export interface ShownProfile {
  readonly stage: ShownStage;
  /** Relations, target and alerts are empty before the stage `complete`; the number of rows is that of the sample in a preview. */
  readonly profile: ProfileResult;
}

/** What is known of a profile that is still being computed, in the form of a whole one. */
export function partialProfile(update: ProfileUpdate): ShownProfile {
  const { columns, issues } = update;
  const dataset =
    update.stage === 'columns'
      ? update.dataset
      : { ...update.dataset, rows: update.dataset.sampledRows, sha256: '' };
  return {
    stage: update.stage,
    profile: {
      dataset,
      columns,
      issues,
      target: null,
      correlations: { columns: [], measures: [] },
      missing: { byColumn: [], patterns: [], matrix: noMatrix, cooccurrence: [] },
      alerts: [],
    },
  };
}

const noMatrix = { columns: [], stretches: [], rates: [] } as const;
