import { type CorrelationMeasure, type Correlations, type ProfileIntent } from '../../src/protocol';
import { chartFigure } from '../shared/chartFigure';
import { axis } from '../shared/chartSetup';
import { withAlpha } from '../shared/color';
import { type Table } from '../shared/dataTable';
import { absent, formatCount, formatExact, formatScore } from '../shared/format';
import { type PanelPort } from '../shared/messagePort';
import { type Theme } from '../shared/theme';
import { t } from '../shared/translate';
import { heatMapColumns, strongestPairs, type NamedPair } from './correlationPairs';
import { everyInteger, plainScale, shortName } from './matrixAxes';
import { contrastBorder, matrixConfiguration } from './matrixConfiguration';
import { relationName } from './relationName';

const mostColumns = 60;

/** The pairs of a measure as a triangle of coloured cells; a chosen cell names its two columns. */
export function relationHeatMap(
  correlations: Correlations,
  measure: CorrelationMeasure,
  port: PanelPort<ProfileIntent>,
  onChoose: (x: string, y: string) => void,
): HTMLElement {
  const shown = heatMapColumns(correlations, measure, mostColumns);
  const names = shown.columns.map((index) => correlations.columns[index]!);
  const place = new Map(shown.columns.map((index, position) => [index, position]));
  const cells = measure.pairs.flatMap(({ i, j, value, n }) => {
    const [a, b] = [place.get(i), place.get(j)];
    if (a === undefined || b === undefined || value === null) return [];
    return [{ x: Math.min(a, b), y: Math.max(a, b), v: value, n }];
  });
  const name = relationName(measure.name);
  const title =
    shown.left > 0
      ? t('{0}: the {1} columns with the strongest pairs', name, names.length)
      : t('{0} between columns', name);
  const best = strongestPairs(correlations, measure, 1)[0];
  const label = (index: number): string => names[index] ?? '';
  const last = Math.max(1, names.length - 1);
  return chartFigure(
    {
      id: 'correlations',
      title,
      summary:
        best === undefined
          ? ''
          : t('Strongest: {0} with {1}, {2}.', best.a, best.b, formatScore(best.value)),
      heightPx: Math.max(280, 130 + 17 * names.length),
      onChoose: (index) => {
        const cell = cells[index];
        if (cell !== undefined) onChoose(label(cell.x), label(cell.y));
      },
      draw: (theme) =>
        matrixConfiguration({
          title,
          cells,
          place: ({ x, y }) => ({ x, y }),
          color: ({ v }) => cellColor(theme, v),
          lines: ({ x, y, v, n }) => [
            `${label(y)} × ${label(x)}`,
            `${name} ${formatScore(v)}, n = ${formatCount(n)}`,
          ],
          columns: { count: last, gapPx: 1 },
          rows: { count: last, gapPx: 1 },
          border: contrastBorder(theme),
          layout: { padding: { right: 8 } },
          scales: {
            x: axis(theme, '', {
              ...plainScale,
              min: -0.5,
              max: last - 0.5,
              afterBuildTicks: everyInteger(0, last - 1),
              ticks: {
                color: theme.muted,
                autoSkip: false,
                minRotation: 60,
                maxRotation: 90,
                font: { family: theme.fontFamily, size: theme.fontSize - 3 },
                callback: (value: number) => shortName(label(value)),
              },
              grid: { display: false },
            }),
            y: axis(theme, '', {
              ...plainScale,
              min: 0.5,
              max: last + 0.5,
              reverse: true,
              afterBuildTicks: everyInteger(1, last),
              ticks: {
                color: theme.muted,
                autoSkip: false,
                font: { family: theme.fontFamily, size: theme.fontSize - 3 },
                callback: (value: number) => shortName(label(value)),
              },
              grid: { display: false },
            }),
          },
        }),
      table: pairsData(
        measure.name,
        strongestPairs(correlations, measure, measure.pairs.length).map((pair) => ({ pair })),
      ),
    },
    port,
  );
}

/** Pairs with their value and rows; `first` stands for the first column's name when given. */
export function pairsData(
  measure: CorrelationMeasure['name'],
  pairs: readonly { readonly pair: NamedPair; readonly first?: HTMLElement }[],
): Table {
  const name = relationName(measure);
  return {
    caption: t('Pairs of columns by {0}', name),
    columns: [
      { label: t('column') },
      { label: t('with') },
      { label: name, numeric: true },
      { label: 'n', numeric: true },
    ],
    rows: pairs.map(({ pair: { a, b, value, n, reason }, first }) => [
      first === undefined ? a : { content: first, text: a },
      b,
      {
        content: value === null ? absent : formatScore(value).replace('-', '−'),
        text: value === null ? '' : String(value),
        title: reason ?? formatExact(value),
      },
      { content: formatCount(n), text: String(n) },
    ]),
  };
}

function cellColor(theme: Theme, value: number): string {
  const strength = Math.min(1, Math.abs(value));
  return withAlpha(value < 0 ? theme.positive : theme.neutral, 0.06 + 0.94 * strength);
}
