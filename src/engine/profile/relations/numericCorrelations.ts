import { formatCount } from '../../../format/numbers';
import { throwIfCancelled } from '../../../protocol';
import type { Dataset } from '../../data/dataset';
import { standardise } from '../columns/centralMoments';
import type { ColumnCounts } from '../columns/columnCounts';
import { correlationFromSums, type Correlation } from './correlationSums';
import { queryAggregates } from '../queryBatch';
import { finiteValue } from '../sqlExpressions';

/** A pair of positions (i < j) in the list of columns that was given, with its correlation. */
export type CorrelatedPair = { readonly i: number; readonly j: number } & Correlation;

const constant = 'One of the columns is constant or empty.';

/**
 * Pearson's r of every pair of columns, over the rows where both are present and finite, in one scan. The columns are centred
 * and scaled first, so the sums do not cancel.
 *
 * **Missing values:** omitted pairwise.
 * **Agrees with** pandas `corr()`, rel 1e-10.
 *
 * @throws {CuvetteError} CANCELLED when the signal is aborted.
 */
export async function pearsonPairs(
  dataset: Dataset,
  columns: readonly ColumnCounts[],
  signal?: AbortSignal,
): Promise<CorrelatedPair[]> {
  const standard = columns.map(standardise);
  const usable = columns.map((_, i) => i).filter((i) => standard[i] !== null);
  const complete = (i: number): boolean => columns[i]!.numeric!.finite === columns[i]!.rows;
  const inner = usable.flatMap((i) => {
    const z = standard[i]!.value;
    if (complete(i)) return [`${z} AS z${i}`];
    const present = `CASE WHEN ${finiteValue(columns[i]!.column)} IS NULL THEN 0.0::DOUBLE ELSE 1.0::DOUBLE END`;
    return [`coalesce(${z}, 0) AS z${i}`, `${present} AS p${i}`];
  });
  const times = (...factors: (string | null)[]): string => {
    const kept = factors.filter((factor) => factor !== null);
    return kept.length === 0 ? 'count(*)' : `fsum(${kept.join(' * ')})`;
  };
  const present = (i: number): string | null => (complete(i) ? null : `p${i}`);
  const wanted = new Map<string, number>();
  const need = (aggregate: string): string => {
    if (!wanted.has(aggregate)) wanted.set(aggregate, wanted.size);
    return aggregate;
  };
  const pairs = pairsOf(columns.length).map(([i, j]) => {
    if (standard[i] === null || standard[j] === null) return { i, j, sums: null };
    return {
      i,
      j,
      sums: {
        n: need(times(present(i), present(j))),
        x: need(times(`z${i}`, present(j))),
        y: need(times(`z${j}`, present(i))),
        xx: need(times(`z${i}`, `z${i}`, present(j))),
        yy: need(times(`z${j}`, `z${j}`, present(i))),
        xy: need(times(`z${i}`, `z${j}`)),
      },
    };
  });
  const aggregates = [...wanted.keys()];
  const values =
    aggregates.length === 0
      ? []
      : await queryAggregates(
          dataset,
          `(SELECT ${inner.join(', ')} FROM ${dataset.relation})`,
          aggregates,
          signal,
        );
  const at = (aggregate: string): number => values[wanted.get(aggregate)!] ?? 0;
  return pairs.map(({ i, j, sums }) => {
    if (sums === null) return { i, j, value: null, n: 0, reason: constant };
    const { n, x, y, xx, yy, xy } = sums;
    return {
      i,
      j,
      ...correlationFromSums({ n: at(n), x: at(x), y: at(y), xx: at(xx), yy: at(yy), xy: at(xy) }),
    };
  });
}

/** Cells (rows × columns) that are ranked in full. */
const exactRankCells = 6_000_000;
/** Rows that are ranked when there are more cells than that. */
const rankedRows = 100_000;

/** Whether ρ of this many columns is taken from a sample of the rows, because ranking them all would take too long. */
export function ranksAreSampled(rows: number, columns: number): boolean {
  return rows > rankedRows && rows * columns > exactRankCells;
}

/** What the measure's definition says about the rows that were ranked. */
export function rankedRowsSentence(rows: number, columns: number): string {
  if (!ranksAreSampled(rows, columns)) return '';
  return ` From a random sample of about ${formatCount(rankedRows)} of ${formatCount(rows)} rows (± 0.006).`;
}

/** At most this many different sets of rows are ranked; each costs a sort of its columns. */
const mostRowSets = 64;

/**
 * Spearman's ρ of every pair: Pearson's r of the midranks over the rows where both columns are present. Columns that are
 * missing in the same rows are ranked together.
 *
 * **Ties:** midranks. **Missing values:** omitted pairwise, ranks taken among the rows that are left.
 * **Large data:** see {@link ranksAreSampled}; the sample depends on row positions alone, so it is the same in every run.
 * **Agrees with** pandas `corr(method='spearman')`, rel 1e-10, where no sample is taken.
 *
 * @param dataset the opened data set
 * @param columns counted numeric columns
 * @param maskOf equal numbers for columns missing in the same rows, 0 for complete columns; see `missingPatterns`
 * @param signal cancels the queries
 * @throws {CuvetteError} CANCELLED when the signal is aborted.
 */
export async function spearmanPairs(
  dataset: Dataset,
  columns: readonly ColumnCounts[],
  maskOf: readonly number[],
  signal?: AbortSignal,
): Promise<CorrelatedPair[]> {
  const masks = columns.map((counts, i) =>
    counts.numeric!.infinite > 0 ? `${maskOf[i]!}/${i}` : String(maskOf[i]!),
  );
  const rowSets = new Map<string, [number, number][]>();
  const pairs: CorrelatedPair[] = [];
  for (const [i, j] of pairsOf(columns.length)) {
    if (standardise(columns[i]!) === null || standardise(columns[j]!) === null) {
      pairs.push({ i, j, value: null, n: 0, reason: constant });
      continue;
    }
    const key = [...new Set([masks[i]!, masks[j]!].filter((mask) => mask !== '0'))]
      .sort()
      .join(' ');
    const members = rowSets.get(key) ?? [];
    members.push([i, j]);
    rowSets.set(key, members);
  }
  let ranked = 0;
  for (const members of rowSets.values()) {
    throwIfCancelled(signal);
    if (++ranked <= mostRowSets) {
      pairs.push(...(await rankedPairs(dataset, columns, members, signal)));
      continue;
    }
    const reason = `Left out: more than ${mostRowSets} different combinations of missing rows to rank.`;
    pairs.push(...members.map(([i, j]) => ({ i, j, value: null, n: 0, reason })));
  }
  return pairs.sort((a, b) => a.i - b.i || a.j - b.j);
}

async function rankedPairs(
  dataset: Dataset,
  columns: readonly ColumnCounts[],
  pairs: readonly [number, number][],
  signal: AbortSignal | undefined,
): Promise<CorrelatedPair[]> {
  const used = [...new Set(pairs.flat())];
  const rows = dataset.info.sampledRows;
  const values = used.map((i) => `${finiteValue(columns[i]!.column)} AS v${i}`).join(', ');
  const present = used.map((i) => `v${i} IS NOT NULL`).join(' AND ');
  const drawn = ranksAreSampled(rows, used.length)
    ? ` AND hash(id) % 1000000 < ${Math.round((rankedRows / rows) * 1e6)}`
    : '';
  const sums = [
    'count(*)',
    ...used.flatMap((_, u) => [`fsum(r${u})`, `fsum(r${u} * r${u})`]),
    ...pairs.map(([i, j]) => `fsum(r${used.indexOf(i)} * r${used.indexOf(j)})`),
  ];
  const list = sums.map((sum, a) => `${sum} AS a${a}`).join(', ');
  const wide = used.map((_, u) => `max(r) FILTER (u = ${u}) AS r${u}`).join(', ');
  // Midranks less their middle are multiples of ½: the sums of their products are exact, in whatever order they are added.
  // One long column is ranked in one sort; a join of one ranked table per column takes seconds to plan for sixty of them.
  const [row] = await dataset.query(
    `WITH base AS MATERIALIZED (
        SELECT * FROM (SELECT row_number() OVER () AS id, ${values} FROM ${dataset.relation}) WHERE ${present}${drawn}),
      long AS (SELECT id, unnest([${used.map((_, u) => u).join(', ')}]) AS u,
        unnest([${used.map((i) => `v${i}`).join(', ')}]) AS v FROM base),
      ranked AS (SELECT id, u, ((rank() OVER w + count(*) OVER w) / 2.0::DOUBLE - ${(rows + 1) / 2}) AS r
        FROM long WINDOW w AS (PARTITION BY u ORDER BY v))
      SELECT ${list} FROM (SELECT ${wide} FROM ranked GROUP BY id)`,
    signal,
  );
  const at = (a: number): number => (row?.[`a${a}`] ?? 0) as number;
  const n = at(0);
  return pairs.map(([i, j], p) => {
    const [a, b] = [1 + 2 * used.indexOf(i), 1 + 2 * used.indexOf(j)];
    const xy = at(1 + 2 * used.length + p);
    return {
      i,
      j,
      ...correlationFromSums({ n, x: at(a), y: at(b), xx: at(a + 1), yy: at(b + 1), xy }),
    };
  });
}

/** All (i, j) with 0 ≤ i < j < count. */
export function pairsOf(count: number): [number, number][] {
  const pairs: [number, number][] = [];
  for (let i = 0; i < count; i++) for (let j = i + 1; j < count; j++) pairs.push([i, j]);
  return pairs;
}
