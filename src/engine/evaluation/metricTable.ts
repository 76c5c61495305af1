import type { MetricName } from '../../protocol';

/** How a metric is read. */
export interface MetricTraits {
  /** As people write it. */
  readonly title: string;
  readonly greaterIsBetter: boolean;
}

/** Title and direction of every metric. */
export const metricTable: Readonly<Record<MetricName, MetricTraits>> = {
  rocAuc: { title: 'ROC-AUC', greaterIsBetter: true },
  averagePrecision: { title: 'average precision', greaterIsBetter: true },
  f1: { title: 'F1', greaterIsBetter: true },
  precision: { title: 'precision', greaterIsBetter: true },
  recall: { title: 'recall', greaterIsBetter: true },
  accuracy: { title: 'accuracy', greaterIsBetter: true },
  balancedAccuracy: { title: 'balanced accuracy', greaterIsBetter: true },
  brier: { title: 'Brier score', greaterIsBetter: false },
  logLoss: { title: 'log loss', greaterIsBetter: false },
};
