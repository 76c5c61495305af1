import type { CategoricalSummary, ColumnProfile, ColumnType, TextSummary } from '../../../protocol';
import type { Dataset, DatasetColumn } from '../../data/dataset';
import { countColumns, readsAsNumbers, type ColumnCounts } from './columnCounts';
import { describeDateTimes } from './dateTimeSummary';
import { describeNested } from './nestedSummary';
import { describeNumeric, type NumericDescription } from './numericSummary';
import { describeText } from './textSummary';
import { describeValues, type ValueDescription } from './valueCounts';

/** A column, described by itself. */
export interface ColumnDescription extends ColumnCounts {
  /** Distinct values that are present. */
  readonly distinct: number;
  /** Of a column that reads as numbers. */
  readonly description: NumericDescription | null;
  /** Texts among the values that look like a placeholder for "missing". */
  readonly placeholders: ValueDescription['placeholders'];
  /** What the profile shows of it. */
  readonly summaries: Pick<ColumnProfile, 'numeric' | 'dateTime' | 'nested'> & {
    readonly categorical?: CategoricalSummary;
    readonly text?: TextSummary;
  };
}

/** Options of {@link describeColumns}. */
export interface DescribeOptions {
  /** Column of class labels; when given, histograms are also counted per class. */
  readonly classes?: DatasetColumn | undefined;
  readonly signal?: AbortSignal | undefined;
  /** `fraction` of the describing, in [0, 1]. */
  readonly onProgress?: (message: string, fraction: number) => void;
}

/**
 * Describes every column by itself, according to its type: counts, then moments, quantiles and histograms of numbers, the most
 * frequent values, texts, dates and times, what is inside lists and structs. Exact over all rows, but for what is said to be
 * sampled.
 *
 * @throws {CuvetteError} CANCELLED; OUT_OF_MEMORY and DISK_FULL from the SQL engine.
 */
export async function describeColumns(
  dataset: Dataset,
  { classes, signal, onProgress }: DescribeOptions = {},
): Promise<ColumnDescription[]> {
  onProgress?.('Counting', 0);
  const counted = await countColumns(dataset, signal);
  const columnsOf = (part: readonly ColumnCounts[]): ColumnCounts['column'][] =>
    part.map(({ column }) => column);

  onProgress?.('Describing numbers', 0.2);
  const numeric = await mapOf(
    counted.filter(({ column }) => readsAsNumbers(column)),
    (part) => describeNumeric(dataset, part, classes, signal),
  );
  onProgress?.('Counting values', 0.7);
  const values = await mapOf(
    counted.filter(({ column: { type } }) => listsValues(type)),
    (part) => describeValues(dataset, part, signal),
  );
  const text = await mapOf(
    counted.filter(({ column }) => column.type === 'text'),
    (part) =>
      describeText(
        dataset,
        part.map(({ column }) => ({
          column,
          placeholders: values.get(column.index)?.placeholders ?? [],
        })),
        signal,
      ),
  );
  const dateTimes = await mapOf(
    counted.filter(({ column }) => column.type === 'dateTime'),
    (part) => describeDateTimes(dataset, columnsOf(part), signal),
  );
  const nested = await mapOf(
    counted.filter(({ column }) => column.type === 'nested'),
    (part) => describeNested(dataset, columnsOf(part), signal),
  );
  return counted.map((counts): ColumnDescription => {
    const { index } = counts.column;
    const [number, value, dateTime] = [numeric.get(index), values.get(index), dateTimes.get(index)];
    const inside = nested.get(index);
    return {
      ...counts,
      distinct: dateTime?.distinct ?? inside?.distinct ?? distinctOf(counts, number, value),
      description: number ?? null,
      placeholders: value?.placeholders ?? [],
      summaries: defined({
        numeric: number?.summary,
        categorical: value?.summary,
        text: text.get(index),
        dateTime: dateTime?.summary,
        nested: inside?.summary,
      }),
    };
  });
}

/** Whether the most frequent values of such a column say something. */
function listsValues(type: ColumnType): boolean {
  return type !== 'dateTime' && type !== 'numeric' && type !== 'nested';
}

function distinctOf(
  counts: ColumnCounts,
  numeric: NumericDescription | undefined,
  values: ValueDescription | undefined,
): number {
  if (values !== undefined) return values.distinct;
  if (numeric !== undefined) return numeric.distinct + counts.numeric!.infiniteKinds;
  return 0;
}

/** Computes for some columns and keeps the answers by the column's position in the file. */
async function mapOf<Answer>(
  columns: readonly ColumnCounts[],
  compute: (columns: readonly ColumnCounts[]) => Promise<readonly Answer[]>,
): Promise<Map<number, Answer>> {
  const answers = columns.length === 0 ? [] : await compute(columns);
  return new Map(columns.map(({ column }, i) => [column.index, answers[i]!]));
}

function defined<T extends object>(fields: T): { [K in keyof T]?: Exclude<T[K], undefined> } {
  const kept = Object.entries(fields).filter(([, value]) => value !== undefined);
  return Object.fromEntries(kept) as { [K in keyof T]?: Exclude<T[K], undefined> };
}
