import { formatCount, formatRate, formatValue } from '../../../format/numbers';
import type { Correlations, TargetInfo } from '../../../protocol';
import { sqlLiteral } from '../../data/sqlText';
import { alert, identifier, quoted, type AlertRule } from './alertRule';
import { alertThresholds } from './alertTable';

/** TARGET_IMBALANCE: the rarest class is much rarer than with equally frequent classes. */
export const targetImbalance: AlertRule = ({ target }) => {
  const rarest = target?.classes.at(-1);
  if (target === null || rarest === undefined) return [];
  const even = 1 / target.classes.length;
  const threshold = alertThresholds.targetImbalance * 2 * even;
  if (rarest.rate >= threshold) return [];
  const severe = rarest.rate < alertThresholds.severeImbalance * 2 * even;
  return [
    alert('TARGET_IMBALANCE', severe ? 'warning' : 'info', [target.column], {
      message: `${target.column} is imbalanced: ${quoted(rarest.value)} ${formatRate(rarest.rate)}.`,
      why: 'Accuracy is high for a model that never finds the rare class. Judge by ROC-AUC, average precision or cost, and choose the threshold.',
      value: rarest.rate,
      threshold,
    }),
  ];
};

/** RARE_CLASS: a class with few rows. */
export const rareClasses: AlertRule = ({ target }) =>
  (target?.classes ?? [])
    .filter(({ count }) => count < alertThresholds.rareClass)
    .map(({ value, count }) =>
      alert(
        'RARE_CLASS',
        count < alertThresholds.classForFolds ? 'error' : 'warning',
        [target!.column],
        {
          message: `Class ${quoted(value)} of ${target!.column} has ${formatCount(count)} ${count === 1 ? 'row' : 'rows'}.`,
          why: 'Each fold holds a handful of them, so scores of this class swing by chance. Collect more, or join it with another class.',
          value: count,
          threshold: alertThresholds.rareClass,
          sql: `SELECT * FROM {table} WHERE ${identifier(target!.column)} = ${sqlLiteral(value)}`,
        },
      ),
    );

/** TARGET_LEAKAGE: a column that nearly determines the target. */
export const targetLeakage: AlertRule = ({ columns, target, correlations }) => {
  if (target === null) return [];
  return columns.flatMap(({ name, target: view }) => {
    const plain = view?.association.value ?? null;
    if (plain === null) return [];
    const value = leakageOf(
      view!.association.name,
      plain,
      pairValue(correlations, name, target.column),
      target,
    );
    if (value < alertThresholds.targetLeakage) return [];
    return [
      alert('TARGET_LEAKAGE', 'error', [name], {
        message: `${name} nearly determines ${target.column} (${view!.association.name} ${formatValue(value, 3)}).`,
        why: 'It may be known only after the target is, or be made from it. A model with it scores well here and fails in use; drop it unless it is known in time.',
        value,
        threshold: alertThresholds.targetLeakage,
      }),
    ];
  });
};

/**
 * The association on a scale where 1 means that the column determines the target. Plain Cramér's V nears 1 by itself for a column
 * of many rare levels, its corrected form does not. ε² cannot exceed 1 − Σp³ over the shares p of the classes, which it reaches
 * when the classes follow each other without overlap.
 */
function leakageOf(
  name: string,
  value: number,
  correctedV: number | null,
  target: TargetInfo,
): number {
  if (name !== '√ε²' || target.task === 'regression') {
    return correctedV === null ? value : Math.min(value, correctedV);
  }
  const reachable = 1 - target.classes.reduce((sum, { rate }) => sum + rate ** 3, 0);
  return Math.min(1, value / Math.sqrt(reachable));
}

function pairValue(correlations: Correlations, a: string, b: string): number | null {
  const [x, y] = [correlations.columns.indexOf(a), correlations.columns.indexOf(b)];
  for (const { name, pairs } of correlations.measures) {
    if (name !== 'cramersV') continue;
    const pair = pairs.find(({ i, j }) => (i === x && j === y) || (i === y && j === x));
    if (pair !== undefined) return pair.value;
  }
  return null;
}
