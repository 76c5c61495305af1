import type { CorrelationMeasure, Correlations } from '../../src/protocol';
import type { Dataset } from '../../src/engine/data/dataset';
import { countColumns } from '../../src/engine/profile/columns/columnCounts';
import { correlate, type CorrelateOptions } from '../../src/engine/profile/relations/correlations';

/** The relations of an opened data set's columns. */
export async function relationsOf(
  dataset: Dataset,
  options: CorrelateOptions = {},
): Promise<Correlations> {
  const list = dataset.columns.map(({ sql }) => `count(DISTINCT ${sql}) AS ${sql}`).join(', ');
  const [row] = await dataset.query(`SELECT ${list} FROM ${dataset.relation}`);
  const counted = await countColumns(dataset);
  const columns = counted.map((counts) => ({
    ...counts,
    distinct: Number(row?.[counts.column.sql]),
  }));
  return correlate(dataset, columns, options);
}

/** One measure by its name. */
export function measureOf(
  { measures }: Correlations,
  name: CorrelationMeasure['name'],
): CorrelationMeasure {
  return measures.find((measure) => measure.name === name)!;
}

/** The value of a pair of named columns; `undefined` where the pair is not listed. */
export function valueOf(
  correlations: Correlations,
  name: CorrelationMeasure['name'],
  a: string,
  b: string,
): number | null | undefined {
  const places = [correlations.columns.indexOf(a), correlations.columns.indexOf(b)];
  const [i, j] = [Math.min(...places), Math.max(...places)];
  return measureOf(correlations, name).pairs.find((pair) => pair.i === i && pair.j === j)?.value;
}
