import { formatCount, formatRate } from '../../format/numbers';
import type { ColumnComparison, ProfileAlert } from '../../protocol';
import { alert, listed, quoted, type Thresholds } from '../profile/alerts/alertRule';
import { identifier } from '../profile/alerts/alertSql';
import { familyOf, type MatchedColumns } from './sharedColumns';
import type { SharedRows } from './sharedRows';

/** What the alerts of a comparison are found in. */
export interface ComparisonEvidence {
  readonly matched: MatchedColumns;
  readonly columns: readonly ColumnComparison[];
  readonly target: string | null;
  readonly rows: SharedRows;
  readonly currentRows: number;
  readonly thresholds: Thresholds;
}

type Rule = (evidence: ComparisonEvidence) => ProfileAlert[];

const severityOrder = { error: 0, warning: 1, info: 2 } as const;
/** Columns that get an alert of their own for new levels; the others share one. */
const mostSingleAlerts = 8;
/** From this share of the current rows on, new levels are worth a warning. */
const manyRows = 0.01;

/** What a person should know about the two data sets before training on one and predicting the other, most severe first. */
export function findComparisonAlerts(evidence: ComparisonEvidence): ProfileAlert[] {
  return [missingColumns, addedColumns, retypedColumns, targetShift, drift, newLevels, sharedRows]
    .flatMap((rule) => rule(evidence))
    .sort((a, b) => severityOrder[a.severity] - severityOrder[b.severity]);
}

const missingColumns: Rule = ({ matched: { removed } }) =>
  removed.length === 0
    ? []
    : [
        alert('SCHEMA_CHANGED', 'error', removed, {
          message: `${counted(removed, 'column')} of the reference ${removed.length === 1 ? 'is' : 'are'} not in the current data: ${listed(removed)}.`,
          why: 'A model that was trained on the reference asks for them.',
          value: removed.length,
          threshold: 0,
        }),
      ];

const addedColumns: Rule = ({ matched: { added } }) =>
  added.length === 0
    ? []
    : [
        alert('SCHEMA_CHANGED', 'info', added, {
          message: `${counted(added, 'column')} ${added.length === 1 ? 'is' : 'are'} new in the current data: ${listed(added)}.`,
          why: 'A model that was trained on the reference does not use them.',
          value: added.length,
          threshold: 0,
        }),
      ];

const retypedColumns: Rule = ({ matched: { shared } }) => {
  const changed = shared.filter(
    ({ column: { reference, current }, present }) =>
      present.reference > 0 && present.current > 0 && familyOf(reference) !== familyOf(current),
  );
  if (changed.length === 0) return [];
  const names = changed.map(({ name }) => name);
  const [first] = changed;
  const change = `${first!.column.reference.type} → ${first!.column.current.type}`;
  return [
    alert('SCHEMA_CHANGED', 'warning', names, {
      message:
        changed.length === 1
          ? `${names[0]!} holds values of another kind in the current data (${change}).`
          : `${formatCount(changed.length)} columns hold values of another kind in the current data: ${listed(names)}.`,
      why: 'Numbers that are texts in the other data set cannot be compared or predicted from. Often one cell that is no number is the cause.',
      value: changed.length,
      threshold: 0,
    }),
  ];
};

const targetShift: Rule = ({ columns, target, thresholds }) => {
  const shifted = columns.find(({ column }) => column === target);
  if (shifted === undefined || !hasDrift(shifted)) return [];
  return [
    alert('TARGET_SHIFT', shifted.drift === 'large' ? 'error' : 'warning', [shifted.column], {
      message: `The target moved. ${shifted.sentence}`,
      why: 'Probabilities and thresholds learned on the reference do not hold where the target is distributed differently.',
      value: shifted.distance.value,
      threshold: thresholds.drift,
      thresholdName: 'drift',
    }),
  ];
};

const drift: Rule = ({ columns, target, thresholds }) => {
  const drifted = columns.filter((column) => column.column !== target && hasDrift(column));
  return (['large', 'moderate'] as const).flatMap((degree) => {
    const of = drifted
      .filter((column) => column.drift === degree)
      .sort((a, b) => (b.distance.value ?? 0) - (a.distance.value ?? 0));
    const [strongest] = of;
    if (strongest === undefined) return [];
    const names = of.map(({ column }) => column);
    return [
      alert('DRIFT', degree === 'large' ? 'warning' : 'info', names, {
        message:
          of.length === 1
            ? strongest.sentence
            : `${formatCount(of.length)} columns drifted ${degree === 'large' ? 'much' : 'moderately'}: ${listed(names)}. ${strongest.sentence}`,
        why: 'A model sees other values than it was trained on. Look whether the world changed or the way the data were collected.',
        value: strongest.distance.value,
        threshold: thresholds.drift,
        thresholdName: 'drift',
      }),
    ];
  });
};

const newLevels: Rule = ({ columns, currentRows }) => {
  const found = columns
    .flatMap(({ column, newLevels: added }) =>
      added === undefined || added.rows === 0 ? [] : [{ column, ...added }],
    )
    .sort((a, b) => b.rows - a.rows);
  const single = found.slice(0, mostSingleAlerts).map(({ column, values, levels, rows }) => {
    const name = identifier(column);
    return alert('NEW_LEVELS', rows >= manyRows * currentRows ? 'warning' : 'info', [column], {
      message: `${column} has ${levels === 1 ? 'a level' : `${formatCount(levels)} levels`} that the reference does not know: ${listed(values.map(quoted))}, in ${counted(rows, 'row')}.`,
      why: 'An encoder that was fitted on the reference cannot tell unknown levels apart.',
      value: rows,
      threshold: 0,
      sql: `SELECT * FROM {current} WHERE ${name} IS NOT NULL AND ${name} NOT IN (SELECT ${name} FROM {reference} WHERE ${name} IS NOT NULL)`,
    });
  });
  const others = found.slice(mostSingleAlerts).map(({ column }) => column);
  if (others.length === 0) return single;
  return [
    ...single,
    alert('NEW_LEVELS', 'info', others, {
      message: `${counted(others, 'more column')} ${others.length === 1 ? 'has' : 'have'} levels that the reference does not know: ${listed(others)}.`,
      why: 'An encoder that was fitted on the reference cannot tell unknown levels apart.',
      value: others.length,
      threshold: 0,
    }),
  ];
};

const sharedRows: Rule = ({ rows: { shared, repeated }, thresholds }) => {
  if (shared.count === 0 || shared.rate <= thresholds.sharedRows) return [];
  // Where rows repeat inside the reference as often, a match says little.
  const expected = repeated >= shared.rate;
  const features =
    shared.withoutTarget !== null && shared.withoutTarget > shared.count
      ? ` Leaving the target out, ${formatCount(shared.withoutTarget)} do.`
      : '';
  return [
    alert('SHARED_ROWS', expected ? 'info' : shared.rate >= manyRows ? 'error' : 'warning', [], {
      message: `${counted(shared.count, 'row')} of the current data (${formatRate(shared.rate)}) ${shared.count === 1 ? 'occurs' : 'occur'} in the reference too.${features}`,
      why: expected
        ? `${formatRate(repeated)} of the reference's own rows occur more than once, so that equal rows are no surprise here.`
        : 'A model that is tested on rows it was trained on looks better than it is.',
      value: shared.rate,
      threshold: thresholds.sharedRows,
      thresholdName: 'sharedRows',
      sql: shared.sql,
    }),
  ];
};

function hasDrift({ drift: degree }: ColumnComparison): boolean {
  return degree === 'moderate' || degree === 'large';
}

function counted(of: readonly unknown[] | number, noun: string): string {
  const count = typeof of === 'number' ? of : of.length;
  return `${formatCount(count)} ${noun}${count === 1 ? '' : 's'}`;
}
