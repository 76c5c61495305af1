import type { MetricName, PairedComparison } from '../../protocol';
import { metricTable } from '../evaluation/metricTable';
import { compareResults, complexity, type Comparable } from './compareResults';

/** A recommendation in words. */
export interface Choice {
  /** Key of the chosen result. */
  readonly key: string;
  readonly why: string;
}

/**
 * Recommends a result: of those within one standard error (std / √folds) of the best mean, and not significantly worse than it
 * by the paired test, the simplest.
 *
 * @param results at least one, on the same folds
 * @param metric what is compared
 * @param folds number of folds of one repeat
 * @param comparison of the results with their references, for the sentence about significance
 */
export function chooseBest(
  results: readonly Comparable[],
  metric: MetricName,
  folds: number,
  comparison: readonly PairedComparison[],
): Choice {
  const { title, greaterIsBetter } = metricTable[metric];
  const sign = greaterIsBetter ? 1 : -1;
  const scored = results
    .flatMap((result) => {
      const { mean, std, folds: values } = result.metrics[metric];
      if (mean === null) return [];
      const defined = values.filter((value) => value !== null).length;
      return [{ result, mean, error: std === null ? 0 : std / Math.sqrt(defined) }];
    })
    .sort((a, b) => sign * (b.mean - a.mean) || complexity(a.result) - complexity(b.result));
  const top = scored[0];
  if (top === undefined) {
    const simplest = results.toSorted((a, b) => complexity(a) - complexity(b))[0]!;
    const why = `No result has a value of ${title}, so the simplest is named: ${nameOf(simplest)}.`;
    return { key: simplest.key, why };
  }
  const candidates = scored.filter(
    ({ result, mean }) =>
      result === top.result ||
      (Math.abs(top.mean - mean) <= top.error &&
        compareResults(result, top.result, metric, folds).verdict !== 'worse'),
  );
  const chosen = candidates.toSorted((a, b) => complexity(a.result) - complexity(b.result))[0]!;
  const first =
    chosen === top
      ? `${nameOf(chosen.result)} has the best mean ${title}, ${shown(top.mean)}.`
      : `${nameOf(chosen.result)} is the simplest within one standard error (${shown(top.error)}) of the best mean ${title}: ` +
        `${shown(chosen.mean)} against ${shown(top.mean)} of ${nameOf(top.result)}.`;
  return { key: chosen.result.key, why: [first, ...significance(results, comparison)].join(' ') };
}

function significance(
  results: readonly Comparable[],
  comparison: readonly PairedComparison[],
): string[] {
  const find = (key: string): Comparable | undefined => results.find((other) => other.key === key);
  const references = new Set(comparison.map(({ b }) => b));
  return Array.from(references, (key) => {
    const pairs = comparison.filter(({ b }) => b === key);
    const reference = find(key);
    const referenceName = reference === undefined ? key : nameOf(reference);
    const named = (verdict: PairedComparison['verdict']): string =>
      pairs
        .filter((pair) => pair.verdict === verdict)
        .map(({ a }) => find(a))
        .map((result) => (result === undefined ? '' : nameOf(result)))
        .join(', ');
    const better = named('better');
    const worse = named('worse');
    if (better === '' && worse === '') {
      return `No other strategy differs significantly from ${referenceName} (paired over the folds, 95 %).`;
    }
    const parts = [
      ...(better === '' ? [] : [`significantly better than ${referenceName}: ${better}`]),
      ...(worse === '' ? [] : [`significantly worse: ${worse}`]),
    ];
    return `By the paired test over the folds (95 %), ${parts.join('; ')}.`;
  });
}

function nameOf({ strategy, model }: Comparable): string {
  return `${strategy} · ${model}`;
}

function shown(value: number): string {
  return value.toFixed(3);
}
