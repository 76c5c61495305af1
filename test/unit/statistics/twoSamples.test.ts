import { expect, test } from 'vitest';
import { createRandomGenerator } from '../../../src/engine/base/randomGenerator';
import {
  chiSquareTest,
  countedQuantile,
  countedValues,
  jensenShannonDistance,
  kolmogorovSmirnov,
  kolmogorovSmirnovPValue,
  kolmogorovSmirnovSf,
  populationStabilityIndex,
  smirnovSf,
  sortedValues,
  wassersteinDistance,
} from '../../../src/engine/statistics';
import { CuvetteError } from '../../../src/protocol';
import { disagreements } from '../../support/agreement';
import { twoSampleOracle } from '../../support/twoSampleOracle';

const { cases, tolerance } = twoSampleOracle;

test('Kolmogorov–Smirnov and Wasserstein agree with SciPy on samples', () => {
  const found = cases.samples.flatMap(({ reference, current, ...expected }, i) => {
    const a = sortedValues(Float64Array.from(reference));
    const b = sortedValues(Float64Array.from(current));
    const { statistic, pValue, exact } = kolmogorovSmirnov(a, b);
    expect(exact).toBe(true);
    return disagreements(
      `samples ${i}`,
      [statistic, pValue, wassersteinDistance(a, b)],
      [expected.statistic, expected.pValue, expected.wasserstein],
      tolerance,
    );
  });
  expect(found).toEqual([]);
  expect(cases.samples.length).toBeGreaterThan(20);
});

test('they agree on samples given as counts, of millions of values', () => {
  const found = cases.counted.flatMap((expected, i) => {
    const values = Float64Array.from(expected.values);
    const a = countedValues(values, Float64Array.from(expected.reference));
    const b = countedValues(values, Float64Array.from(expected.current));
    const { statistic, pValue } = kolmogorovSmirnov(a, b);
    return disagreements(
      `counted ${i}`,
      [
        statistic,
        pValue,
        wassersteinDistance(a, b),
        ...expected.levels.map((q) => countedQuantile(a, q)),
      ],
      [expected.statistic, expected.pValue, expected.wasserstein, ...expected.quantiles],
      tolerance,
    );
  });
  expect(found).toEqual([]);
});

test('the tails of the one-sample distribution agree with SciPy', () => {
  const label = ({ n, d }: { n: number; d: number }): string => `n ${n}, d ${d}`;
  expect([
    ...cases.tails.flatMap((point) =>
      disagreements(
        `two-sided ${label(point)}`,
        [kolmogorovSmirnovSf(point.n, point.d)],
        [point.expected],
        tolerance,
      ),
    ),
    ...cases.oneSided.flatMap((point) =>
      disagreements(
        `one-sided ${label(point)}`,
        [smirnovSf(point.n, point.d)],
        [point.expected],
        tolerance,
      ),
    ),
  ]).toEqual([]);
  expect(cases.tails.length).toBeGreaterThan(100);
});

test('χ², Jensen–Shannon distance and stability index agree with SciPy and NumPy', () => {
  const found = cases.levels.flatMap(({ reference, current, ...expected }, i) => {
    const chiSquare = chiSquareTest([reference, current]);
    return disagreements(
      `levels ${i}`,
      [
        jensenShannonDistance(reference, current),
        populationStabilityIndex(reference, current),
        chiSquare.statistic,
        chiSquare.pValue,
      ],
      [expected.jensenShannon, expected.stabilityIndex, expected.statistic, expected.pValue],
      { ...tolerance, atol: 1e-8 },
    );
  });
  expect(found).toEqual([]);
});

test('of equal distributions the p-values are uniform', () => {
  const random = createRandomGenerator(7);
  const draws = 2000;
  for (const [n1, n2] of [
    [40, 70],
    [300, 300],
  ] as const) {
    const draw = (n: number): Float64Array =>
      Float64Array.from({ length: n }, () => random.normal());
    let rejected = 0;
    for (let i = 0; i < draws; i++) {
      const { pValue } = kolmogorovSmirnov(sortedValues(draw(n1)), sortedValues(draw(n2)));
      if (pValue! <= 0.05) rejected++;
    }
    // The exact test is conservative by the steps of D; 4 standard errors above 0.05.
    expect(rejected / draws).toBeLessThan(0.0695);
    expect(rejected / draws).toBeGreaterThan(0.025);
  }
});

test('a distance does not depend on the order, and grows with the shift', () => {
  const random = createRandomGenerator(3);
  const values = Float64Array.from({ length: 200 }, () => random.normal());
  const sample = sortedValues(values.slice());
  const shifted = (by: number) => sortedValues(values.map((value) => value + by));
  expect(wassersteinDistance(sample, shifted(0.5))).toBeCloseTo(0.5, 12);
  expect(wassersteinDistance(shifted(0.5), sample)).toBeCloseTo(0.5, 12);
  expect(kolmogorovSmirnov(sample, sample)).toMatchObject({ statistic: 0, pValue: 1 });
});

test('counts spread over bins give the area between straight lines', () => {
  const edges = Float64Array.of(0, 1, 2);
  const a = countedValues(edges, Float64Array.of(0, 10, 0));
  const b = countedValues(edges, Float64Array.of(0, 0, 10));
  expect(wassersteinDistance(a, b, 'below')).toBeCloseTo(1, 12);
  const crossing = countedValues(Float64Array.of(0, 1), Float64Array.of(4, 6));
  const other = countedValues(Float64Array.of(0, 1), Float64Array.of(6, 4));
  expect(wassersteinDistance(crossing, other, 'below')).toBeCloseTo(0.1, 12);
});

test('without values there is no distance, with a reason', () => {
  const none = sortedValues(new Float64Array(0));
  const some = sortedValues(Float64Array.of(1));
  expect(kolmogorovSmirnov(none, some)).toEqual({
    statistic: null,
    pValue: null,
    exact: false,
    reasons: { statistic: expect.any(String) as string, pValue: expect.any(String) as string },
  });
  expect(wassersteinDistance(some, none)).toBeNull();
  expect(jensenShannonDistance([0, 0], [1, 2])).toBeNull();
  expect(populationStabilityIndex([1], [0])).toBeNull();
  expect(countedQuantile(countedValues(new Float64Array(0), new Float64Array(0)), 0.5)).toBeNull();
});

test('what is not a count or a probability is refused', () => {
  for (const call of [
    () => kolmogorovSmirnovPValue(1.1, 3, 3),
    () => kolmogorovSmirnovPValue(0.5, 0, 3),
    () => kolmogorovSmirnovSf(2.5, 0.1),
    () => kolmogorovSmirnovSf(3, Number.NaN),
    () => jensenShannonDistance([1], [1, 2]),
    () => jensenShannonDistance([-1], [1]),
    () => populationStabilityIndex([1, 2], [1]),
    () => populationStabilityIndex([Infinity], [1]),
    () => countedValues(Float64Array.of(1), Float64Array.of(1, 2)),
    () => countedQuantile(countedValues(Float64Array.of(1), Float64Array.of(2)), 1.5),
  ]) {
    expect(call).toThrow(CuvetteError);
  }
});
