import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test, vi } from 'vitest';
import type {
  DoctorResult,
  ErrorPayload,
  ProfileResult,
  RunDetail,
  RunPage,
  TargetTestsResult,
  TrainResult,
} from '../../src/protocol';
import { cuvette, cuvetteJson } from '../support/commandLine';
import { temporaryFolder } from '../support/temporaryFolder';

const attrition = path.resolve('samples/hr-attrition.csv');
const credit = path.resolve('test/fixtures/data/german_credit_risk_data.csv');
const wine = path.resolve('test/fixtures/data/winequality.csv');

test('profile --json gives the profile document, in numbers and nulls only', async () => {
  const profile = await cuvetteJson<ProfileResult>(
    ['profile', attrition, '--target', 'Attrition'],
    temporaryFolder(),
  );
  expect(profile.dataset).toMatchObject({
    path: attrition,
    format: 'csv',
    delimiter: ',',
    encoding: 'utf-8',
    rows: 1470,
    columns: 35,
    sizeBytes: 227977,
    duplicateRows: 0,
    exact: true,
  });
  expect(profile.dataset.sha256).toMatch(/^[0-9a-f]{64}$/);
  const column = (name: string): object | undefined =>
    profile.columns.find((candidate) => candidate.name === name);
  expect(column('EmployeeNumber')).toMatchObject({ type: 'identifier' });
  expect(column('Over18')).toMatchObject({ type: 'constant' });
  expect(column('JobSatisfaction')).toMatchObject({ type: 'ordinal' });
  expect(column('Attrition')).toMatchObject({ role: 'target' });
  expect(column('Age')).toMatchObject({
    type: 'numeric',
    missing: { count: 0, rate: 0 },
    distinct: { count: 43, exact: true },
    numeric: { min: 18, max: 60, quantiles: { '0.25': 30, '0.5': 36, '0.75': 43 } },
  });
  expect(profile.alerts.map(({ code }) => code)).toEqual(
    expect.arrayContaining(['CONSTANT', 'IDENTIFIER', 'TARGET_IMBALANCE']),
  );
});

test('winequality: duplicate rows, empty cells and rare classes are found', async () => {
  const profile = await cuvetteJson<ProfileResult>(
    ['profile', wine, '--target', 'quality', '--type', 'quality=ordinal'],
    temporaryFolder(),
  );
  expect(profile.dataset).toMatchObject({ rows: 6497, columns: 13, duplicateRows: 1168 });
  const empty = profile.missing.byColumn.reduce((sum, { count }) => sum + count, 0);
  expect(empty).toBe(38);
  expect(profile.alerts.map(({ code }) => code)).toContain('RARE_CLASS');
});

test('test --json gives the tests, equal to SciPy', async () => {
  const result = await cuvetteJson<TargetTestsResult>(
    ['test', attrition, '--target', 'Attrition'],
    temporaryFolder(),
  );
  const find = (name: string): TargetTestsResult['tests'][number] | undefined =>
    result.tests.find(({ column }) => column === name);
  expect(result).toMatchObject({ target: 'Attrition', n: 1470, alpha: 0.05 });
  expect(find('OverTime')).toMatchObject({ test: 'chi-square', df: 1, decision: 'related' });
  expect(find('OverTime')?.statistic).toBeCloseTo(87.56429365828768, 8);
  expect(find('Age')).toMatchObject({ test: 'kruskal-wallis', df: 1 });
  expect(find('Age')?.statistic).toBeCloseTo(43.06268844023747, 8);
  expect(find('EmployeeNumber')).toMatchObject({ decision: 'not tested', pValue: null });
  const age = result.vif.find(({ column }) => column === 'Age');
  expect(age?.vif).toBeCloseTo(1.9898438471241706, 8);
});

test('train, runs and run --json fit together', async () => {
  const folder = temporaryFolder();
  const training = await cuvetteJson<TrainResult>(
    ['train', attrition, '--target', 'Attrition', '--seed', '7', '--experiment', 'attrition'],
    folder,
  );
  expect(training).toMatchObject({
    target: 'Attrition',
    task: 'binary',
    positive: 'Yes',
    folds: { kind: 'stratified', k: 5, repeats: 1, seed: 7 },
    dataset: { rows: 1470, trainingRows: 1176, holdoutRows: 294 },
  });
  expect(training.results.map(({ strategy }) => strategy)).toEqual([
    'base',
    'selection',
    'selection+resampling',
    'selection+cost-sensitive',
  ]);
  for (const result of training.results) {
    expect(result.metrics.rocAuc.mean).toBeGreaterThan(0.7);
    expect(result.metrics.rocAuc.folds).toHaveLength(5);
    expect(result.holdout?.rocAuc).toBeGreaterThan(0.6);
    expect(result.selected).toHaveLength(5);
    expect(result.confusionMatrix.counts.flat().reduce((a, b) => a + b)).toBe(1176);
  }
  expect(training.comparison).toHaveLength(3);
  expect(training.results.map(({ runId }) => runId)).toContain(training.best.runId);

  const page = await cuvetteJson<RunPage>(
    ['runs', '--experiment', 'attrition', '--filter', "params.strategy = 'base'"],
    folder,
  );
  expect(page.runs).toHaveLength(1);
  const base = training.results[0];
  expect(page.runs[0]).toMatchObject({ runId: base?.runId, status: 'FINISHED' });
  expect(page.runs[0]?.metrics['roc_auc']).toBe(base?.metrics.rocAuc.mean);

  const run = await cuvetteJson<RunDetail>(['run', base?.runId.slice(0, 10) ?? ''], folder);
  expect(run.metricHistory['fold_roc_auc']?.map(({ value }) => value)).toEqual(
    base?.metrics.rocAuc.folds,
  );
  expect(run.artifacts.map(({ path: file }) => file)).toEqual(
    expect.arrayContaining([
      'confusion_matrix.json',
      'confusion_matrix.svg',
      'model.json',
      'result.json',
      'roc.json',
      'roc.svg',
      'selected_columns.json',
    ]),
  );
  expect(run.datasets[0]).toMatchObject({ name: 'hr-attrition.csv', context: 'training' });
});

test('a semicolon file of codes, and a target of several classes', async () => {
  const folder = temporaryFolder();
  const creditResult = await cuvetteJson<TrainResult>(
    ['train', credit, '--target', 'Creditability', '--strategy', 'base,selection'],
    folder,
  );
  expect(creditResult.task).toBe('binary');
  expect(creditResult.results[0]?.metrics.rocAuc.mean).toBeGreaterThan(0.7);

  const wineResult = await cuvetteJson<TrainResult>(
    ['train', wine, '--target', 'type', '--strategy', 'base', '--folds', '3'],
    folder,
  );
  expect(wineResult.results[0]?.metrics.rocAuc.mean).toBeGreaterThan(0.95);

  const classes = path.join(folder, 'classes.csv');
  writeFileSync(
    classes,
    `x,kind\n${Array.from({ length: 90 }, (_, i) => `${(i % 3) * 2 + (i % 7) / 5},kind ${i % 3}`).join('\n')}\n`,
  );
  const three = await cuvetteJson<TrainResult>(
    ['train', classes, '--target', 'kind', '--folds', '3'],
    folder,
  );
  expect(three).toMatchObject({ task: 'multiclass', positive: null });
  expect(three.results).toHaveLength(4);
  expect(three.results[0]?.confusionMatrix.counts).toHaveLength(3);
  expect(three.results[0]?.roc).toBeNull();
});

test('doctor says what works', async () => {
  const doctor = await cuvetteJson<DoctorResult>(['doctor'], temporaryFolder());
  expect(doctor.checks.filter(({ required }) => required).map(({ state }) => state)).toEqual([
    'ok',
    'ok',
    'ok',
    'ok',
  ]);
});

test('without --json a person gets tables', async () => {
  const folder = temporaryFolder();
  const profile = await cuvette(['profile', attrition, '--html', 'report.html'], folder);
  expect(profile.exitCode).toBe(0);
  expect(profile.stdout).toContain('1,470 rows × 35 columns');
  expect(profile.stdout).toContain('MonthlyIncome');
  expect(profile.stderr).toContain('report.html');
  const help = await cuvette(['train', '--help'], folder);
  expect(help.exitCode).toBe(0);
  expect(help.stdout).toContain('selection+cost-sensitive');
});

/** Resolves when the folder's store holds a run. */
async function firstRun(folder: string): Promise<void> {
  await vi.waitFor(
    async () => expect((await cuvetteJson<RunPage>(['runs'], folder)).runs).not.toEqual([]),
    { timeout: 20_000 },
  );
}

test('Ctrl-C ends a training with exit code 130, and its runs as KILLED', async () => {
  const folder = temporaryFolder();
  const long = ['train', attrition, '--target', 'Attrition', '--folds', '50', '--repeats', '50'];
  const outcome = await cuvette([...long, '--json'], folder, (training) => {
    void firstRun(folder).then(() => training.kill('SIGINT'));
  });
  expect(outcome.exitCode).toBe(130);
  expect(JSON.parse(outcome.stdout)).toMatchObject({ error: { code: 'CANCELLED' } });
  const { runs } = await cuvetteJson<RunPage>(['runs'], folder);
  expect(runs.map(({ status }) => status)).toContain('KILLED');
  expect(runs.map(({ status }) => status)).not.toContain('RUNNING');
});

const failures: readonly (readonly [
  what: string,
  args: (file: string) => string[],
  content: string | Buffer | null,
  exitCode: number,
  code: string,
])[] = [
  ['an empty file', (file) => ['profile', file], '', 3, 'FILE_EMPTY'],
  ['a header only', (file) => ['profile', file], 'a,b\n', 3, 'DATA_NO_ROWS'],
  ['a missing file', () => ['profile', 'no-such.csv'], null, 3, 'FILE_NOT_FOUND'],
  ['a folder', () => ['profile', '.'], null, 3, 'FILE_UNREADABLE'],
  [
    'a binary file',
    (file) => ['profile', file],
    Buffer.from(Array.from({ length: 4096 }, (_, i) => (i * 37) % 256)),
    3,
    'FILE_BINARY',
  ],
  [
    'a missing target',
    (file) => ['train', file, '--target', 'z'],
    'a,b\n1,2\n3,4\n',
    3,
    'COLUMN_NOT_FOUND',
  ],
  [
    'a constant target',
    (file) => ['train', file, '--target', 'b'],
    'a,b\n1,2\n3,2\n',
    3,
    'TARGET_CONSTANT',
  ],
  ['an unknown command', () => ['profil', 'x.csv'], null, 2, 'USAGE_INVALID'],
  ['an unknown option', () => ['profile', 'x.csv', '--frobnicate'], null, 2, 'USAGE_INVALID'],
  ['a missing option', () => ['train', 'x.csv'], null, 2, 'USAGE_INVALID'],
  [
    'a bad number',
    () => ['train', 'x.csv', '--target', 'y', '--folds', 'five'],
    null,
    2,
    'PARAMETER_INVALID',
  ],
  [
    'an unknown strategy',
    () => ['train', 'x.csv', '--target', 'y', '--strategy', 'best'],
    null,
    2,
    'PARAMETER_INVALID',
  ],
  ['an unknown run', () => ['--store', 'new.db', 'run', 'abcdef'], null, 4, 'STORE_UNREACHABLE'],
];

test.each(failures)(
  '%s: a clear error with its exit code',
  async (_what, args, content, exitCode, code) => {
    const folder = temporaryFolder();
    mkdirSync(path.join(folder, '데이터 파일'));
    const file = path.join(folder, '데이터 파일', 'data.csv');
    if (content !== null) writeFileSync(file, content);

    const json = await cuvette([...args(file), '--json'], folder);
    const { error } = JSON.parse(json.stdout) as { error: ErrorPayload };
    expect({ exitCode: json.exitCode, code: error.code }).toEqual({ exitCode, code });

    const text = await cuvette(args(file), folder);
    expect(text.exitCode).toBe(exitCode);
    expect(text.stdout).toBe('');
    expect(text.stderr).not.toMatch(/^\s+at .*:\d+:\d+/m);
    expect(text.stderr.trim().length).toBeGreaterThan(20);
  },
);

test('a reader that has seen enough is no failure', async () => {
  const folder = temporaryFolder();
  const columns = Array.from({ length: 400 }, (_, i) => `column ${i}`).join(',');
  writeFileSync(
    path.join(folder, 'wide.csv'),
    `${columns}\n${`${'1,'.repeat(399)}2\n`.repeat(30)}`,
  );
  const outcome = await cuvette(['profile', 'wide.csv', '--json'], folder, (child) =>
    child.stdout!.destroy(),
  );
  expect(outcome).toMatchObject({ exitCode: 0, stdout: '' });
  expect(outcome.stderr).not.toContain('EPIPE');
});
