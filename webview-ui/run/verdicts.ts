import { type MetricName, type PairedComparison } from '../../src/protocol';

/** A strategy against the base, seen from the strategy's side. */
export interface Verdict {
  readonly sign: '▲' | '▼' | '≈' | '';
  readonly verdict: PairedComparison['verdict'] | 'unknown';
  readonly difference: number | null;
  readonly interval: readonly [number, number] | null;
  readonly pValue: number | null;
  readonly reason: string | undefined;
}

const unknown: Verdict = {
  sign: '',
  verdict: 'unknown',
  difference: null,
  interval: null,
  pValue: null,
  reason: undefined,
};

/** The paired comparison of `runId` with `baseId`, turned around when it was recorded the other way. */
export function verdictAgainst(
  comparisons: readonly PairedComparison[],
  runId: string,
  baseId: string,
  metric: MetricName,
): Verdict {
  const found = comparisons.find(
    ({ a, b, metric: compared }) =>
      compared === metric && ((a === runId && b === baseId) || (a === baseId && b === runId)),
  );
  if (found === undefined) return unknown;
  const turned = found.a === baseId;
  const opposite = { better: 'worse', worse: 'better', 'no difference': 'no difference' } as const;
  const verdict = turned ? opposite[found.verdict] : found.verdict;
  return {
    sign: { better: '▲', worse: '▼', 'no difference': '≈' }[verdict] as Verdict['sign'],
    verdict,
    difference: turned && found.difference !== null ? -found.difference : found.difference,
    interval:
      turned && found.interval !== null ? [-found.interval[1], -found.interval[0]] : found.interval,
    pValue: found.pValue,
    reason: found.reason,
  };
}
