import { type RunDetail } from '../../src/protocol';
import { dataTable } from '../shared/dataTable';
import { html } from '../shared/dom';
import { absent, formatBytes } from '../shared/format';
import { t } from '../shared/translate';

const longestValue = 200;

/** What every MLflow run has: parameters, tags, data sets and files. */
export function plainFacts(run: RunDetail): readonly HTMLElement[] {
  const tags = Object.entries(run.tags).filter(([name]) => !name.startsWith('mlflow.log-model'));
  return [
    section('params', t('Parameters'), pairs(t('Parameters'), Object.entries(run.params))),
    section('tags', t('Tags'), pairs(t('Tags'), tags)),
    section(
      'datasets',
      t('Data sets'),
      run.datasets.length === 0
        ? null
        : dataTable({
            caption: t('Data sets'),
            columns: [
              { label: t('name') },
              { label: t('digest') },
              { label: t('source') },
              { label: t('used for') },
            ],
            rows: run.datasets.map(({ name, digest, source, context }) => [
              name,
              digest,
              source,
              context ?? absent,
            ]),
          }),
    ),
    section(
      'artifacts',
      t('Files'),
      run.artifacts.length === 0
        ? null
        : dataTable({
            caption: t('Files'),
            columns: [{ label: t('file') }, { label: t('size'), numeric: true }],
            rows: run.artifacts.map(({ path, isDirectory, sizeBytes }) => [
              isDirectory ? `${path}/` : path,
              sizeBytes === null ? absent : formatBytes(sizeBytes),
            ]),
          }),
    ),
  ].filter((part) => part !== null);
}

function pairs(
  caption: string,
  entries: readonly (readonly [string, string])[],
): HTMLElement | null {
  if (entries.length === 0) return null;
  return dataTable({
    caption,
    columns: [{ label: t('name') }, { label: t('value') }],
    rows: entries
      .toSorted(([a], [b]) => a.localeCompare(b))
      .map(([name, value]) => [
        name,
        {
          content: value.length > longestValue ? `${value.slice(0, longestValue)}…` : value,
          text: value,
          title: value,
          className: 'value',
        },
      ]),
  });
}

function section(id: string, title: string, content: HTMLElement | null): HTMLElement | null {
  if (content === null) return null;
  return html('details', { id }, html('summary', {}, title), content);
}
