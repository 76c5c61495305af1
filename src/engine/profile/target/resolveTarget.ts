import { CuvetteError, type TargetInfo, type ValueCount } from '../../../protocol';
import type { Dataset, DatasetColumn } from '../../data/dataset';
import { countOf, isPresent, presentValue, textOf } from '../sqlExpressions';
import { nearestNames } from '../../base/nearestNames';

/** Classes a target may have at most. */
const mostClasses = 100;

const yesLabels: ReadonlySet<string> = new Set([
  'yes', 'y', 'true', 't', 'positive', 'pos', '1', '1.0', 'on', '예', '네', '참', '양성', 'oui', 'ja', 'sí', 'si', 'はい',
]); // prettier-ignore
const noNumbers: ReadonlySet<string> = new Set(['0', '0.0', '-1', '-1.0']);

/**
 * The column of a data set with the given name.
 *
 * @throws {CuvetteError} COLUMN_NOT_FOUND, with the nearest names as hint.
 */
export function findColumn(dataset: Dataset, name: string): DatasetColumn {
  const column = dataset.columns.find((candidate) => candidate.name === name);
  if (column !== undefined) return column;
  const names = dataset.columns.map((candidate) => candidate.name);
  const near = nearestNames(name, names);
  throw new CuvetteError(
    'COLUMN_NOT_FOUND',
    `There is no column ${JSON.stringify(name)} in ${dataset.info.path}.`,
    {
      hint:
        near.length > 0
          ? `Did you mean ${near.map((candidate) => JSON.stringify(candidate)).join(' or ')}?`
          : `It has ${names.length} columns, among them ${names
              .slice(0, 5)
              .map((candidate) => JSON.stringify(candidate))
              .join(', ')}.`,
      details: { column: name, columns: names },
    },
  );
}

/** Options of {@link resolveTarget}. */
export interface ResolveTargetOptions {
  /** Label of the positive class, for a target with two classes only. */
  readonly positive?: string;
  readonly signal?: AbortSignal;
}

/**
 * Makes a target of a column: the task, the classes and the positive class.
 *
 * Two distinct values make a binary task whatever the type. A categorical, ordinal or boolean column with more makes a
 * multi-class task, a numeric one a regression. The positive class is the given one, else the label that says "yes", else the
 * rarer class (a tie goes to the later label). Rows without the target count nowhere.
 *
 * @throws {CuvetteError} COLUMN_NOT_FOUND with the nearest names; TARGET_CONSTANT when the column has fewer than two values;
 *   TARGET_UNSUITABLE for dates, free text, identifiers and more than 100 classes; PARAMETER_INVALID when `positive` is not a
 *   label of a binary target; CANCELLED.
 */
export async function resolveTarget(
  dataset: Dataset,
  target: string,
  options: ResolveTargetOptions = {},
): Promise<TargetInfo> {
  const { positive, signal } = options;
  const column = findColumn(dataset, target);
  const rows = await dataset.query(
    `SELECT CAST(v AS VARCHAR) AS v, n FROM (SELECT ${presentValue(column)} AS v, count(*) AS n
       FROM ${dataset.relation} WHERE ${isPresent(column)} GROUP BY 1) ORDER BY n DESC, v LIMIT ${mostClasses + 1}`,
    signal,
  );
  if (rows.length < 2)
    throw constantTarget(column, rows.length === 0 ? null : textOf(rows[0], 'v'));
  const task = taskOf(column, rows.length);
  if (task === 'regression') {
    if (positive !== undefined)
      throw positiveNotApplicable(target, positive, 'a number to be predicted');
    return { column: target, task, classes: [], positive: null, positiveReason: null };
  }
  const total = rows.reduce((sum, row) => sum + countOf(row, 'n'), 0);
  const classes = rows.map((row) => ({
    value: textOf(row, 'v') ?? '',
    count: countOf(row, 'n'),
    rate: countOf(row, 'n') / total,
  }));
  if (task === 'multiclass') {
    if (positive !== undefined) {
      throw positiveNotApplicable(target, positive, `a target of ${classes.length} classes`);
    }
    return { column: target, task, classes, positive: null, positiveReason: null };
  }
  return { column: target, task, classes, ...positiveClass(target, classes, positive) };
}

function taskOf(column: DatasetColumn, distinct: number): TargetInfo['task'] {
  if (distinct === 2) return 'binary';
  if (column.type === 'numeric') return 'regression';
  const unsuitable: Readonly<Partial<Record<DatasetColumn['type'], string>>> = {
    dateTime: 'holds dates or times',
    text: 'holds free text',
    identifier: 'looks like an identifier',
  };
  const why =
    unsuitable[column.type] ??
    (distinct > mostClasses ? `has more than ${mostClasses} classes` : undefined);
  if (why === undefined) return 'multiclass';
  throw new CuvetteError(
    'TARGET_UNSUITABLE',
    `Column ${JSON.stringify(column.name)} cannot be a target: it ${why}.`,
    {
      hint: 'Choose another target, or set the column type in cuvette.json if it was inferred wrongly.',
      details: { column: column.name, type: column.type, typeReason: column.typeReason },
    },
  );
}

function constantTarget(column: DatasetColumn, value: string | null): CuvetteError {
  const holds = value === null ? 'no value at all' : `only the value ${JSON.stringify(value)}`;
  return new CuvetteError(
    'TARGET_CONSTANT',
    `Column ${JSON.stringify(column.name)} cannot be a target: it holds ${holds}.`,
    {
      hint: 'Choose a column with at least two different values.',
      details: { column: column.name },
    },
  );
}

function positiveNotApplicable(target: string, positive: string, why: string): CuvetteError {
  return new CuvetteError(
    'PARAMETER_INVALID',
    `A positive class was given (${JSON.stringify(positive)}), but ${JSON.stringify(target)} is ${why}.`,
    {
      hint: 'Leave the positive class out; it belongs to targets with two classes.',
      details: { parameter: 'positive' },
    },
  );
}

function positiveClass(
  target: string,
  classes: readonly ValueCount[],
  given: string | undefined,
): { positive: string; positiveReason: string } {
  const labels = classes.map(({ value }) => value);
  if (given !== undefined) {
    if (labels.includes(given)) return { positive: given, positiveReason: 'Chosen.' };
    throw new CuvetteError(
      'PARAMETER_INVALID',
      `The positive class of ${JSON.stringify(target)} must be one of ${labels.map((label) => JSON.stringify(label)).join(' or ')}. Got ${JSON.stringify(given)}.`,
      { details: { parameter: 'positive', classes: labels } },
    );
  }
  const yes = labels.filter((label, i) => saysYes(label, labels[1 - i]!));
  if (yes.length === 1) {
    return { positive: yes[0]!, positiveReason: `${JSON.stringify(yes[0]!)} reads as "yes".` };
  }
  const [first, second] = classes as readonly [ValueCount, ValueCount];
  if (first.count === second.count) {
    return {
      positive: second.value,
      positiveReason: 'Both classes are equally frequent; the later label.',
    };
  }
  const share = `${(second.rate * 100).toFixed(1)} %`;
  return { positive: second.value, positiveReason: `The rarer class (${share}).` };
}

function saysYes(label: string, other: string): boolean {
  const text = label.trim().toLowerCase();
  if (!yesLabels.has(text)) return false;
  // 1 means "yes" beside 0 or −1 only; beside 2 it is just the first code.
  return !text.startsWith('1') || noNumbers.has(other.trim());
}
