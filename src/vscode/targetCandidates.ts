import { type ColumnProfile } from '../protocol';

const targetWords =
  /^(target|label|class|outcome|y|churn(ed)?|attrition|default(ed)?|survived|fraud|risk|response|quality|species|diagnosis|approved|converted|left|exited)$/i;
const mostClasses = 20;

/** Columns that look like classes to predict, the likeliest first. */
export function targetCandidates(columns: readonly ColumnProfile[]): readonly ColumnProfile[] {
  return orderTargets(columns).filter(({ distinct }) => distinct.count <= mostClasses);
}

/**
 * Columns that can be a target, the likeliest first: named like one, then two-valued, then few-valued; of equals the last of
 * the file first, since that is where targets usually stand.
 */
export function orderTargets(columns: readonly ColumnProfile[]): readonly ColumnProfile[] {
  return columns
    .filter(
      ({ type, distinct }) =>
        distinct.count >= 2 && !['identifier', 'text', 'dateTime', 'nested'].includes(type),
    )
    .toSorted((a, b) => likelihood(b) - likelihood(a) || b.index - a.index);
}

function likelihood({ name, distinct }: ColumnProfile): number {
  const named = name.split(/[\s_.-]+/).some((word) => targetWords.test(word));
  return (distinct.count <= mostClasses ? 4 : 0) + (named ? 2 : 0) + (distinct.count === 2 ? 1 : 0);
}
