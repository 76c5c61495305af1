import { expect, test } from 'vitest';

import { fromRows } from '../../../src/engine/base/denseMatrix';
import { createRandomGenerator } from '../../../src/engine/base/randomGenerator';
import * as balancedWeights from '../../../src/engine/features/balancedWeights';
import * as editedNearestNeighbours from '../../../src/engine/features/editedNearestNeighbours';
import * as featureSelector from '../../../src/engine/features/featureSelector';
import * as medianImputer from '../../../src/engine/features/medianImputer';
import * as missingIndicator from '../../../src/engine/features/missingIndicator';
import * as oneHotEncoder from '../../../src/engine/features/oneHotEncoder';
import * as smote from '../../../src/engine/features/smote';
import * as smoteEnn from '../../../src/engine/features/smoteEnn';
import * as standardScaler from '../../../src/engine/features/standardScaler';
import * as tableEncoder from '../../../src/engine/features/tableEncoder';
import * as targetLink from '../../../src/engine/features/targetLink';
import { nearestNeighbours } from '../../../src/engine/kernels/nearestNeighbours';
import { docExamples, matchesComment, runExample } from '../../support/docExamples';

const scope = {
  fromRows,
  createRandomGenerator,
  nearestNeighbours,
  ...balancedWeights,
  ...editedNearestNeighbours,
  ...featureSelector,
  ...medianImputer,
  ...missingIndicator,
  ...oneHotEncoder,
  ...smote,
  ...smoteEnn,
  ...standardScaler,
  ...tableEncoder,
  ...targetLink,
};
const examples = [...docExamples('src/engine/features'), ...docExamples('src/engine/kernels')];

test('every transformer, resampler and the neighbour search has an example', () => {
  expect(examples).toHaveLength(14);
});

test.each(examples)('the example of $name is true', (example) => {
  const actual = runExample(example, scope);
  if (!matchesComment(actual, example.value)) expect(actual).toBe(example.value);
});
