import type { ColumnProfile, ValueCount } from '../../../protocol';
import type { Dataset } from '../../data/dataset';
import { queryAggregates, queryEach } from '../queryBatch';
import {
  countOf,
  doubleLiteral,
  finiteValue,
  isPresent,
  presentValue,
  textOf,
} from '../sqlExpressions';
import type { Thresholds } from './alertRule';
import { findSentinels, type Sentinel } from './sentinels';
import { findTextForms, type TextForms } from './textForms';

/** What is asked about a column for the sake of alerts, beyond its summary. */
export interface ColumnTraits {
  /** Values that may stand for "missing". */
  readonly sentinels: readonly Sentinel[];
  /** All values and their rows where they are few, rarest first; `null` elsewhere. */
  readonly levels: readonly ValueCount[] | null;
  /** The most frequent number where nearly all are equal; `null` elsewhere. */
  readonly commonest: ValueCount | null;
  /** How many texts read as numbers or dates; `null` when next to none do. */
  readonly forms: TextForms | null;
}

/** Levels of a category that are looked at one by one. */
const fewLevels = 100;
/** Different whole numbers up to which they may be codes. */
export const fewNumbers = 20;

/**
 * Asks what the summaries do not say, only of columns where it may matter.
 *
 * @returns traits of every column, by name
 * @throws {CuvetteError} CANCELLED when the signal is aborted.
 */
export async function findTraits(
  dataset: Dataset,
  columns: readonly ColumnProfile[],
  thresholds: Thresholds,
  signal?: AbortSignal,
): Promise<Map<string, ColumnTraits>> {
  const levels = await fewLevelsOf(dataset, columns, signal);
  const sentinels = await findSentinels(dataset, columns, levels, signal);
  const commonest = await commonestNumbers(dataset, columns, signal);
  const forms = await findTextForms(dataset, columns, thresholds.mixedTypes, signal);
  return new Map(
    columns.map(({ name }) => [
      name,
      {
        sentinels: sentinels.get(name) ?? [],
        levels: levels.get(name) ?? null,
        commonest: commonest.get(name) ?? null,
        forms: forms.get(name) ?? null,
      },
    ]),
  );
}

/** Whether a column's values are few enough to be levels of a category, or codes of one. */
function hasFewLevels({ type, storageType, distinct }: ColumnProfile): boolean {
  if (distinct.count < 2) return false;
  if (type === 'numeric') return storageType === 'BIGINT' && distinct.count <= fewNumbers;
  const isCategory = type === 'categorical' || type === 'ordinal' || type === 'boolean';
  return isCategory && distinct.count <= fewLevels;
}

async function fewLevelsOf(
  dataset: Dataset,
  columns: readonly ColumnProfile[],
  signal?: AbortSignal,
): Promise<Map<string, ValueCount[]>> {
  const few = columns.filter((column) => hasFewLevels(column));
  const known = few.filter(({ categorical }) => categorical?.other === 0);
  const asked = few.filter((column) => !known.includes(column));
  const answers = await queryEach(
    dataset,
    asked,
    ({ index }, k) => {
      const column = dataset.columns[index]!;
      return `SELECT ${k} AS k, CAST(v AS VARCHAR) AS v, n FROM (SELECT ${presentValue(column)} AS v, count(*) AS n
        FROM ${dataset.relation} WHERE ${isPresent(column)} GROUP BY 1)`;
    },
    signal,
  );
  const counted = asked.map((column, i): [ColumnProfile, ValueCount[]] => {
    const present = dataset.info.sampledRows - column.missing.count;
    return [
      column,
      answers[i]!.map((row) => {
        const count = countOf(row, 'n');
        return { value: textOf(row, 'v') ?? '', count, rate: count / Math.max(1, present) };
      }),
    ];
  });
  const listed = known.map((column): [ColumnProfile, ValueCount[]] => [
    column,
    [...column.categorical!.top],
  ]);
  return new Map(
    [...counted, ...listed].map(([{ name }, values]) => [
      name,
      values.sort((a, b) => a.count - b.count || (a.value < b.value ? -1 : 1)),
    ]),
  );
}

/** Numbers of which the middle nine tenths are equal. */
async function commonestNumbers(
  dataset: Dataset,
  columns: readonly ColumnProfile[],
  signal?: AbortSignal,
): Promise<Map<string, ValueCount>> {
  const suspects = columns.flatMap((column) => {
    const { type, distinct, numeric } = column;
    const middle = numeric?.quantiles['0.5'] ?? null;
    const flat = middle !== null && numeric!.quantiles['0.05'] === numeric!.quantiles['0.95'];
    return type === 'numeric' && distinct.count > 1 && flat ? [{ column, middle }] : [];
  });
  const counts = await queryAggregates(
    dataset,
    dataset.relation,
    suspects.map(
      ({ column, middle }) =>
        `count_if(${finiteValue(dataset.columns[column.index]!)} = ${doubleLiteral(middle)})`,
    ),
    signal,
  );
  return new Map(
    suspects.map(({ column, middle }, i) => {
      const count = counts[i] ?? 0;
      const present = dataset.info.sampledRows - column.missing.count;
      return [column.name, { value: String(middle), count, rate: count / Math.max(1, present) }];
    }),
  );
}
