/** Every id that `package.json` and the code share; `test/contract/contributions.test.ts` compares them both ways. */
export const commandIds = {
  profile: 'cuvette.profile',
  test: 'cuvette.test',
  train: 'cuvette.train',
  prepare: 'cuvette.prepare',
  newPreparation: 'cuvette.newPreparation',
  stopTraining: 'cuvette.stopTraining',
  openRun: 'cuvette.openRun',
  deleteRun: 'cuvette.deleteRun',
  copyRunId: 'cuvette.copyRunId',
  refreshRuns: 'cuvette.refreshRuns',
  loadMoreRuns: 'cuvette.loadMoreRuns',
  showLog: 'cuvette.showLog',
  doctor: 'cuvette.doctor',
  compareData: 'cuvette.compareData',
  openDataGrid: 'cuvette.openDataGrid',
  goToRow: 'cuvette.goToRow',
} as const;

export type CommandId = (typeof commandIds)[keyof typeof commandIds];

export const viewIds = { runs: 'cuvette.runs' } as const;

/** View types of the panels, by which VS Code brings them back after a reload. */
export const panelTypes = {
  profile: 'cuvette.profilePanel',
  run: 'cuvette.runPanel',
  comparison: 'cuvette.comparisonPanel',
} as const;

/** Types of the data grid: for files that open as text unless asked, and for those that could not. */
export const editorTypes = { text: 'cuvette.dataGrid', packed: 'cuvette.packedDataGrid' } as const;

/** Settings below `cuvette.`. */
export const settingNames = {
  memory: 'memory',
  threads: 'threads',
  store: 'store',
  folds: 'folds',
  holdout: 'holdout',
  files: 'files',
  alertThresholds: 'alertThresholds',
} as const;

/** What a tree item is, for the `when` clauses of its menus. */
export const runItemContexts = {
  comparison: 'cuvette.comparison',
  run: 'cuvette.run',
  running: 'cuvette.run.running',
} as const;
