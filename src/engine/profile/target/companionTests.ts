import { formatPValue, formatValue } from '../../../format/numbers';
import type { CompanionTest, TargetInfo } from '../../../protocol';
import type { Dataset, DatasetColumn } from '../../data/dataset';
import { anovaFFromSummaries, type AnovaResult } from '../../statistics/anovaF';
import type { GroupSummary } from '../../statistics/groupedValues';
import { correlationTest } from '../../statistics/pearson';
import { welchAnovaFromSummaries } from '../../statistics/welchAnova';
import { standardise } from '../columns/centralMoments';
import type { ColumnCounts } from '../columns/columnCounts';
import { queryEach } from '../queryBatch';
import { correlationFromSums } from '../relations/correlationSums';
import { countOf, presentValue, textOf } from '../sqlExpressions';
import type { TargetLink } from './targetLinks';

/**
 * Rows above which group medians are not computed: the SQL engine would have to hold the values of a whole column.
 */
const mostMedianRows = 20_000_000;

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
 * @param signal cancels the queries
 * @returns the companions of each column
 * @throws {CuvetteError} CANCELLED when the signal is aborted.
 */
export async function companionTests(
  dataset: Dataset,
  columns: readonly ComparedColumn[],
  target: ColumnCounts,
  info: TargetInfo,
  signal?: AbortSignal,
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
    return [{ i, x, y: targetValue }];
  });
  const spreads = await groupSpreads(dataset, grouped, signal);
  const correlations = await pearsonTests(dataset, paired, signal);
  const answers: (readonly CompanionTest[])[] = columns.map(() => []);
  grouped.forEach(({ i }, at) => (answers[i] = testsOfGroups(spreads[at]!)));
  paired.forEach(({ i }, at) => (answers[i] = [correlations[at]!]));
  return answers;
}

interface GroupSpread {
  /** Of the values. */
  readonly values: GroupSummary;
  /** Of the absolute deviations from the group's median; `null` where that was not computed. */
  readonly deviations: GroupSummary | null;
}

async function groupSpreads(
  dataset: Dataset,
  requests: readonly { readonly value: string; readonly group: DatasetColumn }[],
  signal: AbortSignal | undefined,
): Promise<GroupSpread[][]> {
  const hasMedians = dataset.info.sampledRows <= mostMedianRows;
  const centre = hasMedians ? 'quantile_cont(z, 0.5)' : '0.0::DOUBLE';
  const answers = await queryEach(
    dataset,
    requests,
    ({ value, group }, k) => {
      const rows = `(SELECT z, g FROM (SELECT ${value} AS z, ${presentValue(group)} AS g FROM ${dataset.relation})
        WHERE z IS NOT NULL AND g IS NOT NULL)`;
      return `SELECT ${k} AS k, CAST(g AS VARCHAR) AS g, count(*) AS n, any_value(m) AS m, fsum(z - m) AS s,
          fsum((z - m) * (z - m)) AS q, fsum(abs(z - m)) AS a
        FROM ${rows} JOIN (SELECT g, ${centre} AS m FROM ${rows} GROUP BY g) USING (g) GROUP BY g`;
    },
    signal,
    2,
  );
  return answers.map((rows) => {
    // Groups come in any order; sums over them are taken in one, so that every run gives the same digits.
    rows.sort((a, b) => ((textOf(a, 'g') ?? '') < (textOf(b, 'g') ?? '') ? -1 : 1));
    return rows.map((row) => {
      const [count, squares] = [countOf(row, 'n'), countOf(row, 'q')];
      const [sum, absolute] = [countOf(row, 's'), countOf(row, 'a')];
      const about = (total: number): number => Math.max(0, squares - (total * total) / count);
      return {
        values: { count, mean: countOf(row, 'm') + sum / count, sumOfSquares: about(sum) },
        deviations: hasMedians
          ? { count, mean: absolute / count, sumOfSquares: about(absolute) }
          : null,
      };
    });
  });
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

async function pearsonTests(
  dataset: Dataset,
  pairs: readonly { readonly x: string; readonly y: string }[],
  signal: AbortSignal | undefined,
): Promise<CompanionTest[]> {
  const answers = await queryEach(
    dataset,
    pairs,
    (
      { x, y },
      k,
    ) => `SELECT ${k} AS k, count(*) AS n, fsum(x) AS x, fsum(y) AS y, fsum(x * x) AS xx, fsum(y * y) AS yy,
        fsum(x * y) AS xy FROM (SELECT ${x} AS x, ${y} AS y FROM ${dataset.relation})
        WHERE x IS NOT NULL AND y IS NOT NULL`,
    signal,
  );
  return answers.map(([row]): CompanionTest => {
    const sum = (name: string): number => countOf(row, name);
    const correlation = correlationFromSums({
      n: sum('n'), x: sum('x'), y: sum('y'), xx: sum('xx'), yy: sum('yy'), xy: sum('xy'),
    }); // prettier-ignore
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
  });
}
