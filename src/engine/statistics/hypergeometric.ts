import type { RandomGenerator } from '../base/randomGenerator';

/**
 * A draw from the hypergeometric distribution: how many of `drawn` items, taken without replacement from `population` of which
 * `marked` are marked, are marked. By inversion, searching outwards from the mode.
 *
 * @param population whole, ≥ 0
 * @param marked whole, in [0, population]
 * @param drawn whole, in [0, population]
 *
 * **Randomness:** one uniform number, none when only one value is possible. **Cost:** about the standard deviation.
 *
 * **Agrees with** the probabilities of `scipy.stats.hypergeom(population, marked, drawn)`, rel 1e-10.
 *
 * @example
 * hypergeometric(10, 10, 4, createRandomGenerator(1)); // 4
 */
export function hypergeometric(
  population: number,
  marked: number,
  drawn: number,
  random: RandomGenerator,
): number {
  const unmarked = population - marked;
  const smallest = Math.max(0, drawn - unmarked);
  const largest = Math.min(drawn, marked);
  if (smallest === largest) return smallest;
  const mode = Math.floor(((drawn + 1) * (marked + 1)) / (population + 2));
  const atMode = Math.exp(
    logBinomial(marked, mode) +
      logBinomial(unmarked, drawn - mode) -
      logBinomial(population, drawn),
  );
  let rest = random.uniform() - atMode;
  let below = mode;
  let above = mode;
  let probabilityBelow = atMode;
  let probabilityAbove = atMode;
  while (rest >= 0 && (below > smallest || above < largest)) {
    if (above < largest) {
      probabilityAbove *=
        ((marked - above) * (drawn - above)) / ((above + 1) * (unmarked - drawn + above + 1));
      above++;
      rest -= probabilityAbove;
      if (rest < 0) return above;
    }
    if (below > smallest) {
      probabilityBelow *=
        (below * (unmarked - drawn + below)) / ((marked - below + 1) * (drawn - below + 1));
      below--;
      rest -= probabilityBelow;
      if (rest < 0) return below;
    }
  }
  return mode;
}

function logBinomial(n: number, k: number): number {
  return logFactorial(n) - logFactorial(k) - logFactorial(n - k);
}

const tableSize = 256;
const logFactorialTable = Float64Array.from({ length: tableSize }, () => 0);
for (let i = 2; i < tableSize; i++) {
  logFactorialTable[i] = logFactorialTable[i - 1]! + Math.log(i);
}
const halfLogTwoPi = 0.5 * Math.log(2 * Math.PI);

/** ln n!, by Stirling's series from 256 on, where its fourth term is below double precision. */
function logFactorial(n: number): number {
  if (n < tableSize) return logFactorialTable[n]!;
  const inverse = 1 / n;
  const correction =
    inverse * (1 / 12 - inverse * inverse * (1 / 360 - (inverse * inverse) / 1260));
  return (n + 0.5) * Math.log(n) - n + halfLogTwoPi + correction;
}
