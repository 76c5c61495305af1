import { formatCount, formatRate, formatValue } from '../../../format/numbers';
import type { AlertAction, ColumnProfile } from '../../../protocol';
import { alert, listed, type AlertRule, type Thresholds } from './alertRule';
import { isMissing } from './alertSql';
import { dropColumns } from './valueAlerts';

/** MISSING: columns with missing values above the threshold, one by one. */
export const missingValues: AlertRule = ({ columns, dataset, target, thresholds }) =>
  columns
    .filter(({ missing, distinct }) => isNamed(missing, thresholds) && distinct.count > 0)
    .map((column) => {
      const { name, missing } = column;
      const isTarget = name === target?.column;
      return alert('MISSING', severityOf(missing.rate, thresholds), [name], {
        message: `${name} is missing in ${formatRate(missing.rate)} of the rows (${formatCount(missing.count)}).`,
        why: isTarget
          ? 'Rows without the target take no part in tests and training.'
          : 'Missing values are filled in inside each fold. Whether a value is missing can itself carry information, or come from how the rows were collected.',
        value: missing.rate,
        threshold: thresholdOf(missing.rate, thresholds).value,
        thresholdName: thresholdOf(missing.rate, thresholds).name,
        where: isMissing(column, dataset.format),
        actions: isTarget ? [dropRows([name])] : fillOrDrop(column, thresholds),
      });
    });

/** MISSING: the few missing cells of all other columns together. */
export const fewMissing: AlertRule = ({ columns, dataset, thresholds }) => {
  const incomplete = columns.filter(
    ({ missing, distinct }) =>
      missing.count > 0 && distinct.count > 0 && !isNamed(missing, thresholds),
  );
  if (incomplete.length === 0) return [];
  const names = incomplete.map(({ name }) => name);
  const cells = incomplete.reduce((sum, { missing }) => sum + missing.count, 0);
  const largest = Math.max(...incomplete.map(({ missing }) => missing.rate));
  return [
    alert('MISSING', 'info', names, {
      message: `${formatCount(cells)} ${cells === 1 ? 'cell is' : 'cells are'} empty in ${names.length === 1 ? names[0]! : `${formatCount(names.length)} columns: ${listed(names)}`}.`,
      why: `No column lacks more than ${formatRate(largest)} of its values. They are filled in inside each fold; dropping the rows costs little, too.`,
      value: largest,
      threshold: thresholds.missing,
      thresholdName: 'missing',
      where: incomplete.map((column) => isMissing(column, dataset.format)).join(' OR '),
      actions: [dropRows(names)],
    }),
  ];
};

/** MISSING_TOGETHER: columns that are missing in the same rows. */
export const missingTogether: AlertRule = ({ columns, dataset, missingGroups, thresholds }) =>
  missingGroups.flatMap(({ columns: names, rows, phi }) => {
    const members = columns.filter(({ name }) => names.includes(name));
    if (rows === 0) return [];
    return [
      alert('MISSING_TOGETHER', 'info', names, {
        message: `${listed(names)} are missing together in ${formatCount(rows)} ${rows === 1 ? 'row' : 'rows'} (φ ${names.length === 2 || phi === 1 ? '=' : '≥'} ${formatValue(phi, 2)}).`,
        why: 'They were probably collected together, or left out for one reason: that reason may tell more than any filled-in value.',
        value: phi,
        threshold: thresholds.missingTogether,
        thresholdName: 'missingTogether',
        where: members.map((column) => isMissing(column, dataset.format)).join(' AND '),
        actions: [dropRows(names)],
      }),
    ];
  });

function isNamed(missing: ColumnProfile['missing'], thresholds: Thresholds): boolean {
  return missing.count > 0 && missing.rate >= thresholds.missing;
}

function severityOf(
  rate: number,
  { missingError, missingWarning }: Thresholds,
): 'error' | 'warning' | 'info' {
  if (rate >= missingError) return 'error';
  return rate >= missingWarning ? 'warning' : 'info';
}

/** The threshold that decided the severity. */
function thresholdOf(
  rate: number,
  thresholds: Thresholds,
): { readonly name: 'missing' | 'missingWarning' | 'missingError'; readonly value: number } {
  const names = { error: 'missingError', warning: 'missingWarning', info: 'missing' } as const;
  const name = names[severityOf(rate, thresholds)];
  return { name, value: thresholds[name] };
}

function dropRows(columns: readonly string[]): AlertAction {
  const label = 'Drop the rows with missing values';
  return { kind: 'clean', label, step: { kind: 'dropMissingRows', columns } };
}

function fillOrDrop(column: ColumnProfile, thresholds: Thresholds): AlertAction[] {
  const { name, type, missing } = column;
  const fill: AlertAction =
    type === 'numeric'
      ? {
          kind: 'clean',
          label: 'Fill with the median',
          step: { kind: 'impute', column: name, with: 'median' },
        }
      : {
          kind: 'clean',
          label: 'Fill with the commonest value',
          step: { kind: 'impute', column: name, with: 'mode' },
        };
  const drop = dropColumns([name]);
  if (missing.rate >= thresholds.missingError) return [drop, fill];
  return missing.rate >= thresholds.missingWarning ? [fill, drop] : [dropRows([name]), fill];
}
