import { formatCount, formatRate, formatValue } from '../../format/numbers';
import type { Both, ColumnComparison } from '../../protocol';
import { quoted } from '../profile/alerts/alertRule';
import type { ComparedKind } from './sharedColumns';

/** A compared column without its sentence. */
export type Compared = Omit<ColumnComparison, 'sentence'>;

/** Levels whose share is worth a sentence moved by at least this much. */
const leastMoved = 0.005;

/**
 * The result of a column in one or two plain sentences: what moved and by how much, then how large that is.
 *
 * @param compared the column's numbers
 * @param kind what was compared; `null` when nothing was
 * @param reason why nothing was compared
 */
export function comparisonSentence(
  compared: Compared,
  kind: ComparedKind | null,
  reason?: string,
): string {
  const lost = missingClause(compared.missingRate);
  if (kind === null || compared.drift === 'not compared') {
    const why = reason ?? 'There are not enough values.';
    return `${compared.column} is not compared. ${why}${lost === null ? '' : ` ${lost}`}`;
  }
  const what = compared.levels === undefined ? moved(compared, kind) : movedLevel(compared);
  const added = newLevelClause(compared);
  if (compared.drift === 'none') {
    return [`${compared.column} shows no drift${sizes(compared)}.`, added]
      .filter((part) => part !== null)
      .join(' ');
  }
  return [`${what}: ${compared.drift} drift${sizes(compared)}.`, added, lost]
    .filter((part) => part !== null)
    .join(' ');
}

function moved({ column, median, histogram }: Compared, kind: ComparedKind): string {
  const subject = kind === 'lengths' ? `Texts of ${column}` : column;
  const verb = kind === 'lengths' ? 'are' : 'is';
  if (median === undefined) {
    const share = histogram === undefined ? 0 : shift(histogram);
    if (share === 0) return `${subject} ${verb} distributed differently in the current data`;
    return `${subject} ${verb} ${share > 0 ? 'later' : 'earlier'} in the current data`;
  }
  const { reference, current } = median;
  if (reference === null || current === null) return `${subject} has values in one data set only`;
  const words = kind === 'lengths' ? ['longer', 'shorter'] : ['higher', 'lower'];
  const unit = kind === 'lengths' ? ' characters' : '';
  if (reference === current) {
    return `${subject} ${verb} distributed differently in the current data (median ${formatValue(current)}${unit} in both)`;
  }
  return `${subject} ${verb} ${words[current > reference ? 0 : 1]!} in the current data (median ${formatValue(reference)} → ${formatValue(current)}${unit})`;
}

/** Sign of the difference of the mean bins. */
function shift({ reference, current }: NonNullable<Compared['histogram']>): number {
  const centre = (counts: readonly number[]): number => {
    const total = counts.reduce((sum, count) => sum + count, 0);
    return counts.reduce((sum, count, i) => sum + (count / Math.max(1, total)) * i, 0);
  };
  const difference = centre(current) - centre(reference);
  return Math.abs(difference) < 0.05 ? 0 : Math.sign(difference);
}

/** The level that adds most to the Jensen–Shannon distance. */
function movedLevel({ column, levels, newLevels }: Compared): string {
  const { values, reference, current, other } = levels!;
  const total = (counts: readonly number[], rest: number): number =>
    Math.max(
      1,
      counts.reduce((sum, count) => sum + count, rest),
    );
  const totals = {
    reference: total(reference, other.reference),
    current: total(current, other.current),
  };
  let largest = { level: '', from: 0, to: 0, weight: 0 };
  values.forEach((level, i) => {
    const from = reference[i]! / totals.reference;
    const to = current[i]! / totals.current;
    const weight = divergence(from, to);
    if (weight > largest.weight) largest = { level, from, to, weight };
  });
  const { level, from, to } = largest;
  if (Math.abs(to - from) < leastMoved) return `${column} has other levels in the current data`;
  if (from === 0 && newLevels !== undefined) {
    return `${column} has levels that the reference does not know`;
  }
  return `${column} is ${quoted(level)} ${to > from ? 'more' : 'less'} often in the current data (${formatRate(from)} → ${formatRate(to)})`;
}

function divergence(from: number, to: number): number {
  const middle = (from + to) / 2;
  const term = (share: number): number => (share === 0 ? 0 : share * Math.log2(share / middle));
  return term(from) + term(to);
}

function newLevelClause({ newLevels }: Compared): string | null {
  if (newLevels === undefined || newLevels.levels === 0) return null;
  const named = newLevels.values.slice(0, 3).map(quoted).join(', ');
  const more = newLevels.levels > 3 ? ' and more' : '';
  return newLevels.levels === 1
    ? `The level ${named} is new (${rows(newLevels.rows)}).`
    : `${formatCount(newLevels.levels)} levels are new: ${named}${more} (${rows(newLevels.rows)}).`;
}

function missingClause({ reference, current }: Both<number>): string | null {
  if (Math.abs(current - reference) < 0.01) return null;
  return `Missing in ${formatRate(current)} of the rows, ${formatRate(reference)} in the reference.`;
}

function sizes({ distance, psi }: Compared): string {
  const parts = [
    distance.value === null
      ? null
      : distance.name === 'wasserstein'
        ? `Wasserstein ${formatValue(distance.value, 2)} sd`
        : `Jensen–Shannon ${formatValue(distance.value, 2)}`,
    psi === null ? null : `PSI ${formatValue(psi, 2)}`,
  ].filter((part) => part !== null);
  return parts.length === 0 ? '' : ` (${parts.join(', ')})`;
}

function rows(count: number): string {
  return `${formatCount(count)} ${count === 1 ? 'row' : 'rows'}`;
}
