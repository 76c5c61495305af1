import { type ChartConfiguration, type ChartDataset } from 'chart.js';
import { type RunIntent, type TrainedResult } from '../../src/protocol';
import { chartFigure } from '../shared/chartFigure';
import { axis } from '../shared/chartSetup';
import { withAlpha } from '../shared/color';
import { formatScore } from '../shared/format';
import { type PanelPort } from '../shared/messagePort';
import { seriesDashes, type Theme } from '../shared/theme';
import { t } from '../shared/translate';

interface Curve {
  readonly label: string;
  readonly points: readonly {
    readonly x: number;
    readonly y: number;
    readonly threshold: number | null;
  }[];
}

/** Out-of-fold ROC curves, one per result; `null` when none has one. */
export function rocFigure(
  results: readonly TrainedResult[],
  labelOf: (result: TrainedResult) => string,
  port: PanelPort<RunIntent>,
): HTMLElement | null {
  const curves = results.flatMap((result): Curve[] => {
    const { roc } = result;
    if (roc === null) return [];
    return [
      {
        label: `${labelOf(result)} ${formatScore(result.metrics.rocAuc.mean)}`,
        points: roc.falsePositiveRate.map((x, index) => ({
          x,
          y: roc.truePositiveRate[index]!,
          threshold: roc.thresholds[index] ?? null,
        })),
      },
    ];
  });
  return curveFigure(
    'roc',
    t('ROC'),
    t('false positive rate'),
    t('true positive rate'),
    curves,
    port,
    {
      label: t('chance'),
      points: [
        { x: 0, y: 0 },
        { x: 1, y: 1 },
      ],
    },
  );
}

/** Out-of-fold precision against recall, one curve per result; `null` when none has one. */
export function precisionRecallFigure(
  results: readonly TrainedResult[],
  labelOf: (result: TrainedResult) => string,
  port: PanelPort<RunIntent>,
): HTMLElement | null {
  const curves = results.flatMap((result): Curve[] => {
    const curve = result.precisionRecall;
    if (curve === null) return [];
    return [
      {
        label: `${labelOf(result)} ${formatScore(result.metrics.averagePrecision.mean)}`,
        points: curve.recall.map((x, index) => ({
          x,
          y: curve.precision[index]!,
          threshold: curve.thresholds[index] ?? null,
        })),
      },
    ];
  });
  return curveFigure(
    'precision-recall',
    t('Precision–recall'),
    t('recall'),
    t('precision'),
    curves,
    port,
  );
}

function curveFigure(
  id: string,
  title: string,
  xTitle: string,
  yTitle: string,
  curves: readonly Curve[],
  port: PanelPort<RunIntent>,
  reference?: { readonly label: string; readonly points: readonly { x: number; y: number }[] },
): HTMLElement | null {
  if (curves.length === 0) return null;
  return chartFigure(
    {
      id,
      title,
      summary: curves.map(({ label }) => label).join(', '),
      heightPx: 340,
      draw: (theme) =>
        ({
          type: 'line',
          data: {
            datasets: [
              ...curves.map((curve, index) => curveDataset(curve, index, theme)),
              ...(reference === undefined ? [] : [referenceDataset(reference, theme)]),
            ],
          },
          options: {
            interaction: { mode: 'nearest', intersect: false },
            scales: {
              x: axis(theme, xTitle, { type: 'linear', min: 0, max: 1 }),
              y: axis(theme, yTitle, { type: 'linear', min: 0, max: 1 }),
            },
            plugins: {
              tooltip: {
                filter: ({ datasetIndex }) => datasetIndex < curves.length,
                callbacks: {
                  title: (items) => items[0]?.dataset.label ?? '',
                  label: ({ datasetIndex, dataIndex }) => {
                    const point = curves[datasetIndex]?.points[dataIndex];
                    if (point === undefined) return [];
                    return [
                      `${xTitle} ${formatScore(point.x)}`,
                      `${yTitle} ${formatScore(point.y)}`,
                      ...(point.threshold === null
                        ? []
                        : [t('threshold {0}', formatScore(point.threshold))]),
                    ];
                  },
                },
              },
            },
          },
        }) satisfies ChartConfiguration<'line'>,
      table: {
        caption: title,
        columns: [
          { label: t('curve') },
          ...[xTitle, yTitle, t('threshold')].map((label) => ({ label, numeric: true })),
        ],
        rows: curves.flatMap(({ label, points }) =>
          points.map(({ x, y, threshold }) => [label, x, y, threshold]),
        ),
      },
    },
    port,
  );
}

function curveDataset(curve: Curve, index: number, theme: Theme): ChartDataset<'line'> {
  const color = theme.series[index % theme.series.length]!;
  return {
    label: curve.label,
    data: curve.points.map(({ x, y }) => ({ x, y })),
    borderColor: color,
    backgroundColor: withAlpha(color, 0.2),
    borderDash: [...seriesDashes[index % seriesDashes.length]!],
    borderWidth: theme.highContrast ? 2.5 : 1.75,
    pointRadius: 0,
    pointHoverRadius: 4,
    pointHoverBackgroundColor: color,
  };
}

function referenceDataset(
  reference: { readonly label: string; readonly points: readonly { x: number; y: number }[] },
  theme: Theme,
): ChartDataset<'line'> {
  return {
    label: reference.label,
    data: [...reference.points],
    borderColor: theme.muted,
    borderDash: [3, 4],
    borderWidth: 1,
    pointRadius: 0,
    pointHoverRadius: 0,
  };
}
