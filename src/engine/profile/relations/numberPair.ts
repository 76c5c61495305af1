import type { Dataset, DatasetColumn } from '../../data/dataset';
import { interpolate } from '../target/classBoxes';
import { queryEach } from '../queryBatch';
import { countOf, finiteValue, numberOf } from '../sqlExpressions';
import { edgeValues, gridEdges, gridIndex, type AxisRange, type GridEdges } from './gridEdges';
import type { PairAxes, PairForm } from './pairForm';

/** Rows that are drawn as points at most. */
const mostPoints = 2000;
const xBins = 48;
const yBins = 32;

/**
 * Two numbers: the points themselves of up to 2000 rows, else how many fall into each cell of a grid of at most 48 × 32.
 *
 * @param dataset the opened data set
 * @param axes the two columns
 * @param n rows that have both
 * @param signal cancels the queries
 * @throws {CuvetteError} CANCELLED when the signal is aborted.
 */
export async function numberPair(
  dataset: Dataset,
  axes: PairAxes,
  n: number,
  signal?: AbortSignal,
): Promise<PairForm<'points'> | PairForm<'bins'>> {
  const rows = `(SELECT ${finiteValue(axes.x)} AS x, ${finiteValue(axes.y)} AS y FROM ${dataset.relation})
    WHERE x IS NOT NULL AND y IS NOT NULL`;
  if (n <= mostPoints) {
    const points = await dataset.query(`SELECT x, y FROM ${rows}`, signal);
    return {
      kind: 'points',
      points: points.map((row) => [numberOf(row, 'x') ?? 0, numberOf(row, 'y') ?? 0] as const),
    };
  }
  const [x, y] = await rangesOf(dataset, rows, n, signal);
  const [xEdges, yEdges] = [gridEdges(x!, xBins), gridEdges(y!, yBins)];
  const cells = await dataset.query(
    `SELECT ${gridIndex('x', xEdges)} AS i, ${gridIndex('y', yEdges)} AS j, count(*) AS n FROM ${rows} GROUP BY 1, 2`,
    signal,
  );
  const counts = Array.from({ length: yEdges.bins }, () =>
    Array.from({ length: xEdges.bins }, () => 0),
  );
  for (const cell of cells) counts[countOf(cell, 'j')]![countOf(cell, 'i')] = countOf(cell, 'n');
  return {
    kind: 'bins',
    xEdges: edgeValues(xEdges),
    yEdges: edgeValues(yEdges),
    counts,
    ...clippedReasons(axes, xEdges, yEdges),
  };
}

/** Range and middle 99 % of both axes; the quantiles by a sort each, which spills to disk under a memory limit. */
async function rangesOf(
  dataset: Dataset,
  rows: string,
  n: number,
  signal: AbortSignal | undefined,
): Promise<AxisRange[]> {
  const places = [0, 0.005, 0.995, 1].map((p) => {
    const position = (n - 1) * p;
    const below = Math.floor(position);
    return { below: below + 1, above: Math.min(below + 2, n), share: position - below };
  });
  const wanted = [...new Set(places.flatMap(({ below, above }) => [below, above]))];
  const answers = await queryEach(
    dataset,
    ['x', 'y'],
    (
      axis,
      k,
    ) => `SELECT ${k} AS k, rn, v, integral FROM (SELECT ${axis} AS v, row_number() OVER (ORDER BY ${axis}) AS rn,
      bool_and(${axis} = floor(${axis})) OVER () AS integral FROM ${rows}) WHERE rn IN (${wanted.join(', ')})`,
    signal,
  );
  return answers.map((answer) => {
    const at = new Map(answer.map((row) => [countOf(row, 'rn'), numberOf(row, 'v') ?? 0]));
    const [min, low, high, max] = places.map(({ below, above, share }) =>
      interpolate(at.get(below)!, at.get(above)!, share),
    ) as [number, number, number, number];
    return { min, low, high, max, integral: answer[0]?.['integral'] === true };
  });
}

function clippedReasons(
  { x, y }: PairAxes,
  xEdges: GridEdges,
  yEdges: GridEdges,
): Pick<PairForm<'bins'>, 'reasons'> {
  const sentence = ({ name }: DatasetColumn): string =>
    `The middle 99 % of "${name}"; values beyond it are counted in the first and last bins.`;
  const reasons = {
    ...(xEdges.clipped ? { xEdges: sentence(x) } : {}),
    ...(yEdges.clipped ? { yEdges: sentence(y) } : {}),
  };
  return Object.keys(reasons).length === 0 ? {} : { reasons };
}
