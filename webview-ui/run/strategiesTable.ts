import {
  classificationMetrics,
  type MetricName,
  type RunIntent,
  type TrainedResult,
  type TrainResult,
} from '../../src/protocol';
import { dataTable, type Cell } from '../shared/dataTable';
import { html } from '../shared/dom';
import {
  formatDifference,
  formatExact,
  formatPStatement,
  formatScore,
  formatSeconds,
} from '../shared/format';
import { type PanelPort } from '../shared/messagePort';
import { actionButton } from '../shared/panelStates';
import { t } from '../shared/translate';
import { isLoss, metricName, shortMetricName } from './metricNames';
import { verdictAgainst, type Verdict } from './verdicts';

/** Metrics that the table leaves to the run's own page. */
const lessAsked: readonly MetricName[] = ['balancedAccuracy', 'logLoss'];

/** The strategies side by side, each against the base by the paired comparison of `metric`. */
export function strategiesTable(
  comparison: TrainResult,
  metric: MetricName,
  labelOf: (result: TrainedResult) => string,
  port: PanelPort<RunIntent>,
): HTMLElement {
  const others = classificationMetrics.filter(
    (candidate) => candidate !== metric && !lessAsked.includes(candidate),
  );
  const withHoldout = comparison.results.some(({ holdout }) => holdout !== null);
  return dataTable(
    {
      caption: t('Strategies compared by {0}', metricName(metric)),
      columns: [
        { label: t('strategy') },
        {
          label: metricName(metric),
          numeric: true,
          className: 'main-metric',
          title: t('Mean ± standard deviation over the folds'),
        },
        { label: t('against base'), className: 'verdict' },
        ...(withHoldout
          ? [
              {
                label: t('held out'),
                numeric: true,
                title: t('{0} on rows that no fold has seen', metricName(metric)),
              },
            ]
          : []),
        ...others.map((other) => ({
          label: shortMetricName(other),
          title: isLoss(other) ? t('{0}, less is better', metricName(other)) : metricName(other),
          numeric: true,
        })),
        { label: t('time'), numeric: true, className: 'seconds' },
      ],
      rows: comparison.results.map((result): Cell[] => {
        const base = baseOf(comparison, result);
        const verdict =
          base === undefined || base === result
            ? undefined
            : verdictAgainst(comparison.comparison, result.runId, base.runId, metric);
        return [
          strategyCell(comparison, result, labelOf(result), port),
          summaryCell(result, metric),
          verdictCell(verdict, result === base),
          ...(withHoldout ? [scoreCell(result.holdout?.[metric] ?? null)] : []),
          ...others.map((other) => scoreCell(result.metrics[other].mean)),
          {
            content: formatSeconds(result.seconds),
            text: String(result.seconds),
            className: 'muted',
          },
        ];
      }),
    },
    'strategies',
  );
}

/** The result that the others are compared with: the plain strategy of the same model. */
function baseOf(comparison: TrainResult, result: TrainedResult): TrainedResult | undefined {
  const model: string = result.model;
  return comparison.results.find((one) => one.strategy === 'base' && one.model === model);
}

function strategyCell(
  comparison: TrainResult,
  result: TrainedResult,
  label: string,
  port: PanelPort<RunIntent>,
): Cell {
  const best = comparison.best.runId === result.runId;
  return {
    content: [
      html(
        'span',
        {
          class: 'star',
          role: 'img',
          'aria-label': best ? t('recommended') : '',
          'aria-hidden': String(!best),
        },
        best ? '★' : '',
      ),
      actionButton(
        `open-${result.runId}`,
        label,
        () => port.send({ type: 'openRun', runId: result.runId }),
        'link',
      ),
    ],
    text: `${result.strategy} ${result.model}`,
  };
}

function summaryCell(result: TrainedResult, metric: MetricName): Cell {
  const { mean, std, reasons } = result.metrics[metric];
  return {
    content: [formatScore(mean), html('span', { class: 'muted' }, ` ± ${formatScore(std)}`)],
    text: mean === null ? '' : String(mean),
    title: reasons?.['mean'] ?? `${formatExact(mean)} ± ${formatExact(std)}`,
    className: 'main-metric',
  };
}

function scoreCell(value: number | null): Cell {
  return {
    content: formatScore(value),
    text: value === null ? '' : String(value),
    title: formatExact(value),
  };
}

function verdictCell(verdict: Verdict | undefined, isBase: boolean): Cell {
  if (verdict === undefined || verdict.verdict === 'unknown') {
    return { content: html('span', { class: 'muted' }, isBase ? t('the base') : ''), text: '' };
  }
  const words = {
    better: t('better'),
    worse: t('worse'),
    'no difference': t('no difference'),
  }[verdict.verdict];
  return {
    content: [
      html('span', { class: `verdict-sign ${verdict.verdict.replace(' ', '-')}` }, verdict.sign),
      ` ${words} ${formatDifference(verdict.difference)}`,
      verdict.interval === null
        ? null
        : html(
            'div',
            { class: 'muted interval' },
            verdict.interval.map(formatDifference).join(' … '),
          ),
    ],
    text: [verdict.verdict, verdict.difference ?? '', ...(verdict.interval ?? [])].join(' '),
    title: verdict.reason ?? formatPStatement(verdict.pValue),
    className: 'verdict',
  };
}
