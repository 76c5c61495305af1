import { classificationMetrics, type MetricName } from '../../src/protocol';
import { t } from '../shared/translate';

/** What people call a metric. */
export function metricName(metric: MetricName): string {
  switch (metric) {
    case 'rocAuc':
      return 'ROC-AUC';
    case 'averagePrecision':
      return t('Average precision');
    case 'f1':
      return 'F1';
    case 'precision':
      return t('Precision');
    case 'recall':
      return t('Recall');
    case 'accuracy':
      return t('Accuracy');
    case 'balancedAccuracy':
      return t('Balanced accuracy');
    case 'brier':
      return t('Brier score');
    case 'logLoss':
      return t('Log loss');
  }
}

/** A name for the head of a narrow column. */
export function shortMetricName(metric: MetricName): string {
  switch (metric) {
    case 'averagePrecision':
      return 'AP';
    case 'brier':
      return 'Brier ↓';
    case 'logLoss':
      return `${metricName(metric)} ↓`;
    default:
      return metricName(metric);
  }
}

/** Whether less is better. */
export function isLoss(metric: MetricName): boolean {
  return metric === 'brier' || metric === 'logLoss';
}

/** The metric of this name; `undefined` for names that are not ours. */
export function toMetricName(value: unknown): MetricName | undefined {
  return classificationMetrics.find((metric) => metric === value);
}
