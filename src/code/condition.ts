/** A value that a condition compares with. */
export type ConditionValue = string | number | boolean;
/** How values are compared; missing ones are neither. */
export type Comparison = '=' | '<>' | '<' | '<=' | '>' | '>=';

/** A condition on rows, with negations resolved down to the comparisons. As in SQL, a comparison with a missing value is not true. */
export type Condition =
  | { readonly kind: 'and' | 'or'; readonly parts: readonly Condition[] }
  | {
      readonly kind: 'compare';
      readonly column: string;
      readonly operator: Comparison;
      readonly value: ConditionValue;
    }
  | {
      readonly kind: 'in';
      readonly column: string;
      readonly values: readonly ConditionValue[];
      readonly negated: boolean;
    }
  | { readonly kind: 'missing'; readonly column: string; readonly negated: boolean }
  /** `IS DISTINCT FROM`: missing is different from every value. `negated`: `IS NOT DISTINCT FROM`. */
  | {
      readonly kind: 'distinct';
      readonly column: string;
      readonly value: ConditionValue;
      readonly negated: boolean;
    }
  | { readonly kind: 'infinite'; readonly column: string; readonly negated: boolean }
  | {
      readonly kind: 'like';
      readonly column: string;
      readonly pattern: string;
      readonly caseless: boolean;
      readonly negated: boolean;
    };

/** Columns that a condition is about, each once. */
export function columnsOf(condition: Condition): readonly string[] {
  const names = 'parts' in condition ? condition.parts.flatMap(columnsOf) : [condition.column];
  return [...new Set(names)];
}

const opposite: Readonly<Record<Comparison, Comparison>> = {
  '=': '<>',
  '<>': '=',
  '<': '>=',
  '<=': '>',
  '>': '<=',
  '>=': '<',
};

/** The condition that is true where this one is false; both are untrue where a compared value is missing. */
export function negation(condition: Condition): Condition {
  switch (condition.kind) {
    case 'and':
      return { kind: 'or', parts: condition.parts.map(negation) };
    case 'or':
      return { kind: 'and', parts: condition.parts.map(negation) };
    case 'compare':
      return { ...condition, operator: opposite[condition.operator] };
    default:
      return { ...condition, negated: !condition.negated };
  }
}
