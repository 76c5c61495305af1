import { parameterError } from '../../protocol';

/**
 * Holm's step-down correction: bounds the chance of any false rejection among all tests, whatever their dependence.
 *
 * With p₍₁₎ ≤ … ≤ p₍ₘ₎: adjusted p₍ᵢ₎ = max over j ≤ i of min(1, (m − j + 1)·p₍ⱼ₎).
 *
 * @param pValues in [0, 1]; `null` where there was no test
 * @returns adjusted p-values in the same order; `null` stays `null` and does not count in m
 * @throws {CuvetteError} PARAMETER_INVALID when a p-value is outside [0, 1].
 *
 * **Agrees with** `statsmodels.stats.multitest.multipletests(method='holm')`, rel 1e-14.
 *
 * **Reference:** Holm (1979), Scandinavian J. of Statistics 6, 65–70.
 *
 * @example
 * holm([0.01, null, 0.04]); // [0.02, null, 0.04]
 */
export function holm(pValues: readonly (number | null)[]): (number | null)[] {
  const adjusted = pValues.map((): number | null => null);
  const ascending = presentAscending(pValues, 'holm');
  let running = 0;
  ascending.forEach(({ p, position }, rank) => {
    running = Math.max(running, Math.min(1, (ascending.length - rank) * p));
    adjusted[position] = running;
  });
  return adjusted;
}

/**
 * Benjamini and Hochberg's step-up correction: bounds the expected share of false rejections among all rejections, for
 * independent or positively dependent tests.
 *
 * With p₍₁₎ ≤ … ≤ p₍ₘ₎: adjusted p₍ᵢ₎ = min over j ≥ i of min(1, m·p₍ⱼ₎/j).
 *
 * @param pValues in [0, 1]; `null` where there was no test
 * @returns adjusted p-values in the same order; `null` stays `null` and does not count in m
 * @throws {CuvetteError} PARAMETER_INVALID when a p-value is outside [0, 1].
 *
 * **Agrees with** `scipy.stats.false_discovery_control(method='bh')`, rel 1e-14.
 *
 * **Reference:** Benjamini and Hochberg (1995), J. of the Royal Statistical Society B 57, 289–300.
 *
 * @example
 * benjaminiHochberg([0.01, null, 0.04]); // [0.02, null, 0.04]
 */
export function benjaminiHochberg(pValues: readonly (number | null)[]): (number | null)[] {
  const adjusted = pValues.map((): number | null => null);
  const ascending = presentAscending(pValues, 'benjaminiHochberg');
  let running = 1;
  for (let rank = ascending.length; rank >= 1; rank--) {
    const { p, position } = ascending[rank - 1]!;
    running = Math.min(running, (ascending.length * p) / rank);
    adjusted[position] = running;
  }
  return adjusted;
}

function presentAscending(
  pValues: readonly (number | null)[],
  owner: string,
): { p: number; position: number }[] {
  const present: { p: number; position: number }[] = [];
  pValues.forEach((p, position) => {
    if (p === null) return;
    if (!(p >= 0 && p <= 1)) {
      throw parameterError('pValues', owner, 'numbers in [0, 1] or null', p);
    }
    present.push({ p, position });
  });
  return present.sort((a, b) => a.p - b.p);
}
