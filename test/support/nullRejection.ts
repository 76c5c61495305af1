import { expect } from 'vitest';
import { createRandomGenerator, type RandomGenerator } from '../../src/engine/base/randomGenerator';

/**
 * How often p ≤ 0.05 among samples in which the null hypothesis is true. The rate of a calibrated test lies within four binomial
 * standard errors of 0.05; `slack` is what the test's own approximation may add.
 */
export function expectCalibrated(
  draw: (random: RandomGenerator) => number | null,
  slack = 0,
  samples = 4000,
): void {
  const random = createRandomGenerator(2024);
  let rejected = 0;
  for (let i = 0; i < samples; i++) if (draw(random)! <= 0.05) rejected++;
  const error = Math.sqrt((0.05 * 0.95) / samples);
  expect(Math.abs(rejected / samples - 0.05)).toBeLessThan(4 * error + slack);
}

/** `n` standard normal values. */
export function normals(random: RandomGenerator, n: number): Float64Array {
  return Float64Array.from({ length: n }, () => random.normal());
}
