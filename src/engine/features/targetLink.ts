import type { CategoricalColumn, ClassTarget, FrameColumn } from '../base/frame';
import { chiSquareTest, kruskalWallis } from '../statistics';

/** How strongly a column is linked with the classes of the target. */
export interface TargetLink {
  readonly test: 'χ²' | 'Kruskal–Wallis';
  /** `null` when the test does not exist for this column; then `reason` says why. */
  readonly pValue: number | null;
  /** Cramér's V or ε², in [0, 1]; 0 when there is no test. */
  readonly effect: number;
  readonly reason: string | null;
}

/**
 * The test of one column against the target: χ² (Yates-corrected for 2×2) for categories with Cramér's V as effect,
 * Kruskal–Wallis for numbers with ε². Rows in which the column is missing are left out.
 *
 * @param column training rows of the column
 * @param target classes of the same rows
 *
 * @example
 * const size = { kind: 'numeric', name: 'size', values: Float64Array.of(1, 2, 3, 4) };
 * linkWithTarget(size, { codes: Int32Array.of(0, 0, 1, 1), classes: ['no', 'yes'] }).effect; // 0.8
 */
export function linkWithTarget(column: FrameColumn, target: ClassTarget): TargetLink {
  if (column.kind === 'numeric') {
    const result = kruskalWallis(column.values, target.codes, target.classes.length);
    return {
      test: 'Kruskal–Wallis',
      pValue: result.pValue,
      effect: result.epsilonSquared ?? 0,
      reason: result.reasons?.['pValue'] ?? null,
    };
  }
  const result = chiSquareTest(crossTable(column, target));
  const shorterSide = Math.min(result.expected.length, result.expected[0]?.length ?? 0);
  return {
    test: 'χ²',
    pValue: result.pValue,
    effect:
      result.uncorrected === null
        ? 0
        : Math.sqrt(result.uncorrected / (result.n * (shorterSide - 1))),
    reason: result.reasons?.['pValue'] ?? null,
  };
}

/**
 * Orders links from strong to weak: the smaller p first (a missing p last), of equal ones the larger effect.
 *
 * @returns negative when `a` is the stronger link, 0 when neither is.
 */
export function compareLinks(a: TargetLink, b: TargetLink): number {
  return (a.pValue ?? 2) - (b.pValue ?? 2) || b.effect - a.effect;
}

function crossTable({ codes, levels }: CategoricalColumn, target: ClassTarget): number[][] {
  const classCount = target.classes.length;
  const counts = new Float64Array(levels.length * classCount);
  for (let i = 0; i < codes.length; i++) {
    if (codes[i]! >= 0) counts[codes[i]! * classCount + target.codes[i]!]!++;
  }
  return levels.map((_, level) =>
    Array.from(counts.subarray(level * classCount, (level + 1) * classCount)),
  );
}
