import { expect, test } from 'vitest';
import { createRandomGenerator } from '../../../src/engine/base/randomGenerator';
import type { Dataset } from '../../../src/engine/data/dataset';
import { countBelow } from '../../../src/engine/profile/columns/countBelow';
import { extremeValues } from '../../../src/engine/profile/columns/extremes';
import { finiteValue } from '../../../src/engine/profile/sqlExpressions';
import { findColumn } from '../../../src/engine/profile/target/resolveTarget';
import { openedText } from '../../support/openedDataset';

/** Numbers with ties, gaps and infinities in classes of which some are missing. */
function table(): Promise<Dataset> {
  const random = createRandomGenerator(3);
  const rows = Array.from({ length: 5000 }, (_, i) => {
    const value = i % 500 === 0 ? '-inf' : i % 7 === 0 ? '' : random.normal().toFixed(2);
    return `${value},${random.integer(9) - 4},${['', 'a', 'b', 'c'][random.integer(4)]}`;
  });
  return openedText(`x,n,class\n${rows.join('\n')}\n`, {
    types: { x: 'numeric', n: 'numeric', class: 'categorical' },
  });
}

const edges = [0.5, -3, 0, 0.01, 2, 0.5, 9];

test.each([null, 'class'])('rows and SQL count the same below edges, groups: %s', async (name) => {
  const dataset = await table();
  const group = name === null ? undefined : findColumn(dataset, name);
  const requests = [
    { value: finiteValue(findColumn(dataset, 'x')), edges },
    { value: finiteValue(findColumn(dataset, 'n')), edges },
    { value: finiteValue(findColumn(dataset, 'n')), edges: [] },
  ];
  const [inMemory, bySql] = await Promise.all(
    [{ group }, { group, shortRows: 0 }].map(async (options) =>
      (await countBelow(dataset, requests, options)).map((found, i) =>
        found
          .map((own) => ({
            group: own.group,
            total: own.total,
            below: requests[i]!.edges.map(own.below),
          }))
          .sort((a, b) => ((a.group ?? '') < (b.group ?? '') ? -1 : 1)),
      ),
    ),
  );
  expect(inMemory).toEqual(bySql);
  expect(inMemory![0]!.map((own) => own.group)).toEqual(
    name === null ? [null] : [null, 'a', 'b', 'c'],
  );
  const [n] = inMemory!.slice(1);
  expect(n!.reduce((sum, { total }) => sum + total, 0)).toBe(5000);
});

test('rows and SQL find the same ends, counts and first rows', async () => {
  const dataset = await table();
  const value = finiteValue(findColumn(dataset, 'n'));
  const requests = [
    { value, lowest: [-3, -4], highest: [4, 3] },
    { value, lowest: [], highest: [] },
    { value: finiteValue(findColumn(dataset, 'x')), lowest: [-2], highest: [2] },
  ];
  const inMemory = await extremeValues(dataset, requests);
  expect(inMemory).toEqual(await extremeValues(dataset, requests, { shortRows: 0 }));
  expect(inMemory[0]!.lowest.map((own) => own.value)).toEqual([-4, -3]);
  expect(inMemory[0]!.highest.map((own) => own.value)).toEqual([4, 3]);
  expect(inMemory[1]).toEqual({ lowest: [], highest: [] });
});
