import type { BinRule } from '../../../protocol';
import { aroundOne, linearEdges } from './histogram';

/** Bins that are drawn at most, whatever a rule asks for. */
export const mostRuledBins = 200;

/** What the rules for the number of bins rest on. */
export interface RuleEvidence {
  /** Number of values. */
  readonly count: number;
  readonly min: number;
  readonly max: number;
  /** Interquartile range. */
  readonly iqr: number;
  /** Standard deviation with ddof 0. */
  readonly std: number;
  /** Whether the values are stored as whole numbers: their bins are at least 1 wide. */
  readonly integral: boolean;
}

/** Bins of a rule: {@link RuledEdges.edges} ascending, `cut` when the rule asked for more than are drawn. */
export interface RuledEdges {
  readonly rule: BinRule;
  readonly edges: readonly number[];
  readonly cut: boolean;
}

/** Width of a bin by each rule; 0 where the rule has no answer. */
const widths: Readonly<Record<BinRule, (evidence: RuleEvidence) => number>> = {
  'freedman-diaconis': ({ count, iqr }) => (2 * iqr) / count ** (1 / 3),
  sturges: ({ count, min, max }) => (max - min) / (Math.log2(count) + 1),
  scott: ({ count, std }) => ((24 * Math.sqrt(Math.PI)) / count) ** (1 / 3) * std,
};

const rules = ['freedman-diaconis', 'sturges', 'scott'] as const satisfies readonly BinRule[];

/**
 * Edges of equal bins from the smallest to the largest value, by the rules of Freedman–Diaconis (1981: width 2·IQR·n^(−1/3)),
 * Sturges (1926: 1 + log₂ n bins) and Scott (1979: width (24·√π/n)^(1/3)·σ, ddof 0). A rule without a width, such as
 * Freedman–Diaconis where the interquartile range is 0, gives one bin. At most {@link mostRuledBins} bins.
 *
 * **Agrees with** `numpy.histogram_bin_edges(bins='fd' | 'sturges' | 'scott')`: the same number of bins, edges to rel 1e-14.
 */
export function ruledEdges(evidence: RuleEvidence): RuledEdges[] {
  const { min, max, integral } = evidence;
  return rules.map((rule) => {
    if (min === max) return { rule, edges: aroundOne(min), cut: false };
    const width = widths[rule](evidence);
    const least = integral ? Math.max(1, width) : width;
    const wanted = width > 0 ? Math.ceil((max - min) / least) : 1;
    const bins = Number.isFinite(wanted) ? Math.max(1, wanted) : 1;
    return {
      rule,
      edges: linearEdges(min, max, Math.min(bins, mostRuledBins)),
      cut: bins > mostRuledBins,
    };
  });
}
