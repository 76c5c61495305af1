const labels: Readonly<Record<string, string>> = {
  rocAuc: 'ROC-AUC',
  roc_auc: 'ROC-AUC',
  averagePrecision: 'AP',
  average_precision: 'AP',
  f1: 'F1',
};

/** A metric's short name for one line, from its name in documents (`rocAuc`) or in a store (`roc_auc`). */
export function metricLabel(name: string): string {
  return labels[name] ?? name;
}
