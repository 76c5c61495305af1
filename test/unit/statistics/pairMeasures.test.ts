import { expect, test } from 'vitest';
import { createRandomGenerator } from '../../../src/engine/base/randomGenerator';
import { kendallTau } from '../../../src/engine/statistics/kendallTau';
import { mutualInformationOfCodes } from '../../../src/engine/statistics/mutualInformationOfCodes';
import { disagreements } from '../../support/agreement';
import { oracleFixture } from '../../support/oracleFixture';

interface Cases {
  readonly kendall: readonly {
    readonly x: readonly number[];
    readonly y: readonly number[];
    readonly tau: number;
    readonly n: number;
  }[];
  readonly information: readonly {
    readonly x: readonly number[];
    readonly y: readonly number[];
    readonly levels: readonly [number, number];
    readonly information: number;
    readonly normalized: number;
    readonly n: number;
  }[];
}

const { cases, tolerance } = oracleFixture<Cases>('relations');

test.each(cases.kendall)("Kendall's τ of pair $# agrees with SciPy", (expected) => {
  const { tau, n } = kendallTau(Float64Array.from(expected.x), Float64Array.from(expected.y));
  expect(disagreements('tau', [tau], [expected.tau], { rtol: 1e-12, atol: 1e-15 })).toEqual([]);
  expect(n).toBe(expected.n);
});

test("Kendall's τ counts pairs as its definition says, whatever the ties", () => {
  const random = createRandomGenerator(5);
  for (const kinds of [2, 5, 40]) {
    const x = Float64Array.from({ length: 90 }, () => random.integer(kinds));
    const y = Float64Array.from({ length: 90 }, (_, i) => x[i]! + random.integer(kinds));
    let [agreeing, tiedX, tiedY] = [0, 0, 0];
    for (let i = 0; i < 90; i++) {
      for (let j = 0; j < i; j++) {
        agreeing += Math.sign(x[i]! - x[j]!) * Math.sign(y[i]! - y[j]!);
        tiedX += Number(x[i] === x[j]);
        tiedY += Number(y[i] === y[j]);
      }
    }
    const all = (90 * 89) / 2;
    const expected = agreeing / Math.sqrt((all - tiedX) * (all - tiedY));
    expect(kendallTau(x, y).tau).toBeCloseTo(expected, 13);
    expect(kendallTau(y, x).tau).toBeCloseTo(expected, 13);
    const reversed = y.map((value) => -value);
    expect(kendallTau(x, reversed).tau).toBeCloseTo(-expected, 13);
  }
});

test("there is no Kendall's τ where a variable does not vary", () => {
  expect(kendallTau(Float64Array.of(1, 1, 1), Float64Array.of(1, 2, 3))).toEqual({
    tau: null,
    n: 3,
  });
  expect(kendallTau(Float64Array.of(1, NaN, 2), Float64Array.of(5, 1, NaN))).toEqual({
    tau: null,
    n: 1,
  });
  expect(kendallTau(new Float64Array(), new Float64Array())).toEqual({ tau: null, n: 0 });
  expect(() => kendallTau(Float64Array.of(1), Float64Array.of(1, 2))).toThrow(/as long as x \(1\)/);
});

test.each(cases.information)('mutual information $# agrees with scikit-learn', (expected) => {
  const result = mutualInformationOfCodes(
    { codes: Uint8Array.from(expected.x), levels: expected.levels[0] },
    { codes: Uint8Array.from(expected.y), levels: expected.levels[1] },
  );
  expect(
    disagreements(
      'information',
      [result.information, result.normalized],
      [expected.information, expected.normalized],
      tolerance,
    ),
  ).toEqual([]);
  expect(result.n).toBe(expected.n);
});

test('the standard error of mutual information is that of repeated samples', () => {
  const random = createRandomGenerator(11);
  const draw = (): ReturnType<typeof mutualInformationOfCodes> => {
    const x = Uint8Array.from({ length: 1500 }, () => 1 + random.integer(4));
    const y = x.map((code) => (random.uniform() < 0.6 ? code : 1 + random.integer(4)));
    return mutualInformationOfCodes({ codes: x, levels: 4 }, { codes: y, levels: 4 });
  };
  const draws = Array.from({ length: 600 }, draw);
  const values = draws.map(({ normalized }) => normalized!);
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const spread = Math.sqrt(
    values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (values.length - 1),
  );
  const stated = draws.reduce((sum, { standardError }) => sum + standardError!, 0) / draws.length;
  expect(Math.abs(stated / spread - 1)).toBeLessThan(0.12);
});

test('mutual information of a single level does not exist once it is normalised', () => {
  const one = { codes: Uint8Array.of(1, 1, 0), levels: 1 };
  const two = { codes: Uint8Array.of(1, 2, 2), levels: 2 };
  expect(mutualInformationOfCodes(one, two)).toEqual({
    information: 0,
    normalized: null,
    standardError: null,
    n: 2,
  });
  expect(mutualInformationOfCodes({ codes: Uint8Array.of(0, 0, 0), levels: 1 }, two).n).toBe(0);
  expect(() => mutualInformationOfCodes({ codes: Uint8Array.of(1), levels: 1 }, two)).toThrow(
    /as long as x \(1\)/,
  );
});
