import type { ColumnType } from '../../protocol';
import type { StorageType } from './dataset';

/** What decides a column's type; gathered over all rows. */
export interface ColumnEvidence {
  readonly name: string;
  readonly storage: StorageType;
  readonly rows: number;
  /** Values that are there. */
  readonly present: number;
  readonly distinct: { readonly count: number; readonly exact: boolean };
  /** Smallest and largest value as text, by the column's own order; `null` without values. */
  readonly lowest: string | null;
  readonly highest: string | null;
  /** For VARCHAR: mean length in code points. */
  readonly meanLength: number;
  /** For VARCHAR: 1 + mean number of spaces; 1 where there are too few distinct texts for it to matter. */
  readonly meanWords: number;
  /** Declared type of lists, maps and structs that are stored as JSON text; `null` elsewhere. */
  readonly nested: string | null;
  /** How the values were read, when a person should know; ends the reason. */
  readonly note: string | null;
}

/** A column type and why. */
export interface InferredType {
  readonly type: ColumnType;
  /** One clause, e.g. `1,470 distinct values in 1,470 rows and the name ends in "Number"`. */
  readonly reason: string;
}

/**
 * Types a column by what its values are and, for identifiers, by its name. In this order:
 *
 * - `nested`: lists, maps and structs, unless there is no value at all;
 * - `constant`: at most one distinct value;
 * - `dateTime`, `boolean`: by storage; two values of a yes/no pair are `boolean` too;
 * - `identifier`: whole numbers or single words, (nearly) all distinct over at least 20 rows, that are called so or are
 *   a dense sequence. Numbers with fractions never are, nor amounts of money and shares that are read as texts;
 * - `ordinal`: whole numbers with at most 6 distinct values between −5 and 10, three rows a value on average;
 * - `numeric`: other numbers;
 * - `text`: long or many distinct texts; `categorical`: the rest.
 *
 * Pure and deterministic; a person's choice overrides it elsewhere.
 */
export function inferColumnType(evidence: ColumnEvidence): InferredType {
  const inferred =
    nestedValues(evidence) ??
    constant(evidence) ??
    byStorage(evidence) ??
    yesOrNo(evidence) ??
    identifier(evidence) ??
    (isNumber(evidence) ? (ordinal(evidence) ?? quantity(evidence)) : words(evidence));
  const { note } = evidence;
  return note === null ? inferred : { ...inferred, reason: `${inferred.reason}; ${note}` };
}

const isNumber = ({ storage }: ColumnEvidence): boolean =>
  storage === 'BIGINT' || storage === 'DOUBLE';

const declarationShown = 60;

function nestedValues({ nested, present }: ColumnEvidence): InferredType | undefined {
  if (nested === null || present === 0) return undefined;
  const shown = nested.length > declarationShown ? `${nested.slice(0, declarationShown)}…` : nested;
  return { type: 'nested', reason: `its values are of the type ${shown}` };
}

function constant({ present, distinct, lowest, rows }: ColumnEvidence): InferredType | undefined {
  if (present === 0) return { type: 'constant', reason: `no values in ${counted(rows, 'row')}` };
  if (distinct.count > 1) return undefined;
  const missing = rows - present;
  const beside = missing === 0 ? '' : `, missing in ${counted(missing, 'row')}`;
  return { type: 'constant', reason: `its only value is ${quoted(lowest)}${beside}` };
}

function byStorage({ storage }: ColumnEvidence): InferredType | undefined {
  if (storage === 'DATE') return { type: 'dateTime', reason: 'all values are dates' };
  if (storage === 'TIMESTAMP') return { type: 'dateTime', reason: 'all values are timestamps' };
  if (storage === 'BOOLEAN') return { type: 'boolean', reason: 'stored as true and false' };
  return undefined;
}

/** Pairs in the order of their texts. */
const pairs: readonly (readonly [string, string])[] = [
  ['no', 'yes'],
  ['n', 'y'],
  ['false', 'true'],
  ['f', 't'],
  ['off', 'on'],
  ['0', '1'],
  ['아니오', '예'],
  ['아니요', '예'],
];

function yesOrNo({ distinct, lowest, highest }: ColumnEvidence): InferredType | undefined {
  if (distinct.count !== 2 || !distinct.exact || lowest === null || highest === null)
    return undefined;
  const low = lowest.toLowerCase();
  const high = highest.toLowerCase();
  if (!pairs.some(([no, yes]) => no === low && yes === high)) return undefined;
  return { type: 'boolean', reason: `two values, ${quoted(lowest)} and ${quoted(highest)}` };
}

const rowsForIdentifier = 20;
const nearlyAll = 0.98;

function identifier(evidence: ColumnEvidence): InferredType | undefined {
  const { storage, present, rows, distinct } = evidence;
  if (present < rowsForIdentifier || storage === 'DOUBLE') return undefined;
  const named = identifierWord(evidence.name);
  const share = distinct.count / present;
  const all = distinct.exact && distinct.count === present && present === rows;
  if (!all && (named === undefined || share < nearlyAll)) return undefined;
  if (storage === 'VARCHAR' && (evidence.meanWords > 1.05 || areAmounts(evidence)))
    return undefined;
  const found = `${distinctValues(evidence)} in ${counted(rows, 'row')}`;
  if (named !== undefined) {
    return { type: 'identifier', reason: `${found} and the name ${named}` };
  }
  if (storage === 'VARCHAR') return { type: 'identifier', reason: `${found}, each a single word` };
  return isSequence(evidence)
    ? {
        type: 'identifier',
        reason: `${found}, all between ${evidence.lowest} and ${evidence.highest}`,
      }
    : undefined;
}

const amount =
  /^[+-]?[$€£¥₩₹] ?\d[\d.,]*$|^[+-]?\d[\d.,]* ?[%$€£¥₩₹원円元]$|^[+-]?\d{1,3}(\.\d{3})*,\d+$|^[+-]?\d{1,3}(,\d{3})+(\.\d+)?$/;

/** Amounts that are read as texts (`$1,200`, `1.008,54`, `12%`) differ because they are fractions. */
function areAmounts({ lowest, highest }: ColumnEvidence): boolean {
  return [lowest, highest].every((text) => text !== null && amount.test(text.trim()));
}

/** Whole numbers that fill at least half of their range are counted through; years of a time series are not meant. */
function isSequence({ lowest, highest, present }: ColumnEvidence): boolean {
  const low = Number(lowest);
  const high = Number(highest);
  const years = low >= 1500 && high <= 2200;
  return !years && present / (high - low + 1) >= 0.5;
}

const identifierWords = new Set([
  'id', 'ids', 'uuid', 'guid', 'key', 'pk', 'no', 'nr', 'num', 'number', 'index', 'idx', 'rowid', 'serial',
]); // prettier-ignore

function identifierWord(name: string): string | undefined {
  const words = name
    .split(/[^\p{L}\p{N}]+|(?<=[\p{Ll}\p{N}])(?=\p{Lu})/u)
    .filter((word) => word !== '');
  const last = words.at(-1);
  if (last !== undefined && identifierWords.has(last.toLowerCase())) {
    return words.length === 1 ? `is ${quoted(last)}` : `ends in ${quoted(last)}`;
  }
  const id = words.find((word) => /^(id|uuid|guid)$/i.test(word));
  if (id !== undefined) return `holds ${quoted(id)}`;
  return /(번호|아이디|식별자)$/u.test(name) ? `is ${quoted(name)}` : undefined;
}

const ordinalLevels = 6;
const rowsPerLevel = 3;

function ordinal(evidence: ColumnEvidence): InferredType | undefined {
  const { storage, distinct, present, lowest, highest } = evidence;
  const few = storage === 'BIGINT' && distinct.exact && distinct.count <= ordinalLevels;
  if (!few || present < rowsPerLevel * distinct.count) return undefined;
  if (Number(lowest) < -5 || Number(highest) > 10) return undefined;
  return {
    type: 'ordinal',
    reason: `${distinct.count} integer codes between ${lowest} and ${highest}`,
  };
}

function quantity(evidence: ColumnEvidence): InferredType {
  const { storage, lowest, highest } = evidence;
  const kind = storage === 'BIGINT' ? 'integers' : 'numbers';
  const range = `${kind} between ${lowest} and ${highest}`;
  return {
    type: 'numeric',
    reason: storage === 'BIGINT' ? `${distinctValues(evidence)}, ${range}` : range,
  };
}

const fewLevels = 50;
const longWords = 4;

function words(evidence: ColumnEvidence): InferredType {
  const { distinct, present, meanWords, meanLength } = evidence;
  const share = distinct.count / present;
  const long = meanWords >= longWords || meanLength > 40;
  const found = `${distinctValues(evidence)} in ${counted(present, 'present row')}`;
  if (long && (share > 0.1 || distinct.count > 1000)) {
    return { type: 'text', reason: `${found}, ${meanWords.toFixed(1)} words on average` };
  }
  if (distinct.count > fewLevels && share > 0.5) return { type: 'text', reason: found };
  return { type: 'categorical', reason: found };
}

function distinctValues({ distinct }: ColumnEvidence): string {
  return `${distinct.exact ? '' : 'about '}${counted(distinct.count, 'distinct value')}`;
}

function counted(count: number, noun: string): string {
  return `${count.toLocaleString('en-US')} ${noun}${count === 1 ? '' : 's'}`;
}

function quoted(text: string | null): string {
  const shown = text !== null && text.length > 40 ? `${text.slice(0, 39)}…` : text;
  return `"${shown}"`;
}
