import type { MetricName } from '../../protocol';

/** A metric's name in the run store and on the command line: scikit-learn's, `roc_auc` for `rocAuc`. */
export function metricKey(name: MetricName): string {
  return name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}
