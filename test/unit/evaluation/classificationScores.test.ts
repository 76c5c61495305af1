import { expect, test } from 'vitest';
import { classificationMetrics, type MetricName } from '../../../src/protocol';
import { averagePrecision } from '../../../src/engine/evaluation/averagePrecision';
import { classificationScores } from '../../../src/engine/evaluation/classificationScores';
import { confusionCounts } from '../../../src/engine/evaluation/confusionCounts';
import {
  oneVersusRest,
  predictedClasses,
  type Predictions,
} from '../../../src/engine/evaluation/predictions';
import { precisionRecallCurve } from '../../../src/engine/evaluation/precisionRecallCurve';
import { rocAuc } from '../../../src/engine/evaluation/rocAuc';
import { rocCurve } from '../../../src/engine/evaluation/rocCurve';
import { thresholdCounts } from '../../../src/engine/evaluation/thresholdCounts';
import { oracleFixture, worstDeviation } from '../../support/oracleFixture';
import type { EvaluationCases, MetricCase } from './evaluationCases';

const { cases, tolerance } = oracleFixture<EvaluationCases>('evaluation');

function predictionsOf({ codes, probabilities, classCount }: MetricCase): Predictions {
  return {
    codes: Int32Array.from(codes),
    probabilities: Float64Array.from(probabilities.flat()),
    classCount,
  };
}

function twoClasses(codes: readonly number[], scores: readonly number[]): Predictions {
  const probabilities = Float64Array.from(scores.flatMap((p) => [1 - p, p]));
  return { codes: Int32Array.from(codes), probabilities, classCount: 2 };
}

test.each(cases.metrics)("has scikit-learn's metrics: $name", (expected) => {
  const scores = classificationScores(predictionsOf(expected), expected.threshold);
  for (const name of classificationMetrics) {
    const { value, reason } = scores[name];
    if (Number.isNaN(expected.metrics[name])) {
      expect.soft(value, name).toBeNull();
      expect.soft(reason, name).toMatch(/\.$/);
    } else {
      expect
        .soft(worstDeviation([value ?? NaN], [expected.metrics[name]], tolerance), name)
        .toBeLessThan(1);
    }
  }
});

test.each(cases.metrics)("has scikit-learn's confusion matrix: $name", (expected) => {
  const predictions = predictionsOf(expected);
  const predicted = predictedClasses(predictions, expected.threshold);
  const counts = confusionCounts(predictions.codes, predicted, expected.classCount);
  expect(Array.from(counts)).toEqual(expected.confusion.flat());
});

const curves = cases.metrics.filter(({ roc }) => roc !== undefined);

test.each(curves)("has scikit-learn's curves: $name", (expected) => {
  const { isPositive, scores } = oneVersusRest(predictionsOf(expected), 1);
  const counts = thresholdCounts(isPositive, scores);
  const roc = rocCurve(counts, 10_000)!;
  const within = (actual: readonly number[], values: readonly number[]): void =>
    expect(worstDeviation(actual, values, tolerance)).toBeLessThan(1);
  within(roc.falsePositiveRate, expected.roc!.fpr);
  within(roc.truePositiveRate, expected.roc!.tpr);
  expect(roc.thresholds.map((threshold) => threshold ?? Infinity)).toEqual(
    expected.roc!.thresholds,
  );
  const curve = precisionRecallCurve(counts, 10_000)!;
  within(curve.precision, expected.precisionRecall!.precision);
  within(curve.recall, expected.precisionRecall!.recall);
  expect(curve.thresholds).toEqual([...expected.precisionRecall!.thresholds, null]);
});

test('the single metrics equal those of the whole set', () => {
  for (const expected of cases.metrics) {
    const predictions = predictionsOf(expected);
    const scores = classificationScores(predictions, expected.threshold);
    expect(rocAuc(predictions)).toEqual(scores.rocAuc);
    expect(averagePrecision(predictions)).toEqual(scores.averagePrecision);
  }
});

test('the order of the rows changes no ranking metric by a bit', () => {
  const expected = cases.metrics.find(({ name }) => name === 'two classes, many ties')!;
  const reversed = {
    ...expected,
    codes: [...expected.codes].reverse(),
    probabilities: [...expected.probabilities].reverse(),
  };
  for (const name of ['rocAuc', 'averagePrecision', 'f1', 'accuracy'] as const) {
    expect(classificationScores(predictionsOf(reversed), 0.5)[name]).toEqual(
      classificationScores(predictionsOf(expected), 0.5)[name],
    );
  }
});

test('swapping the classes mirrors ROC-AUC, and a monotone change of the scores keeps it', () => {
  const codes = [0, 1, 1, 0, 1, 0, 0];
  const scores = [0.1, 0.9, 0.4, 0.4, 0.6, 0.7, 0.2];
  const area = rocAuc(twoClasses(codes, scores)).value!;
  const flipped = codes.map((code) => 1 - code);
  expect(rocAuc(twoClasses(flipped, scores)).value).toBeCloseTo(1 - area, 14);
  const squared = scores.map((p) => p * p);
  expect(rocAuc(twoClasses(codes, squared)).value).toBe(area);
});

test('no rows at all: every metric is absent with a reason', () => {
  const scores = classificationScores(twoClasses([], []), 0.5);
  for (const name of classificationMetrics) {
    expect(scores[name].value, name).toBeNull();
    expect(scores[name].reason, name).toBeTypeOf('string');
  }
});

test('predicting nobody positive leaves precision without a value and recall 0', () => {
  const scores = classificationScores(twoClasses([0, 1, 0], [0.1, 0.2, 0.3]), 0.5);
  expect(scores.precision.value).toBeNull();
  expect(scores.recall.value).toBe(0);
  expect(scores.f1.value).toBe(0);
});

test('an equal probability goes to the second of two classes at its threshold, else to the first class', () => {
  expect(Array.from(predictedClasses(twoClasses([0, 0], [0.5, 0.4999]), 0.5))).toEqual([1, 0]);
  const three = {
    codes: Int32Array.of(0),
    probabilities: Float64Array.of(0.2, 0.4, 0.4),
    classCount: 3,
  };
  expect(Array.from(predictedClasses(three, 0.5))).toEqual([1]);
});

test('a long curve is thinned to the limit with its ends and its area kept', () => {
  const expected = cases.metrics.find(({ name }) => name === 'two classes, long')!;
  const { isPositive, scores } = oneVersusRest(predictionsOf(expected), 1);
  const counts = thresholdCounts(isPositive, scores);
  const whole = rocCurve(counts, 10_000)!;
  const thinned = rocCurve(counts, 100)!;
  expect(whole.thresholds.length).toBeGreaterThan(300);
  expect(thinned.thresholds.length).toBeLessThanOrEqual(100);
  expect(thinned.thresholds.length).toBeGreaterThan(80);
  expect([thinned.falsePositiveRate[0], thinned.truePositiveRate[0]]).toEqual([0, 0]);
  expect([thinned.falsePositiveRate.at(-1), thinned.truePositiveRate.at(-1)]).toEqual([1, 1]);
  for (const slope of [0.1, 0.5, 1, 2, 10]) {
    expect(bestReach(thinned, slope)).toBe(bestReach(whole, slope));
  }
  const recall = precisionRecallCurve(counts, 100)!;
  expect(recall.thresholds.length).toBeLessThanOrEqual(100);
  expect(recall.thresholds.at(-1)).toBeNull();
});

/** The farthest that a line of the given slope can be pushed over the curve: depends on its convex hull alone. */
function bestReach(
  curve: { falsePositiveRate: readonly number[]; truePositiveRate: readonly number[] },
  slope: number,
): number {
  return Math.max(
    ...curve.truePositiveRate.map((tpr, i) => tpr - slope * curve.falsePositiveRate[i]!),
  );
}

test('curves do not exist without both classes', () => {
  const counts = thresholdCounts(Uint8Array.of(0, 0), Float64Array.of(0.1, 0.2));
  expect(rocCurve(counts)).toBeNull();
  expect(precisionRecallCurve(counts)).toBeNull();
});

test('arrays that do not fit together are refused by name', () => {
  const good = twoClasses([0, 1], [0.2, 0.7]);
  const bad: [string, Predictions][] = [
    ['probabilities', { ...good, probabilities: new Float64Array(3) }],
    ['probabilities', { ...good, probabilities: Float64Array.of(NaN, 1, 0, 1) }],
    ['codes', { ...good, codes: Int32Array.of(0, 2) }],
    ['codes', { ...good, codes: Int32Array.of(0, -1) }],
    ['classCount', { ...good, classCount: 1 }],
  ];
  for (const [parameter, predictions] of bad) {
    const name: MetricName = 'rocAuc';
    expect(() => classificationScores(predictions, 0.5)[name]).toThrow(
      new RegExp(`\`${parameter}\``),
    );
  }
});
