import { expect, test } from 'vitest';
import { createRandomGenerator } from '../../../src/engine/base/randomGenerator';
import { augmentedDickeyFuller } from '../../../src/engine/statistics/augmentedDickeyFuller';
import { autocorrelation } from '../../../src/engine/statistics/autocorrelation';
import { failureOf } from '../../support/openedDataset';
import { disagreements } from '../../support/agreement';
import { oracleFixture } from '../../support/oracleFixture';

interface SeriesCase {
  readonly name: string;
  readonly values: readonly number[];
  readonly adf: { statistic: number; pValue: number; lags: number; n: number };
  readonly acf: readonly number[];
}

const { cases, tolerance } = oracleFixture<readonly SeriesCase[]>('series');

test.each(cases)('$name: as statsmodels', ({ name, values, adf, acf }) => {
  const series = Float64Array.from(values);
  const { statistic, pValue, lags, n } = augmentedDickeyFuller(series);
  expect([lags, n]).toEqual([adf.lags, adf.n]);
  expect([
    ...disagreements(name, [statistic, pValue], [adf.statistic, adf.pValue], tolerance),
    ...disagreements(name, autocorrelation(series, acf.length - 1), acf, tolerance),
  ]).toEqual([]);
});

test('a random walk is called stationary as rarely as the level says', () => {
  const repeats = 400;
  let rejected = 0;
  for (let seed = 0; seed < repeats; seed++) {
    const random = createRandomGenerator(seed);
    let at = 0;
    const walk = Float64Array.from({ length: 200 }, () => (at += random.normal()));
    if (augmentedDickeyFuller(walk).pValue <= 0.05) rejected++;
  }
  // 99.9 % interval of 400 draws at 5 %, and the slight excess that choosing lags by AIC brings.
  expect(rejected).toBeGreaterThanOrEqual(7);
  expect(rejected).toBeLessThanOrEqual(40);
});

test('too short, constant and wrong lags are refused with the value', async () => {
  const short = await failureOf(
    Promise.resolve().then(() => augmentedDickeyFuller(new Float64Array(5))),
  );
  expect(short.message).toContain('at least 12 values. Got "5 values"');
  expect(() => augmentedDickeyFuller(new Float64Array(50).fill(0.1))).toThrow(
    'a series that varies',
  );
  expect(() => autocorrelation(Float64Array.of(1, 2), 2)).toThrow('whole number in [0, 2). Got 2');
  expect([...autocorrelation(new Float64Array(5), 1)]).toEqual([NaN, NaN]);
});
