import type { ColumnProfile, ValueCount } from '../../../protocol';
import type { Dataset } from '../../data/dataset';
import { sqlLiteral } from '../../data/sqlText';
import { dateFormats, isoTimestamp } from '../../data/valueFormats';
import { queryEach } from '../queryBatch';
import { chunks, countOf, isPresent, numberOf, textOf } from '../sqlExpressions';

/** A way in which texts are numbers that the reader leaves as texts. */
export type NumberForm = 'plain' | 'grouped' | 'comma' | 'currency' | 'percent' | 'unit';

/** How many values of a column are numbers or dates in disguise. */
export interface TextForms {
  readonly kind: 'number' | 'date';
  /** For numbers, how most of them are written; `null` for dates. */
  readonly form: NumberForm | null;
  /** Present values that are one. */
  readonly matching: number;
  readonly present: number;
  /** An SQL condition, over `{v}` as text, for the values that are one. */
  readonly condition: string;
  /** The commonest other texts, at most 5. */
  readonly others: readonly ValueCount[];
  /** Different other texts. */
  readonly otherTexts: number;
  /** Two values that are one, as examples. */
  readonly examples: readonly string[];
}

/**
 * Regular expressions in the common part of RE2 and ECMAScript, matched against the whole trimmed text. Leading zeros make a code,
 * not a number.
 */
const plain = String.raw`[+-]?(0|[1-9]\d{0,14})(\.\d*)?([eE][+-]?\d{1,3})?|[+-]?\.\d+`;
const grouped = String.raw`[+-]?[1-9]\d{0,2}((,\d{3})+(\.\d+)?|(\.\d{3}){2,}(,\d+)?|\.\d{3},\d+|([ '\x{00a0}\x{202f}]\d{3})+([.,]\d+)?)`;
const comma = String.raw`[+-]?(0|[1-9]\d{0,14}),\d+`;
const amount = String.raw`(${plain}|${grouped}|${comma})`;
const numberForms: Readonly<Record<NumberForm, string>> = {
  plain,
  grouped,
  comma,
  currency: String.raw`[+-]?[$€£¥₩₹] ?${amount}|${amount} ?([$€£¥₩₹원円元]|USD|EUR|KRW|JPY|GBP)`,
  percent: String.raw`${amount} ?%`,
  unit: String.raw`${amount} ?(kg|g|mg|lb|lbs|oz|t|km|m|cm|mm|mi|ft|in|l|ml|ha|m2|m²|km2|km²|kmh|km/h|mph|kW|kWh|W|V|A|Hz|kHz|MHz|GHz|B|KB|MB|GB|TB|s|ms|sec|min|h|hr|hrs|hour|hours|day|days|week|weeks|month|months|mo|year|years|yr|yrs|°C|°F|°|K|M|bn|px|pt|개|명|세|살|년|월|일|시간|분|초|회|건|점|만원|억원|억|만|평)`,
};
const dates = [
  ...dateFormats
    .filter(({ format }) => format !== isoTimestamp())
    .map(({ pattern }) => pattern.source.replace(/^\^|\$$/g, '')),
  String.raw`\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}(:\d{2}([.,]\d{1,9})?)?\s?(Z|[+-]\d{2}(:?\d{2})?)?`,
  String.raw`(19|20)\d{2}(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])`,
].join('|');

const sampledRows = 1000;
const sampledCells = 200_000;
const lookedAtLength = 60;
/** Share in the sample from which all values are looked at. */
const suspectShare = 0.5;
/** Present values below which nothing is said. */
const fewestValues = 10;

/**
 * Finds columns of texts that are mostly numbers (`1,234`, `₩500`, `12 %`, `5 kg`, or numbers and some words) or dates of several
 * formats, and columns of whole numbers that are all dates (`20240131`).
 *
 * Up to 1,000 rows drawn by the hash of their position decide which columns are looked at; the counts are of all rows.
 *
 * @param dataset the opened data set
 * @param columns described columns
 * @param share share of the present values from which a column is reported
 * @param signal cancels the queries
 * @returns by column name; columns without any are absent
 * @throws {CuvetteError} CANCELLED when the signal is aborted.
 */
export async function findTextForms(
  dataset: Dataset,
  columns: readonly ColumnProfile[],
  share: number,
  signal?: AbortSignal,
): Promise<Map<string, TextForms>> {
  const texts = columns.filter((column) => mayHideForms(column));
  const samples = await sampleTexts(dataset, texts, signal);
  const suspects = [
    ...texts.flatMap((column) => suspectsOf(column, samples.get(column.name) ?? [])),
    ...columns.filter((column) => maySpellDays(column)).map((column) => wholeDays(column)),
  ];
  const answers = await queryEach(
    dataset,
    suspects,
    ({ column, condition }, k) => {
      const stored = dataset.columns[column.index]!;
      const text = `CAST(${stored.sql} AS VARCHAR)`;
      return `SELECT ${k} AS k, part, v, n FROM (WITH g AS MATERIALIZED (
          SELECT v, n, ${condition.replaceAll('{v}', 'v')} AS m FROM (
            SELECT left(${text}, 200) AS v, count(*) AS n FROM ${dataset.relation}
            WHERE ${isPresent(stored)} AND trim(${text}) <> '' GROUP BY 1))
        SELECT 'matching' AS part, NULL AS v, sum(n)::DOUBLE AS n FROM g WHERE m
        UNION ALL SELECT 'texts', NULL, count(*)::DOUBLE FROM g WHERE NOT m
        UNION ALL SELECT 'rest', NULL, sum(n)::DOUBLE FROM g WHERE NOT m
        UNION ALL (SELECT 'example', v, n::DOUBLE FROM g WHERE m ORDER BY n DESC, v LIMIT 2)
        UNION ALL (SELECT 'other', v, n::DOUBLE FROM g WHERE NOT m ORDER BY n DESC, v LIMIT 5))`;
    },
    signal,
  );
  const found = new Map<string, TextForms>();
  suspects.forEach(({ column, kind, form, condition }, i) => {
    const rows = answers[i]!;
    const total = (part: string): number =>
      numberOf(
        rows.find((row) => row['part'] === part),
        'n',
      ) ?? 0;
    const listed = (part: string): ValueCount[] =>
      rows
        .filter((row) => row['part'] === part)
        .map((row) => ({
          value: textOf(row, 'v') ?? '',
          count: countOf(row, 'n'),
          rate: countOf(row, 'n') / present,
        }));
    const matching = total('matching');
    const present = matching + total('rest');
    const limit = maySpellDays(column) ? 1 : share;
    if (present < fewestValues || matching / present < limit || matching === 0) return;
    if (kind === 'number' && form === 'plain' && total('texts') === 0) return;
    found.set(column.name, {
      kind,
      form,
      matching,
      present,
      condition,
      others: listed('other'),
      otherTexts: total('texts'),
      examples: listed('example').map(({ value }) => value.trim()),
    });
  });
  return found;
}

interface Suspect {
  readonly column: ColumnProfile;
  readonly kind: TextForms['kind'];
  readonly form: NumberForm | null;
  readonly condition: string;
}

/** Texts whose type nobody has chosen. */
function mayHideForms({ storageType, type, typeReason, distinct }: ColumnProfile): boolean {
  if (storageType !== 'VARCHAR' || typeReason.startsWith('set by a person')) return false;
  return type !== 'nested' && type !== 'boolean' && type !== 'constant' && distinct.count > 2;
}

/** Whole numbers between 1900-01-01 and 2100-12-31 as written without separators. */
function maySpellDays({
  storageType,
  type,
  typeReason,
  numeric,
  distinct,
}: ColumnProfile): boolean {
  if (storageType !== 'BIGINT' || typeReason.startsWith('set by a person')) return false;
  if (type !== 'numeric' && type !== 'identifier') return false;
  return (
    distinct.count > 2 && (numeric?.min ?? 0) >= 19_000_101 && (numeric?.max ?? 0) <= 21_001_231
  );
}

function wholeDays(column: ColumnProfile): Suspect {
  const condition = `try_strptime({v}, '%Y%m%d') IS NOT NULL`;
  return { column, kind: 'date', form: null, condition };
}

function suspectsOf(column: ColumnProfile, values: readonly string[]): Suspect[] {
  if (values.length === 0) return [];
  const enough = (count: number): boolean => count >= suspectShare * values.length;
  const day = wholeText(dates);
  if (enough(values.filter((value) => day.test(value)).length)) {
    return [{ column, kind: 'date', form: null, condition: fullMatch(dates) }];
  }
  const anyNumber = Object.values(numberForms).join('|');
  const number = wholeText(anyNumber);
  const numbers = values.filter((value) => number.test(value));
  if (!enough(numbers.length)) return [];
  return [
    { column, kind: 'number', form: commonestForm(numbers), condition: fullMatch(anyNumber) },
  ];
}

/** The form other than plain that most of the numbers have; `plain` when fewer than a tenth have one. */
function commonestForm(numbers: readonly string[]): NumberForm {
  const forms = (['grouped', 'comma', 'currency', 'percent', 'unit'] as const).map((form) => {
    const pattern = wholeText(numberForms[form]);
    return { form, count: numbers.filter((value) => pattern.test(value)).length };
  });
  const [first] = forms.sort((a, b) => b.count - a.count);
  return first!.count >= numbers.length / 10 ? first!.form : 'plain';
}

function wholeText(pattern: string): RegExp {
  return new RegExp(`^(?:${pattern.replaceAll(/\\x\{(\w+)\}/g, String.raw`\u$1`)})$`, 'u');
}

function fullMatch(pattern: string): string {
  return `regexp_full_match(trim({v}), ${sqlLiteral(pattern)})`;
}

/** Values of the same rows of all columns, trimmed and shortened. */
async function sampleTexts(
  dataset: Dataset,
  columns: readonly ColumnProfile[],
  signal?: AbortSignal,
): Promise<Map<string, string[]>> {
  const rows = Math.max(
    100,
    Math.min(sampledRows, Math.floor(sampledCells / Math.max(1, columns.length))),
  );
  const every = Math.max(1, Math.floor(dataset.info.sampledRows / rows));
  const samples = new Map<string, string[]>(columns.map(({ name }) => [name, []]));
  for (const part of chunks(columns, 128)) {
    const list = part.map(
      ({ index }, k) => `left(trim(${dataset.columns[index]!.sql}), ${lookedAtLength}) AS v${k}`,
    );
    const found = await dataset.query(
      `SELECT ${list.join(', ')} FROM ${dataset.relation} WHERE hash(rowid) % ${every} = 0 LIMIT ${2 * rows}`,
      signal,
    );
    part.forEach(({ name }, k) => {
      const values = found
        .map((row) => textOf(row, `v${k}`))
        .filter((value) => value !== null && value !== '');
      samples.set(name, values as string[]);
    });
  }
  return samples;
}
