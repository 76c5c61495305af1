import { throwIfCancelled } from '../../../protocol';
import { correlationFromSums } from './correlationSums';
import { createCrossTables, crossAssociations, crossCells, type Association } from './crossTables';
import { createGroupSums, type GroupSums } from './groupSums';
import type { MeasuredPair } from './listedPairs';
import { numberBlock } from './numberBlock';
import { createNumberSums, type NumberBlock, type NumberSums } from './numberSums';
import { pairsOf } from './pairsOf';
import type { RelatedCategory, RelatedNumber } from './relatedColumns';
import type { RelatedRows } from './relatedRows';

/** Measures that sums over the rows are enough for. */
export interface SumMeasures {
  /** Positions in the list of numbers. */
  readonly pearson: readonly MeasuredPair[];
  /** Positions in the list of categories. */
  readonly cramersV: readonly MeasuredPair[];
  /** i is a category, j a number. */
  readonly correlationRatio: readonly MeasuredPair[];
}

/** Sums that grow while the rows of a file pass by. */
export interface StreamedSums {
  add(block: RelatedRows): void;
  /** False when the tables of all pairs of categories would take too much memory; they are then counted on the rows kept. */
  readonly hasTables: boolean;
  readonly numbers: NumberSums;
  readonly groups: readonly GroupSums[];
  associations(): Association[] | null;
}

/** Cells of all contingency tables that are counted at the same time. */
const mostTableCells = 8_000_000;

/** Sums over all pairs of these columns; see {@link sumsOfRows}. */
export function createStreamedSums(
  numbers: readonly RelatedNumber[],
  categories: readonly RelatedCategory[],
): StreamedSums {
  const standards = numbers.map(({ standard }) => standard);
  const levels = categories.map((category) => category.levels);
  const numberSums = createNumberSums(numbers.length);
  const groups = categories.map((category) => createGroupSums(category.levels, numbers.length));
  const hasTables = crossCells(levels) <= mostTableCells;
  const tables = hasTables ? createCrossTables(levels) : null;
  return {
    hasTables,
    numbers: numberSums,
    groups,
    associations: () => tables?.associations() ?? null,
    add(rows) {
      const block = numberBlock(rows.numbers, standards, rows.rows);
      numberSums.add(block);
      groups.forEach((group, c) => group.add(rows.codes[c]!, block));
      tables?.add(rows.codes, rows.rows);
    },
  };
}

/**
 * Pearson's r, Cramér's V and the correlation ratio of every pair, from the sums of all rows where these were streamed, else
 * from the rows in memory.
 *
 * @throws {CuvetteError} CANCELLED when the signal is aborted.
 */
export function sumsOfRows(
  rows: RelatedRows,
  numbers: readonly RelatedNumber[],
  categories: readonly RelatedCategory[],
  streamed: StreamedSums | null,
  signal?: AbortSignal,
): SumMeasures {
  const levels = categories.map((category) => category.levels);
  const standards = numbers.map(({ standard }) => standard);
  const block = streamed === null ? numberBlock(rows.numbers, standards, rows.rows) : null;
  const sums = streamed?.numbers ?? createNumberSums(numbers.length);
  if (block !== null) sums.add(block);
  throwIfCancelled(signal);
  const pearson = pairsOf(numbers.length).map(([i, j]) => {
    const { value, n } = correlationFromSums(sums.pair(i, j));
    return { i, j, value, n };
  });
  const correlationRatio = categories.flatMap(({ levels: own }, c) => {
    throwIfCancelled(signal);
    const group = streamed?.groups[c] ?? groupSumsOf(own, numbers.length, rows.codes[c]!, block!);
    return numbers.map((_, j) => ({ i: c, j, ...group.ratio(j) }));
  });
  const tables = streamed?.associations() ?? crossAssociations(rows.codes, levels);
  const cramersV = pairsOf(categories.length).map(([i, j], p) => ({ i, j, ...tables[p]! }));
  return { pearson, cramersV, correlationRatio };
}

function groupSumsOf(
  levels: number,
  numbers: number,
  codes: Uint8Array,
  block: NumberBlock,
): GroupSums {
  const sums = createGroupSums(levels, numbers);
  sums.add(codes, block);
  return sums;
}
