import { expect, test } from 'vitest';
import { createRandomGenerator } from '../../../src/engine/base/randomGenerator';
import { withOrderedColumn } from '../../../src/engine/profile/columns/orderedColumn';
import { openedText } from '../../support/openedDataset';

/** What is asked of an ordered column, answered by sorting an array. */
function bySorting(values: readonly number[], positions: number[], thresholds: number[]): object {
  const sorted = [...values].sort((a, b) => a - b);
  return {
    count: values.length,
    distinct: new Set(values).size,
    at: positions.map((position) => sorted[position]),
    below: thresholds.map((threshold) => values.filter((value) => value < threshold).length),
  };
}

test.each(['in memory', 'grouped', 'in a table'])(
  'the values of a column are in order, %s',
  async (kept) => {
    const random = createRandomGenerator(5);
    const values = Array.from({ length: 4000 }, () =>
      kept === 'grouped' ? random.integer(40) - 20 : Math.round(random.normal() * 1000) / 8,
    );
    const dataset = await openedText(`x,y\n${values.map((value) => `${value},1\n,1\n`).join('')}`);
    const positions = [0, 1, 17, 1999, 2000, 3998, 3999, 17];
    const thresholds = [-1e300, -20, -3.25, 0, 0.001, 7, 19, 20, 1e300];
    const answers = await withOrderedColumn(
      dataset,
      {
        value: 'CAST(c0 AS DOUBLE)',
        count: values.length,
        ...(kept === 'grouped' ? { distinctAtMost: 40 } : {}),
      },
      async ({ count, distinct, at, below }) => ({
        count,
        distinct,
        at: await at(positions),
        below: await below(thresholds),
      }),
      kept === 'in a table' ? { inMemory: 100 } : {},
    );
    expect(answers).toEqual(bySorting(values, positions, thresholds));
    const tables = await dataset.query(
      "SELECT count(*) AS n FROM duckdb_tables() WHERE table_name LIKE 'ordered%'",
    );
    expect(tables).toEqual([{ n: 0 }]);
  },
);

test.each([undefined, 0])(
  'a column without values has nothing below anything',
  async (distinctAtMost) => {
    const dataset = await openedText('x,y\n,1\n,2\n');
    const request = {
      value: 'CAST(c0 AS DOUBLE)',
      count: 0,
      ...(distinctAtMost === undefined ? {} : { distinctAtMost }),
    };
    const answer = await withOrderedColumn(dataset, request, async ({ distinct, below }) => [
      distinct,
      await below([0]),
    ]);
    expect(answer).toEqual([0, [0]]);
  },
);
