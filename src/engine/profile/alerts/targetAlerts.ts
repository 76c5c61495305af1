import { formatCount, formatRate, formatValue } from '../../../format/numbers';
import type { ColumnProfile, TargetView, ValueCount } from '../../../protocol';
import { alert, listed, shownValue, type AlertRule, type Thresholds } from './alertRule';
import { identifier, isOneOf } from './alertSql';
import { levelsWithRows, rareNumbers } from './levelAlerts';
import { dropColumns } from './valueAlerts';

/** Rows of a class below which its imbalance is called severe, whatever its share. */
const fewRows = 100;

interface SmallClass extends ValueCount {
  /** Rows of the class over the rows of it and the largest class: 0.5 for two equal ones. */
  readonly share: number;
}

/**
 * TARGET_IMBALANCE in three grades, by the rows of the rarest class over those of it and the largest class: a note below
 * `targetImbalance`, a warning below `severeImbalance`, an error where the class is too rare to be split as well.
 */
export const targetImbalance: AlertRule = ({ target, columns, thresholds }) => {
  const largest = target?.classes[0];
  if (target === null || largest === undefined) return [];
  const column = columns.find(({ name }) => name === target.column)!;
  const small = target.classes
    .map((own): SmallClass => ({ ...own, share: own.count / (own.count + largest.count) }))
    .filter(({ share }) => share < thresholds.targetImbalance)
    .sort((a, b) => a.share - b.share);
  const [rarest] = small;
  if (rarest === undefined) return [];
  const grade = gradeOf(rarest, thresholds);
  const shown = small
    .slice(0, 3)
    .map(({ value, rate }) => `${shownValue(column, value)} ${formatRate(rate)}`);
  return [
    alert('TARGET_IMBALANCE', grade.severity, [target.column], {
      message: `${target.column} is ${grade.word}imbalanced: ${small.length > 3 ? `${shown.join(', ')} and ${small.length - 3} more` : listed(shown)}, beside ${shownValue(column, largest.value)} ${formatRate(largest.rate)}.`,
      why: 'Accuracy is high for a model that never finds the rare class. Judge by ROC-AUC, average precision or cost, and choose the threshold.',
      value: rarest.share,
      threshold: thresholds[grade.thresholdName],
      thresholdName: grade.thresholdName,
      where: isOneOf(
        column,
        small.map(({ value }) => value),
      ),
      actions: [{ kind: 'train', label: 'Compare strategies for imbalanced classes' }],
    }),
  ];
};

function gradeOf(
  { share, count }: SmallClass,
  thresholds: Thresholds,
): {
  readonly severity: 'info' | 'warning' | 'error';
  readonly word: string;
  readonly thresholdName: 'targetImbalance' | 'severeImbalance';
} {
  if (share >= thresholds.severeImbalance) {
    return { severity: 'info', word: '', thresholdName: 'targetImbalance' };
  }
  const thresholdName = 'severeImbalance';
  if (count < thresholds.rareClass) return { severity: 'error', word: 'severely ', thresholdName };
  return { severity: 'warning', word: count < fewRows ? 'severely ' : '', thresholdName };
}

/** RARE_CLASS: classes with fewer rows than two for each of five folds. */
export const rareClasses: AlertRule = ({ target, columns, traits, thresholds }) => {
  if (target === null) return [];
  const column = columns.find(({ name }) => name === target.column)!;
  const limit = thresholds.rareClass;
  const asNumber = target.task === 'regression';
  const rare = asNumber
    ? rareNumbers(column, traits.get(column.name)?.levels ?? null, limit)
    : target.classes.filter(({ count }) => count < limit).toReversed();
  if (rare.length === 0) return [];
  const [first] = rare;
  const noun = asNumber ? 'value' : 'class';
  const found =
    rare.length === 1
      ? `The ${noun} ${shownValue(column, first!.value)} of ${column.name} has ${formatCount(first!.count)} ${first!.count === 1 ? 'row' : 'rows'}`
      : `${formatCount(rare.length)} ${asNumber ? 'values' : 'classes'} of ${column.name} have fewer than ${formatCount(limit)} rows: ${levelsWithRows(column, rare)}`;
  return [
    alert('RARE_CLASS', asNumber ? 'warning' : 'error', [column.name], {
      message: asNumber
        ? `${found}. As ${rare.length === 1 ? 'a class it' : 'classes they'} would be too rare to be split into folds; now ${column.name} is predicted as a number.`
        : `${found}. That is too few to be split into five folds twice over.`,
      why: asNumber
        ? 'Few whole numbers are often grades, which are better predicted as classes. The rare ones must then be joined with their neighbours, or collected.'
        : 'Each fold holds one or none of them, so scores of this class mean nothing. Collect more, or join it with another class.',
      value: first!.count,
      threshold: limit,
      thresholdName: 'rareClass',
      where: isOneOf(
        column,
        rare.map(({ value }) => value),
      ),
      actions: asNumber
        ? [
            {
              kind: 'setType',
              label: 'Treat as ordered classes',
              column: column.name,
              type: 'ordinal',
            },
          ]
        : [],
    }),
  ];
};

/** TARGET_LEAKAGE: a column that nearly determines the target. */
export const targetLeakage: AlertRule = ({ columns, target, thresholds }) => {
  if (target === null) return [];
  return columns.flatMap((column) => {
    const { name, target: view } = column;
    const found = view === undefined || name === target.column ? null : leakOf(view, thresholds);
    if (found === null) return [];
    return [
      alert('TARGET_LEAKAGE', 'error', [name], {
        message: `${name} nearly determines ${target.column}: ${found.says}.`,
        why: 'It may be known only after the target is, or be made from it. A model with it scores well here and fails in use; drop it unless it is known in time.',
        value: found.value,
        threshold: thresholds[found.thresholdName],
        thresholdName: found.thresholdName,
        sql: besideTarget(column, target.column, target.task === 'regression'),
        actions: [dropColumns([name])],
      }),
    ];
  });
};

interface Leak {
  readonly says: string;
  readonly value: number;
  readonly thresholdName: 'leakageInformation' | 'leakageAuc';
}

function leakOf({ auc, mutualInformation }: TargetView, thresholds: Thresholds): Leak | null {
  if (auc !== null && auc > thresholds.leakageAuc) {
    return {
      says: `alone it ranks the rows with a ROC-AUC of ${formatValue(auc, 3)}`,
      value: auc,
      thresholdName: 'leakageAuc',
    };
  }
  if (mutualInformation !== null && mutualInformation > thresholds.leakageInformation) {
    return {
      says: `it holds ${formatRate(mutualInformation)} of the information about it`,
      value: mutualInformation,
      thresholdName: 'leakageInformation',
    };
  }
  return null;
}

function besideTarget(column: ColumnProfile, target: string, isNumber: boolean): string {
  const [own, other] = [identifier(column.name), identifier(target)];
  const few = column.type !== 'numeric' && column.type !== 'dateTime' && column.type !== 'text';
  if (isNumber) return `SELECT ${own}, ${other} FROM {table} ORDER BY 1`;
  return few
    ? `SELECT ${own}, ${other}, count(*) AS n FROM {table} GROUP BY ALL ORDER BY n DESC`
    : `SELECT ${other}, count(*) AS n, min(${own}), median(${own}), max(${own}) FROM {table} GROUP BY 1`;
}
