import type { RunDetail, RunInfo, RunPage } from '../../protocol';
import { formatMetric, formatSeconds, formatValue } from '../../format/numbers';
import type { Terminal } from '../terminal';
import { shorten, textTable } from './textTable';

type Colours = Terminal['colours'];

export function renderRuns({ runs, nextPageToken }: RunPage, { dim, green, red }: Colours): string {
  if (runs.length === 0) return 'No runs yet. cuvette train FILE --target COLUMN makes some.\n';
  const table = textTable(
    [
      { title: 'run' },
      { title: 'name' },
      { title: 'status' },
      { title: 'started' },
      { title: 'time', align: 'right' },
      { title: 'ROC-AUC', align: 'right' },
      { title: 'F1', align: 'right' },
    ],
    runs.map((run) => [
      run.runId.slice(0, 8),
      `${run.tags['mlflow.parentRunId'] === undefined ? '' : '  '}${shorten(run.name, 48)}`,
      statusText(run, green, red),
      localTime(run.startTime),
      run.endTime === null ? '' : formatSeconds((run.endTime - run.startTime) / 1000),
      formatMetric(run.metrics['roc_auc']),
      formatMetric(run.metrics['f1']),
    ]),
  );
  return nextPageToken === null
    ? table
    : `${table}${dim(`More: add --page-token ${nextPageToken}`)}\n`;
}

export function renderRun(run: RunDetail, { bold, dim }: Colours): string {
  const section = (title: string, rows: readonly (readonly [string, string])[]): string =>
    rows.length === 0
      ? ''
      : `${bold(title)}\n${textTable([{ title: '' }, { title: '' }], rows).trimStart()}`;
  return [
    `${bold(run.name)}  ${run.status}  ${localTime(run.startTime)}\n${dim(run.runId)}\n`,
    section('Parameters', Object.entries(run.params)),
    section(
      'Metrics',
      Object.entries(run.metrics).map(([name, value]) => [name, formatValue(value)] as const),
    ),
    section(
      'Data',
      run.datasets.map(
        ({ name, digest, context }) => [`${name} ${context ?? ''}`, digest] as const,
      ),
    ),
    section(
      'Artifacts',
      run.artifacts
        .filter(({ isDirectory }) => !isDirectory)
        .map(({ path, sizeBytes }) => [path, `${formatValue(sizeBytes)} bytes`] as const),
    ),
  ]
    .filter((part) => part !== '')
    .join('\n');
}

function statusText({ status }: RunInfo, green: Colours['green'], red: Colours['red']): string {
  if (status === 'FINISHED') return green('finished');
  return status === 'FAILED' ? red('failed') : status.toLowerCase();
}

function localTime(milliseconds: number): string {
  const date = new Date(milliseconds - new Date(milliseconds).getTimezoneOffset() * 60_000);
  return date.toISOString().slice(0, 16).replace('T', ' ');
}
