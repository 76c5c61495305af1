import type { Reasons } from '../../protocol';
import { type CountedValues, walkTogether } from './countedValues';
import { kolmogorovSmirnovPValue } from './kolmogorovSmirnovPValue';

/** Result of {@link kolmogorovSmirnov}. */
export interface KolmogorovSmirnovResult extends Reasons {
  /** D, the largest vertical distance of the two empirical distribution functions, in [0, 1]; `null` without values. */
  readonly statistic: number | null;
  readonly pValue: number | null;
  /** Whether the p-value is of D's exact distribution for samples without ties. */
  readonly exact: boolean;
}

/**
 * Two-sample Kolmogorov–Smirnov test, two-sided: whether two samples come from one continuous distribution.
 *
 * D = sup |F₁ − F₂|. The p-value is {@link kolmogorovSmirnovPValue}; ties make it conservative.
 *
 * **Missing values:** the caller leaves them out. **Cost:** one pass over both samples and the cost of the p-value.
 *
 * **Agrees with** `scipy.stats.ks_2samp(method='auto')`, statistic rel 1e-14, p rel 1e-9.
 *
 * **Reference:** Hodges (1958), Arkiv för Matematik 3, 469–486.
 *
 * @example
 * kolmogorovSmirnov(sortedValues(Float64Array.of(1, 2, 3)), sortedValues(Float64Array.of(4, 5, 6))).pValue; // 0.1
 */
export function kolmogorovSmirnov(
  reference: CountedValues,
  current: CountedValues,
): KolmogorovSmirnovResult {
  if (reference.n === 0 || current.n === 0) {
    const reason = 'One of the samples has no value.';
    return {
      statistic: null,
      pValue: null,
      exact: false,
      reasons: { statistic: reason, pValue: reason },
    };
  }
  let largest = 0;
  walkTogether(reference, current, (_value, below, belowCurrent) => {
    largest = Math.max(largest, Math.abs(below / reference.n - belowCurrent / current.n));
  });
  return { statistic: largest, ...kolmogorovSmirnovPValue(largest, reference.n, current.n) };
}
