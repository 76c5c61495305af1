import { expect, test } from 'vitest';
import { decideDrift, type DriftEvidence } from '../../../src/engine/comparison/decideDrift';

const evidence = (change: Partial<DriftEvidence>): DriftEvidence => ({
  rows: { reference: 5000, current: 4000 },
  missing: { reference: 0, current: 0 },
  distance: 0.12,
  pHolm: 0.001,
  columns: 10,
  threshold: 0.1,
  ...change,
});
const few = { reference: 5000, current: 1000 };

test.each([
  ['many rows, far and rejected', {}, 'moderate', 'distance'],
  ['many rows, near though rejected', { distance: 0.09 }, 'none', 'distance'],
  ['many rows, far but by chance', { pHolm: 0.4 }, 'none', 'distance'],
  ['many rows, very far', { distance: 0.25 }, 'large', 'distance'],
  ['few rows, rejected though near', { rows: few, distance: 0.05 }, 'moderate', 'test'],
  ['few rows, far but by chance', { rows: few, pHolm: 0.06, distance: 0.5 }, 'none', 'test'],
  ['no test', { pHolm: null, distance: 0.3 }, 'large', 'distance'],
  ['no distance', { distance: null }, 'moderate', 'test'],
  ['neither', { distance: null, pHolm: null }, 'not compared', null],
  [
    'missing values that moved',
    { distance: 0, missing: { reference: 0, current: 600 } },
    'moderate',
    'distance',
  ],
  [
    'missing values that moved little',
    { distance: 0, missing: { reference: 0, current: 300 } },
    'none',
    'distance',
  ],
  [
    'missing values alone',
    { distance: null, pHolm: null, missing: { reference: 5000, current: 0 } },
    'large',
    'distance',
  ],
] as const)('%s', (_name, change, drift, decidedBy) => {
  expect(decideDrift(evidence(change))).toEqual({ drift, decidedBy });
});
