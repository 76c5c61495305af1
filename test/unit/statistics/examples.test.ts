import { expect, test } from 'vitest';
import * as cholesky from '../../../src/engine/base/cholesky';
import * as denseMatrix from '../../../src/engine/base/denseMatrix';
import * as randomGenerator from '../../../src/engine/base/randomGenerator';
import * as statistics from '../../../src/engine/statistics';
import * as contingencyTable from '../../../src/engine/statistics/contingencyTable';
import * as hypergeometric from '../../../src/engine/statistics/hypergeometric';
import { docExamples, matchesComment, runExample } from '../../support/docExamples';

const scope = {
  ...statistics,
  ...contingencyTable,
  ...hypergeometric,
  ...cholesky,
  ...denseMatrix,
  ...randomGenerator,
};
const examples = docExamples('src/engine/statistics');

test('the docstrings of the statistics hold examples', () => {
  expect(examples.length).toBeGreaterThan(35);
});

test.each([
  ...examples,
  ...docExamples('src/engine/base').filter(({ name }) => name.startsWith('cholesky')),
])('the example of $name is true', (example) => {
  const actual = runExample(example, scope);
  if (!matchesComment(actual, example.value)) expect(actual).toBe(example.value);
});

test('a wrong comment would be noticed', () => {
  expect(matchesComment([1, 2.5], '[1, 2.5]')).toBe(true);
  expect(matchesComment([1, 2.5], '[1, 2.4]')).toBe(false);
  expect(matchesComment(2.7777, '2.77…')).toBe(true);
  expect(matchesComment(2.7777, '2.78…')).toBe(false);
  expect(matchesComment(null, '0')).toBe(false);
  expect(matchesComment(Float64Array.of(1), '[1]')).toBe(false);
  expect(matchesComment({ n: 1 }, '{ m: 1 }')).toBe(false);
});
