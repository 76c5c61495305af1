import type { Both, ColumnComparison } from '../../protocol';
import { chiSquareTest } from '../statistics/chiSquareTest';

/** Rows up to which, in either data set, the test alone decides. */
const mostTestedRows = 1000;
/** Level of the test after the correction over all columns. */
const alpha = 0.05;
/** A drift is large from this many times the threshold on: 0.25 where the threshold is 0.1. */
const largeFactor = 2.5;

/** What a drift is decided from. */
export interface DriftEvidence {
  readonly rows: Both<number>;
  /** Rows without a value. */
  readonly missing: Both<number>;
  readonly distance: number | null;
  /** Corrected by Holm's method over all columns. */
  readonly pHolm: number | null;
  /** Number of columns compared. */
  readonly columns: number;
  /** Distance from which a difference is a drift. */
  readonly threshold: number;
}

/**
 * Decides whether a column drifted.
 *
 * Up to 1,000 rows in either data set a drift is what the test rejects (Holm p ≤ 0.05). Above it the distance must reach the
 * threshold besides, because with many rows every difference is significant; and the test must still reject, because a distance
 * alone can come from chance where levels are many. Where only one of the two exists it decides. From 2.5 thresholds on the drift
 * is large.
 *
 * A share of missing values that moved by the threshold or more is a drift too, when a χ² test rejects it (Bonferroni over the
 * columns).
 */
export function decideDrift(
  evidence: DriftEvidence,
): Pick<ColumnComparison, 'drift' | 'decidedBy'> {
  const { rows, distance, pHolm, threshold } = evidence;
  const rejected = pHolm === null ? null : pHolm <= alpha;
  const far = distance === null ? null : distance >= threshold;
  const byTest = Math.min(rows.reference, rows.current) <= mostTestedRows || far === null;
  const decidedBy = byTest && rejected !== null ? 'test' : far !== null ? 'distance' : null;
  const drifted = decidedBy === 'test' ? rejected === true : far === true && rejected !== false;
  if (drifted) {
    return { drift: (distance ?? 0) >= largeFactor * threshold ? 'large' : 'moderate', decidedBy };
  }
  const lost = missingDrift(evidence);
  if (lost !== null) return { drift: lost, decidedBy: 'distance' };
  return decidedBy === null ? { drift: 'not compared', decidedBy } : { drift: 'none', decidedBy };
}

/** The drift of the share of missing values alone. */
export function missingDrift({
  rows,
  missing,
  columns,
  threshold,
}: Omit<DriftEvidence, 'distance' | 'pHolm'>): 'moderate' | 'large' | null {
  if (rows.reference === 0 || rows.current === 0) return null;
  const moved = Math.abs(missing.current / rows.current - missing.reference / rows.reference);
  if (moved < threshold) return null;
  const { pValue } = chiSquareTest([
    [missing.reference, rows.reference - missing.reference],
    [missing.current, rows.current - missing.current],
  ]);
  if (pValue === null || pValue * Math.max(1, columns) > alpha) return null;
  return moved >= largeFactor * threshold ? 'large' : 'moderate';
}
