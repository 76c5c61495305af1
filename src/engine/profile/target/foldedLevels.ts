import type { TargetInfo } from '../../../protocol';
import type { Dataset, DatasetColumn, SqlRow } from '../../data/dataset';
import type { ClassTable } from '../../statistics/classTable';
import { levelLabel } from '../levelCodes';
import { queryEach } from '../queryBatch';
import { columnBlocks, isShort, stackedRows, type ReadingOptions } from '../shortTable';
import { countOf, presentValue } from '../sqlExpressions';
import { labelLiteral } from './classBoxes';

/** Different combinations of class counts that are read at most. */
const mostKinds = 20_000;

/**
 * The levels of columns with very many of them against the classes: levels with the same class counts are folded into one line,
 * so that a million levels come back as some thousand lines.
 *
 * **Missing values:** rows without level or class are left out.
 *
 * @returns one table per column, classes in the order of `info.classes`; `null` for one with more than 20,000 different lines
 * @throws {CuvetteError} CANCELLED when the signal is aborted.
 */
export async function foldedLevels(
  dataset: Dataset,
  columns: readonly DatasetColumn[],
  target: DatasetColumn,
  info: TargetInfo,
  options: ReadingOptions = {},
): Promise<(ClassTable | null)[]> {
  const perClass = info.classes
    .map(({ value }) => `count_if(t = ${labelLiteral(value, target)})`)
    .join(', ');
  const answers = isShort(dataset, options)
    ? await kindsTogether(dataset, columns, target, perClass, options)
    : await kindsOneByOne(dataset, columns, target, perClass, options);
  return answers.map((rows) => {
    if (rows.length > mostKinds) return null;
    const kinds = rows.map((row) => ({
      counts: row['kind'] as readonly number[],
      levels: countOf(row, 'n'),
    }));
    kinds.sort((a, b) => compareCounts(a.counts, b.counts));
    return {
      counts: kinds.map(({ counts }) => counts),
      repeats: kinds.map(({ levels }) => levels),
    };
  });
}

async function kindsTogether(
  dataset: Dataset,
  columns: readonly DatasetColumn[],
  target: DatasetColumn,
  perClass: string,
  { signal }: ReadingOptions,
): Promise<SqlRow[][]> {
  const answers: SqlRow[][] = [];
  for (const block of columnBlocks(dataset, columns)) {
    const found: SqlRow[][] = block.map(() => []);
    const stacked = stackedRows(dataset, block.map(levelLabel), `${presentValue(target)} AS t`);
    const rows = await dataset.query(
      `SELECT k, kind, count(*) AS n FROM (SELECT k, [${perClass}] AS kind FROM ${stacked}
        WHERE v IS NOT NULL AND t IS NOT NULL GROUP BY k, v) GROUP BY k, kind
        QUALIFY row_number() OVER (PARTITION BY k) <= ${mostKinds + 1}`,
      signal,
    );
    for (const row of rows) found[row['k'] as number]!.push(row);
    answers.push(...found);
  }
  return answers;
}

function kindsOneByOne(
  dataset: Dataset,
  columns: readonly DatasetColumn[],
  target: DatasetColumn,
  perClass: string,
  { signal }: ReadingOptions,
): Promise<SqlRow[][]> {
  return queryEach(
    dataset,
    columns,
    (column, k) => `SELECT ${k} AS k, kind, count(*) AS n FROM (SELECT [${perClass}] AS kind
        FROM (SELECT ${presentValue(column)} AS g, ${presentValue(target)} AS t FROM ${dataset.relation})
        WHERE g IS NOT NULL AND t IS NOT NULL GROUP BY g) GROUP BY kind LIMIT ${mostKinds + 1}`,
    signal,
  );
}

function compareCounts(a: readonly number[], b: readonly number[]): number {
  const at = a.findIndex((count, i) => count !== b[i]);
  return at < 0 ? 0 : a[at]! - b[at]!;
}
