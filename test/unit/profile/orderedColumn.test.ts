import { expect, test } from 'vitest';
import { createRandomGenerator } from '../../../src/engine/base/randomGenerator';
import {
  orderColumns,
  type OrderedColumn,
  type OrderOptions,
} from '../../../src/engine/profile/columns/orderedColumn';
import {
  distinctEnds,
  medianDeviation,
  quantiles,
} from '../../../src/engine/profile/columns/orderStatistics';
import { openedText } from '../../support/openedDataset';

const kept: [string, OrderOptions & { grouped?: boolean }][] = [
  ['many at once', {}],
  ['sorted', { shortRows: 0 }],
  ['grouped', { shortRows: 0, grouped: true }],
  ['in a table', { shortRows: 0, inMemory: 100 }],
];

/** Orders the columns of a table whose texts are given, column by column. */
async function ordered<Answer>(
  columns: readonly (readonly (number | null)[])[],
  { grouped = false, ...options }: OrderOptions & { grouped?: boolean },
  use: (ordered: OrderedColumn) => Promise<Answer>,
): Promise<Answer[]> {
  const rows = columns[0]!.map((_, i) =>
    [...columns.map((values) => values[i] ?? ''), 'x'].join(','),
  );
  const header = [...columns.map((_, j) => `v${j}`), 'end'].join(',');
  const dataset = await openedText(`${header}\n${rows.join('\n')}\n`);
  const answers = await orderColumns(
    dataset,
    columns.map((values, j) => ({
      value: `CAST(c${j} AS DOUBLE)`,
      count: values.filter((value) => value !== null).length,
      ...(grouped ? { distinctAtMost: 60 } : {}),
    })),
    use,
    options,
  );
  const left = await dataset.query(
    "SELECT count(*) AS n FROM duckdb_tables() WHERE table_name LIKE 'ordered%'",
  );
  expect(left).toEqual([{ n: 0 }]);
  return answers;
}

const ascending = (values: readonly (number | null)[]): number[] =>
  values.filter((value) => value !== null).sort((a, b) => a - b);

test.each(kept)('positions and counts of ordered columns: %s', async (_, options) => {
  const random = createRandomGenerator(5);
  const columns = Array.from({ length: 3 }, (_column, j) =>
    Array.from({ length: 3000 }, () =>
      random.integer(9) < j ? null : random.integer(50) / 2 - 10,
    ),
  );
  const positions = [0, 1, 17, 700, 17];
  const thresholds = [-1e300, -10, -3.25, 0, 0.001, 7, 14.5, 15, 1e300];
  const answers = await ordered(columns, options, async (own) => ({
    count: own.count,
    distinct: own.distinct,
    at: await own.at(positions),
    below: await own.below(thresholds),
  }));
  columns.forEach((column, j) => {
    const values = ascending(column);
    expect(answers[j]).toEqual({
      count: values.length,
      distinct: new Set(values).size,
      at: positions.map((position) => values[position]),
      below: thresholds.map((threshold) => values.filter((value) => value < threshold).length),
    });
  });
});

test.each(kept)('a column without values: %s', async (_, options) => {
  const empty = [null, null, null];
  const [answer] = await ordered([empty], options, async (own) => ({
    below: await own.below([0]),
    quantiles: await quantiles(own, [0, 0.5]),
    mad: await medianDeviation(own, 0),
    ends: await distinctEnds(own, 5),
  }));
  const nothing = { lowest: [], highest: [] };
  expect(answer).toEqual({ below: [0], quantiles: [null, null], mad: null, ends: nothing });
});

test.each(kept)(
  'ends and the middle deviation, by looking at everything: %s',
  async (_, options) => {
    const random = createRandomGenerator(6);
    const lengths = [1, 2, 3, 4, 5, 8, 31, 100, 101];
    const columns = lengths.map((length, j) =>
    Array.from({ length: 101 }, (_row, i) =>
      i >= length ? null : j % 2 === 0 ? random.integer(12) / 4 : Math.round(random.normal() * 8) ** 3 / 100,
    ),
  ); // prettier-ignore
    const medians: number[] = [];
    const answers = await ordered(columns, { ...options, grouped: false }, async (own) => {
      const [median] = (await quantiles(own, [0.5])) as [number];
      medians.push(median);
      return { median, mad: await medianDeviation(own, median), ...(await distinctEnds(own, 5)) };
    });
    columns.forEach((column, j) => {
      const values = ascending(column);
      const { median, mad, lowest, highest } = answers[j]!;
      const deviations = ascending(values.map((value) => Math.abs(value - median)));
      const [low, high] = [
        deviations[(deviations.length - 1) >> 1]!,
        deviations[deviations.length >> 1]!,
      ];
      expect(mad).toBe(low + (high - low) / 2);
      const distinct = [...new Set(values)];
      expect(lowest).toEqual(distinct.slice(0, 5));
      expect(highest).toEqual(distinct.reverse().slice(0, 5));
    });
  },
);
