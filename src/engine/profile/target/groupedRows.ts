import type { Dataset, DatasetColumn } from '../../data/dataset';
import { readLevelCodes, type LevelCodes } from '../levelCodes';
import { mapInTurns } from '../relations/mapInTurns';
import { columnBlocks, readNumbers } from '../shortTable';

/** A number that is looked at within groups of rows. */
export interface GroupRequest {
  /** SQL of type DOUBLE; NULL rows are left out. */
  readonly value: string;
  /** Its levels are the groups; rows without one are left out. */
  readonly group: DatasetColumn;
}

/** A number and its groups, row by row. */
export interface GroupedRows {
  /** NaN where missing. */
  readonly values: Float64Array;
  readonly groups: LevelCodes;
}

/** Steps that a row takes in `use`, roughly: some sorts. */
const stepsPerRow = 200;

/**
 * Reads numbers and groups of a short table, many at once, and computes something of each pair.
 *
 * @param dataset the opened data set; see `isShort`
 * @param requests values and groups; what several share is read once a block
 * @param use computes one answer; it must not keep the arrays
 * @param signal cancels the queries
 * @returns one answer per request; `null` for one of more than 20,000 groups
 * @throws {CuvetteError} CANCELLED when the signal is aborted.
 */
export async function mapGroupedRows<Result>(
  dataset: Dataset,
  requests: readonly GroupRequest[],
  use: (rows: GroupedRows, index: number) => Result,
  signal?: AbortSignal,
): Promise<(Result | null)[]> {
  const results: (Result | null)[] = [];
  const indexed = requests.map((request, index) => ({ ...request, index }));
  for (const block of columnBlocks(dataset, indexed)) {
    const values = [...new Set(block.map(({ value }) => value))];
    const columns = [...new Set(block.map(({ group }) => group))];
    const numbers = await readNumbers(dataset, values, signal);
    const levels = await readLevelCodes(dataset, columns, signal);
    const numberOf = new Map(values.map((value, k) => [value, numbers[k]!]));
    const levelsOf = new Map(columns.map((column, k) => [column, levels[k]!]));
    const answers = await mapInTurns(
      block,
      dataset.info.sampledRows * stepsPerRow,
      ({ value, group, index }) => {
        const groups = levelsOf.get(group) ?? null;
        return groups === null ? null : use({ values: numberOf.get(value)!, groups }, index);
      },
      signal,
    );
    results.push(...answers);
  }
  return results;
}
