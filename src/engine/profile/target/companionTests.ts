import { formatPValue, formatValue } from '../../../format/numbers';
import type { CompanionTest, TargetInfo } from '../../../protocol';
import type { Dataset } from '../../data/dataset';
import { anovaFFromSummaries, type AnovaResult } from '../../statistics/anovaF';
import { correlationTest } from '../../statistics/pearson';
import { welchAnovaFromSummaries } from '../../statistics/welchAnova';
import { standardise } from '../columns/centralMoments';
import type { ColumnCounts } from '../columns/columnCounts';
import { queryEach } from '../queryBatch';
import { correlationFromSums, type PairSums } from '../relations/correlationSums';
import { isShort, type ReadingOptions } from '../shortTable';
import { countOf } from '../sqlExpressions';
import { groupSpreads, mostMedianRows, type GroupSpread } from './groupSpreads';
import { mapNumberPairs, pairSums } from './numberPairs';
import type { TargetLink } from './targetLinks';

/** A column that was compared with the target, and how. */
export interface ComparedColumn {
  readonly counts: ColumnCounts;
  readonly link: TargetLink;
}

/**
 * The tests beside the main one. A number over groups: ANOVA, Welch's ANOVA, and the Brown–Forsythe test of equal spread, all
 * from sums about the group medians. Two numbers: Pearson's r. Other columns have none.
 *
 * **Missing values:** rows where the column or the target is missing are left out.
 * **Agrees with** `scipy.stats.f_oneway`, `scipy.stats.levene(center='median')`, `scipy.stats.pearsonr` and
 * `statsmodels.stats.oneway.anova_oneway(use_var='unequal')`, rel 1e-8.
 *
 * @param dataset the opened data set
 * @param columns the columns with their links to the target
 * @param target the counted target
 * @param info the target
 * @param options cancelling
 * @returns the companions of each column
 * @throws {CuvetteError} CANCELLED when the signal is aborted.
 */
export async function companionTests(
  dataset: Dataset,
  columns: readonly ComparedColumn[],
  target: ColumnCounts,
  info: TargetInfo,
  options: ReadingOptions = {},
): Promise<(readonly CompanionTest[])[]> {
  const isNumber = info.task === 'regression';
  const grouped = columns.flatMap(({ counts, link }, i) => {
    if (link.kind !== 'ranks') return [];
    const value = standardise(isNumber ? target : counts)?.value;
    const group = isNumber ? counts.column : target.column;
    return value === undefined ? [] : [{ i, value, group }];
  });
  const targetValue = isNumber ? standardise(target)?.value : undefined;
  const paired = columns.flatMap(({ counts, link }, i) => {
    const x = standardise(counts)?.value;
    if (link.kind !== 'correlation' || x === undefined || targetValue === undefined) return [];
    return [{ i, x }];
  });
  const spreads = await groupSpreads(dataset, grouped, options);
  const sums = await sumsOfPairs(
    dataset,
    paired.map(({ x }) => x),
    targetValue ?? 'NULL',
    options,
  );
  const answers: (readonly CompanionTest[])[] = columns.map(() => []);
  grouped.forEach(({ i }, at) => (answers[i] = testsOfGroups(spreads[at]!)));
  paired.forEach(({ i }, at) => (answers[i] = [pearsonTest(sums[at]!)]));
  return answers;
}

function testsOfGroups(groups: readonly GroupSpread[]): CompanionTest[] {
  const values = groups.map((group) => group.values);
  const deviations = groups.map((group) => group.deviations).filter((own) => own !== null);
  const anova = anovaFFromSummaries(values);
  const welch = welchAnovaFromSummaries(values);
  const spread = deviations.length === groups.length ? anovaFFromSummaries(deviations) : null;
  return [
    {
      name: 'anova',
      statistic: anova.statistic,
      df: [anova.dfBetween, anova.dfWithin],
      pValue: anova.pValue,
      sentence: sentence(
        anova,
        `ANOVA, which takes the spread to be equal in all groups: the means differ`,
        `ANOVA, which takes the spread to be equal in all groups, shows no difference of the means`,
      ),
    },
    {
      name: 'welch-anova',
      statistic: welch.statistic,
      df: [welch.dfBetween, welch.dfWithin],
      pValue: welch.pValue,
      sentence: sentence(
        welch,
        `Welch's ANOVA, which allows unequal spread: the means differ`,
        `Welch's ANOVA, which allows unequal spread, shows no difference of the means`,
      ),
    },
    {
      name: 'brown-forsythe',
      statistic: spread?.statistic ?? null,
      df: [spread?.dfBetween ?? null, spread?.dfWithin ?? null],
      pValue: spread?.pValue ?? null,
      sentence:
        spread === null
          ? `Brown–Forsythe was left out: it needs the medians of more than ${formatValue(mostMedianRows)} rows.`
          : sentence(
              spread,
              `Brown–Forsythe: the groups spread differently, so trust Welch's ANOVA more than the plain one`,
              `Brown–Forsythe does not show that the groups spread differently`,
            ),
    },
  ];
}

const alpha = 0.05;

function sentence(
  { statistic, pValue, reasons }: Pick<AnovaResult, 'statistic' | 'pValue' | 'reasons'>,
  differs: string,
  doesNot: string,
): string {
  if (pValue === null) {
    const [name = differs] = differs.split(/[:,]/);
    return `${name} was not possible. ${Object.values(reasons ?? {})[0] ?? ''}`.trim();
  }
  const f = statistic === null ? 'F infinite' : `F = ${formatValue(statistic, 3)}`;
  return `${pValue <= alpha ? differs : doesNot} (${f}, ${formatPValue(pValue)}).`;
}

async function sumsOfPairs(
  dataset: Dataset,
  values: readonly string[],
  other: string,
  options: ReadingOptions,
): Promise<PairSums[]> {
  const { signal } = options;
  if (isShort(dataset, options)) return mapNumberPairs(dataset, values, other, pairSums, signal);
  const answers = await queryEach(
    dataset,
    values,
    (
      value,
      k,
    ) => `SELECT ${k} AS k, count(*) AS n, fsum(x) AS x, fsum(y) AS y, fsum(x * x) AS xx, fsum(y * y) AS yy,
        fsum(x * y) AS xy FROM (SELECT ${value} AS x, ${other} AS y FROM ${dataset.relation})
        WHERE x IS NOT NULL AND y IS NOT NULL`,
    signal,
  );
  return answers.map(([row]) => {
    const sum = (name: string): number => countOf(row, name);
    return { n: sum('n'), x: sum('x'), y: sum('y'), xx: sum('xx'), yy: sum('yy'), xy: sum('xy') };
  });
}

function pearsonTest(sums: PairSums): CompanionTest {
  const correlation = correlationFromSums(sums);
  const { r, df, pValue, reasons } = correlationTest(correlation.value, correlation.n);
  return {
    name: 'pearson',
    statistic: r,
    df: [df],
    pValue,
    sentence:
      r === null || pValue === null
        ? `Pearson's r was not possible. ${Object.values(reasons ?? {})[0] ?? ''}`.trim()
        : `Pearson: a straight line ${pValue <= alpha ? 'fits better than none' : 'is not shown'} (r = ${formatValue(r, 3)}, ${formatPValue(pValue)}).`,
  };
}
