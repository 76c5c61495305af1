import { formatMetric, formatPValue } from '../../../format/numbers';
import type { ColumnTest } from '../../../protocol';

/** How strong an effect is by the customary bounds. */
export type EffectSize = 'negligible' | 'small' | 'medium' | 'large';

/**
 * Names the size of an effect by Cohen's (1988) bounds: .1, .3, .5 for correlations and, divided by √(min(r, c) − 1), for
 * Cramér's V; .01, .06, .14 for ε².
 *
 * @param effect name and value of the effect
 * @param smallerSide min(r, c) of the table behind a Cramér's V; ignored for the others
 */
export function effectSize(effect: ColumnTest['effect'], smallerSide = 2): EffectSize | null {
  if (effect.value === null) return null;
  const size = Math.abs(effect.value);
  const bounds =
    effect.name === 'ε²'
      ? ([0.01, 0.06, 0.14] as const)
      : ([0.1, 0.3, 0.5] as const).map((bound) => bound / Math.sqrt(Math.max(1, smallerSide - 1)));
  if (size < bounds[0]) return 'negligible';
  if (size < bounds[1]) return 'small';
  return size < bounds[2] ? 'medium' : 'large';
}

/** What {@link testSentence} speaks of. */
export interface TestVerdict {
  readonly column: string;
  readonly target: string;
  readonly decision: ColumnTest['decision'];
  readonly effect: ColumnTest['effect'];
  readonly size: EffectSize | null;
  /** Corrected p. */
  readonly holm: number | null;
  readonly n: number;
  /** Why the column was not tested. */
  readonly reason: string | null;
}

/** The result of a test in one plain sentence. */
export function testSentence(verdict: TestVerdict): string {
  const { column, target, decision, effect, size, holm } = verdict;
  const strength = `${effect.name} ${formatMetric(effect.value)}`;
  const p = `${formatPValue(holm)} after correction`;
  switch (decision) {
    case 'not tested':
      return `${column} was not tested. ${verdict.reason ?? ''}`.trim();
    case 'not shown':
      return `The data do not show that ${column} and ${target} are related (${strength}, ${p}).`;
    case 'related':
      if (size === 'negligible') {
        const rows = verdict.n.toLocaleString('en-US');
        return `${column} and ${target} are related, significant but negligible: with ${rows} rows even a link this weak shows (${strength}, ${p}).`;
      }
      return `${column} and ${target} are related, with a ${size ?? 'unknown'} effect (${strength}, ${p}).`;
  }
}
