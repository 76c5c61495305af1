import { type ChartConfiguration } from 'chart.js';
import {
  type CorrelationMeasure,
  type Correlations,
  type ProfileIntent,
  type ProfileResult,
} from '../../src/protocol';
import { chartFigure } from '../shared/chartFigure';
import { axis } from '../shared/chartSetup';
import { choice } from '../shared/choice';
import { withAlpha } from '../shared/color';
import { dataTable } from '../shared/dataTable';
import { html } from '../shared/dom';
import { absent, formatCount, formatExact, formatScore } from '../shared/format';
import { type PanelPort } from '../shared/messagePort';
import { emptyView } from '../shared/panelStates';
import { type Theme } from '../shared/theme';
import { t } from '../shared/translate';
import { heatMapColumns, strongestPairs } from './correlationPairs';

const mostColumns = 40;
const mostPairs = 25;

/** How the columns go together, pair by pair. */
export function relationsTab(profile: ProfileResult, port: PanelPort<ProfileIntent>): HTMLElement {
  const measures = profile.correlations.measures.filter(({ pairs }) => pairs.length > 0);
  if (measures.length === 0) {
    return emptyView(t('There are no two columns of a kind to compare.'));
  }
  const content = html('div', { class: 'relations' });
  const note = html('p', { class: 'muted measure-definition' });
  const show = (name: string): void => {
    const measure = measures.find((candidate) => candidate.name === name) ?? measures[0]!;
    note.textContent = measure.definition;
    content.replaceChildren(
      heatMap(profile.correlations, measure, port),
      pairsTable(profile.correlations, measure),
    );
    port.remember('measure', measure.name);
  };
  const recalled = port.recalled['measure'];
  const first = measures.find(({ name }) => name === recalled) ?? measures[0]!;
  show(first.name);
  return html(
    'div',
    {},
    html(
      'div',
      { class: 'filter-bar' },
      choice({
        id: 'measure',
        label: t('Measure'),
        options: measures.map(({ name }) => ({ value: name, label: measureName(name) })),
        value: first.name,
        onChange: show,
      }),
      note,
    ),
    content,
  );
}

function heatMap(
  correlations: Correlations,
  measure: CorrelationMeasure,
  port: PanelPort<ProfileIntent>,
): HTMLElement {
  const shown = heatMapColumns(correlations, measure, mostColumns);
  const names = shown.columns.map((index) => correlations.columns[index]!);
  const place = new Map(shown.columns.map((index, position) => [index, position]));
  const signed = measure.pairs.some(({ value }) => value !== null && value < 0);
  const cells = measure.pairs.flatMap(({ i, j, value, n }) => {
    const a = place.get(i);
    const b = place.get(j);
    if (a === undefined || b === undefined || value === null) return [];
    return [{ x: Math.min(a, b), y: Math.max(a, b), v: value, n }];
  });
  const title =
    shown.left > 0
      ? t('{0}: the {1} columns with the strongest pairs', measureName(measure.name), names.length)
      : t('{0} between columns', measureName(measure.name));
  const best = strongestPairs(correlations, measure, 1)[0];
  const labels = (index: number): string => names[index] ?? '';
  const cellAt = (index: number): (typeof cells)[number] | undefined => cells[index];
  return chartFigure(
    {
      id: 'correlations',
      title,
      summary:
        best === undefined
          ? ''
          : t('Strongest: {0} with {1}, {2}.', best.a, best.b, formatScore(best.value)),
      heightPx: Math.max(280, 130 + 17 * names.length),
      draw: (theme) =>
        ({
          type: 'matrix',
          data: {
            datasets: [
              {
                label: title,
                data: cells,
                backgroundColor: ({ dataIndex }: { dataIndex: number }) =>
                  cellColor(theme, cellAt(dataIndex)?.v ?? 0),
                borderColor: theme.border,
                borderWidth: theme.highContrast ? 1 : 0,
                width: ({ chart }: { chart: { chartArea?: { width: number } } }) =>
                  (chart.chartArea?.width ?? 0) / Math.max(1, names.length - 1) - 1,
                height: ({ chart }: { chart: { chartArea?: { height: number } } }) =>
                  (chart.chartArea?.height ?? 0) / Math.max(1, names.length - 1) - 1,
              },
            ],
          },
          options: {
            interaction: { mode: 'nearest', intersect: true },
            layout: { padding: { right: 8 } },
            scales: {
              x: axis(theme, '', {
                type: 'linear',
                min: -0.5,
                max: names.length - 1.5,
                afterBuildTicks: everyInteger(0, names.length - 2),
                ticks: {
                  color: theme.muted,
                  autoSkip: false,
                  minRotation: 60,
                  maxRotation: 90,
                  font: { family: theme.fontFamily, size: theme.fontSize - 3 },
                  callback: (value: number) => shorten(labels(value)),
                },
                grid: { display: false },
              }),
              y: axis(theme, '', {
                type: 'linear',
                min: 0.5,
                max: names.length - 0.5,
                reverse: true,
                afterBuildTicks: everyInteger(1, names.length - 1),
                ticks: {
                  color: theme.muted,
                  autoSkip: false,
                  font: { family: theme.fontFamily, size: theme.fontSize - 3 },
                  callback: (value: number) => shorten(labels(value)),
                },
                grid: { display: false },
              }),
            },
            plugins: {
              legend: { display: false },
              tooltip: {
                callbacks: {
                  title: () => '',
                  label: ({ dataIndex }: { dataIndex: number }) => {
                    const cell = cellAt(dataIndex);
                    if (cell === undefined) return '';
                    return [
                      `${labels(cell.y)} × ${labels(cell.x)}`,
                      `${measureName(measure.name)} ${formatScore(cell.v)}, n = ${formatCount(cell.n)}`,
                    ];
                  },
                },
              },
            },
          },
          plugins: [],
        }) as unknown as ChartConfiguration,
      table: pairsData(correlations, measure, measure.pairs.length, signed),
    },
    port,
  );
}

function pairsTable(correlations: Correlations, measure: CorrelationMeasure): HTMLElement {
  return html(
    'section',
    { class: 'strongest' },
    html('h3', {}, t('Strongest pairs')),
    dataTable(pairsData(correlations, measure, mostPairs, true)),
  );
}

function pairsData(
  correlations: Correlations,
  measure: CorrelationMeasure,
  most: number,
  signed: boolean,
): Parameters<typeof dataTable>[0] {
  return {
    caption: t('Pairs of columns by {0}', measureName(measure.name)),
    columns: [
      { label: t('column') },
      { label: t('with') },
      { label: measureName(measure.name), numeric: true },
      { label: 'n', numeric: true },
    ],
    rows: strongestPairs(correlations, measure, most).map(({ a, b, value, n, reason }) => [
      a,
      b,
      {
        content: value === null ? absent : formatScore(value).replace('-', signed ? '−' : '-'),
        text: value === null ? '' : String(value),
        title: reason ?? formatExact(value),
      },
      { content: formatCount(n), text: String(n) },
    ]),
  };
}

function everyInteger(from: number, to: number): (scale: { ticks: { value: number }[] }) => void {
  return (scale) => {
    scale.ticks = Array.from({ length: Math.max(0, to - from + 1) }, (_item, index) => ({
      value: from + index,
    }));
  };
}

function cellColor(theme: Theme, value: number): string {
  const strength = Math.min(1, Math.abs(value));
  return withAlpha(value < 0 ? theme.positive : theme.neutral, 0.06 + 0.94 * strength);
}

function shorten(name: string): string {
  return name.length > 22 ? `${name.slice(0, 20)}…` : name;
}

function measureName(name: CorrelationMeasure['name']): string {
  switch (name) {
    case 'pearson':
      return t('Pearson r');
    case 'spearman':
      return t('Spearman ρ');
    case 'cramersV':
      return t('Cramér’s V');
    case 'correlationRatio':
      return t('Correlation ratio η');
  }
}
