import { formatCount, formatRate, formatValue } from '../../../format/numbers';
import type { AlertAction, ColumnProfile, ValueCount } from '../../../protocol';
import {
  alert,
  listed,
  presentOf,
  quoted,
  shownValue,
  type AlertEvidence,
  type AlertRule,
} from './alertRule';
import { identifier, isOneOf } from './alertSql';
import { fewNumbers } from './columnTraits';

/** Texts that are numbers or dates are no levels; they have an alert of their own. */
function isDisguised(traits: AlertEvidence['traits'], name: string): boolean {
  return (traits.get(name)?.forms ?? null) !== null;
}

/** HIGH_CARDINALITY: more categories than a model can learn apart. */
export const highCardinality: AlertRule = ({ columns, traits, thresholds }) =>
  columns
    .filter(
      ({ name, type, distinct }) =>
        type === 'categorical' &&
        distinct.count > thresholds.highCardinality &&
        !isDisguised(traits, name),
    )
    .map(({ name, distinct }) =>
      alert('HIGH_CARDINALITY', 'info', [name], {
        message: `${name} has ${formatCount(distinct.count)} categories.`,
        why: 'Each category becomes a column of its own, most of them with few rows. Group the rare ones, or check whether it is an identifier or a text.',
        value: distinct.count,
        threshold: thresholds.highCardinality,
        thresholdName: 'highCardinality',
        sql: `SELECT ${identifier(name)}, count(*) AS n FROM {table} GROUP BY 1 ORDER BY n DESC`,
        actions: [
          { kind: 'setType', label: 'Treat as text', column: name, type: 'text' },
          { kind: 'setType', label: 'Treat as identifier', column: name, type: 'identifier' },
        ],
      }),
    );

/** IMBALANCE: a few levels of a category hold nearly all rows. The target has an alert of its own. */
export const imbalance: AlertRule = ({ columns, target, thresholds }) =>
  columns.flatMap((column) => {
    const { name, type, distinct, categorical } = column;
    const score = categorical?.imbalance ?? null;
    const top = categorical?.top[0];
    const isCategory = type === 'categorical' || type === 'ordinal' || type === 'boolean';
    if (!isCategory || score === null || top === undefined || name === target?.column) return [];
    if (score < thresholds.imbalance || top.rate >= thresholds.nearConstant) return [];
    return [
      alert('IMBALANCE', 'info', [name], {
        message: `${name} is uneven: ${formatRate(top.rate)} of its values are ${shownValue(column, top.value)}, ${formatCount(distinct.count - 1)} ${distinct.count === 2 ? 'other shares' : 'others share'} the rest (imbalance ${formatValue(score, 2)}).`,
        why: 'The other levels have few rows each, so what a model learns of them swings by chance.',
        value: score,
        threshold: thresholds.imbalance,
        thresholdName: 'imbalance',
        where: `${identifier(name)} IS NOT NULL AND NOT (${isOneOf(column, [top.value])})`,
      }),
    ];
  });

/** Different whole numbers up to which they are likely codes, when nobody has made them a target. */
const likelyCodes = 10;

/** RARE_LEVELS: levels of few-valued columns with hardly any rows. */
export const rareLevels: AlertRule = ({ columns, dataset, target, traits, thresholds }) =>
  columns.flatMap((column) => {
    const { name, distinct } = column;
    const levels = traits.get(name)?.levels ?? null;
    if (levels === null || name === target?.column || distinct.count < 3) return [];
    if (isDisguised(traits, name)) return [];
    if (column.type === 'numeric' && distinct.count > likelyCodes) return [];
    const limit = rareLimit(
      column,
      presentOf(column, dataset),
      thresholds.rareLevel,
      thresholds.rareClass,
    );
    const rare = levels.filter(({ count }) => count < limit);
    if (rare.length === 0 || levels.length - rare.length < 2) return [];
    const rows = rare.reduce((sum, { count }) => sum + count, 0);
    const isNumber = column.type === 'numeric';
    return [
      alert('RARE_LEVELS', 'info', [name], {
        message: `${name} has ${formatCount(rare.length)} ${rare.length === 1 ? 'value' : 'values'} with fewer than ${formatCount(limit)} rows: ${levelsWithRows(column, rare)}.`,
        why: isNumber
          ? 'As classes of a target or as categories they are too rare: a fold may hold none of them.'
          : 'A fold may hold none of them, so what a model learns of them swings by chance. Group them, or leave them to "other".',
        value: rows / Math.max(1, presentOf(column, dataset)),
        threshold: isNumber ? thresholds.rareClass : thresholds.rareLevel,
        thresholdName: isNumber ? 'rareClass' : 'rareLevel',
        where: isOneOf(
          column,
          rare.map(({ value }) => value),
        ),
      }),
    ];
  });

/** Whole numbers may be classes, which need rows for folds; levels of categories are measured by their share. */
function rareLimit(column: ColumnProfile, present: number, share: number, rows: number): number {
  return column.type === 'numeric' ? rows : Math.max(2, Math.ceil(share * present));
}

const levelsShown = 4;

/** Levels in a sentence, each with its rows. */
export function levelsWithRows(column: ColumnProfile, levels: readonly ValueCount[]): string {
  const shown = levels
    .slice(0, levelsShown)
    .map(({ value, count }) => `${shownValue(column, value)} (${formatCount(count)})`);
  const more = levels.length - shown.length;
  return more > 0 ? `${shown.join(', ')} and ${formatCount(more)} more` : listed(shown);
}

/** RARE_CLASS of a target that is a number although its few values may be meant as classes. */
export function rareNumbers(
  column: ColumnProfile,
  levels: readonly ValueCount[] | null,
  leastRows: number,
): readonly ValueCount[] {
  if (column.storageType !== 'BIGINT' || column.distinct.count > fewNumbers) return [];
  return (levels ?? []).filter(({ count }) => count < leastRows);
}

const mergesOffered = 3;

/** SPELLINGS: levels that differ only in case, spaces, accents, punctuation or width. */
export const spellings: AlertRule = ({ columns, dataset }) =>
  columns.flatMap((column) => {
    const { name, type, categorical } = column;
    const groups = categorical?.spellings ?? [];
    if (groups.length === 0 || type === 'identifier') return [];
    const rarer = groups.flatMap(({ values }) => values.slice(1));
    const rows = rarer.reduce((sum, { count }) => sum + count, 0);
    const [first] = groups;
    const example = first!.values.map(
      ({ value, count }) => `${quoted(value)} (${formatCount(count)})`,
    );
    const actions = groups.slice(0, mergesOffered).map(({ values }): AlertAction => ({
      kind: 'clean',
      label: `Write all as ${quoted(values[0]!.value.trim())}`,
      step: {
        kind: 'mergeSpellings',
        column: name,
        spellings: values.map(({ value }) => value),
        value: values[0]!.value,
      },
    }));
    return [
      alert('SPELLINGS', 'warning', [name], {
        message: `${name} spells ${groups.length === 1 ? 'a value' : `${formatCount(groups.length)} values`} in several ways, such as ${listed(example)}: ${formatCount(rows)} ${rows === 1 ? 'row has' : 'rows have'} a rarer spelling.`,
        why: 'To a model each spelling is a category of its own, with fewer rows and a weaker link to everything.',
        value: rows / Math.max(1, presentOf(column, dataset)),
        threshold: 0,
        where: isOneOf(
          column,
          rarer.map(({ value }) => value),
        ),
        actions,
      }),
    ];
  });

/** Different values from which equal lengths are no coincidence, and the length. */
const codesFrom = 20;
const codeLength = 3;

/** CONSTANT_LENGTH: many texts, all of one length. */
export const constantLength: AlertRule = ({ columns, traits }) =>
  columns.flatMap(({ name, storageType, type, distinct, categorical, text }) => {
    if (storageType !== 'VARCHAR' || type === 'nested' || distinct.count < codesFrom) return [];
    if (isDisguised(traits, name)) return [];
    const { min, max } = text?.length ?? categorical?.length ?? { min: null, max: null };
    if (min === null || min !== max || min < codeLength) return [];
    return [
      alert('CONSTANT_LENGTH', 'info', [name], {
        message: `All values of ${name} have ${formatCount(min)} characters.`,
        why: 'It may be a code made of parts that mean something each, such as a region and a year.',
        value: min,
        threshold: null,
        sql: `SELECT left(${identifier(name)}, 2) AS start, count(*) AS n FROM {table} GROUP BY 1 ORDER BY n DESC`,
      }),
    ];
  });
