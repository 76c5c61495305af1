import type { TextSummary, ValueCount } from '../../../protocol';
import type { Dataset, DatasetColumn, SqlRow } from '../../data/dataset';
import { chooseEdges, histogramOf } from './histogram';
import { queryEach } from '../queryBatch';
import { countOf, textOf } from '../sqlExpressions';
import type { ColumnCounts } from './columnCounts';
import { summariseCounted, type CountedNumbers, type CountedSummary } from './countedNumbers';
import { countScripts } from './scripts';

const exampleLength = 120;
const exampleCount = 3;
/** Code points that words and scripts are counted on, in all columns together and in one of them. */
const charactersInAll = 40_000_000;
const charactersPerColumn = { most: 10_000_000, least: 1_000_000 };
/** Code points of one text that are read for them. */
const charactersPerText = 100_000;
/** Splitting a text into characters takes the square of its length in the SQL engine: longer ones are cut up first. */
const splitAtOnce = 10_000;
const wordsShown = 20;
/** Code points of a word that are shown. */
const shownWord = 60;

/** White space as Python's `str.split` knows it, as the inside of a character class; the second without the plain space. */
const space = String.raw`\s\v\x{1c}-\x{1f}\x{85}\pZ`;
const oddSpace = String.raw`\t\n\v\f\r\x{1c}-\x{1f}\x{85}\x{a0}\x{1680}\x{2000}-\x{200a}\x{2028}\x{2029}\x{202f}\x{205f}\x{3000}`;
/** From the first letter, digit or mark of a word to the last. */
const bareWord = String.raw`(?s)[\pL\pN\pM](?:.*[\pL\pN\pM])?`;

/** The words of a text as a list that may hold empty ones. Splitting at spaces is far cheaper than a regular expression. */
function wordList(text: string): string {
  return `CASE WHEN regexp_matches(${text}, '[${oddSpace}]') THEN regexp_extract_all(${text}, '[^${space}]+')
    ELSE string_split(${text}, ' ') END`;
}

/** A text column, and the placeholders that were found among its values. */
export interface TextRequest extends Pick<ColumnCounts, 'column'> {
  readonly placeholders: readonly ValueCount[];
}

/**
 * Lengths, words, characters, scripts and examples of text columns. Length is in Unicode code points; words are separated by
 * white space (as Python's `str.split`); blank values (empty or white space only) have no words. Lengths and numbers of words
 * are exact. Which words and characters occur is counted on all rows while they have at most 10 million code points (fewer
 * with many text columns), else on rows drawn by a hash of their position: the same in every run. A word's share p among m
 * words of such a sample has a standard error of about √(p(1−p)/m). Of a text of more than 100,000 code points only the
 * beginning is read for them. The examples are those with the smallest hash.
 *
 * @param dataset the opened data set
 * @param requests text columns
 * @param signal cancels the queries
 * @throws {CuvetteError} CANCELLED when the signal is aborted.
 */
export async function describeText(
  dataset: Dataset,
  requests: readonly TextRequest[],
  signal?: AbortSignal,
): Promise<TextSummary[]> {
  const measured = await queryEach(
    dataset,
    requests,
    ({ column }, k) => measuringSql(dataset, column, k),
    signal,
  );
  const counts = measured.map((rows) => ({
    lengths: countedNumbers(rows, 'length'),
    words: countedNumbers(rows, 'words'),
  }));
  const plans = requests.map(({ column }, i) => {
    const { count, sum } = summariseCounted(counts[i]!.lengths);
    const affordable = Math.min(
      charactersPerColumn.most,
      Math.max(charactersPerColumn.least, charactersInAll / requests.length),
    );
    return { column, share: sum <= affordable ? 1 : affordable / sum, present: count };
  });
  const contents = await queryEach(
    dataset,
    plans,
    ({ column, share }, k) => contentSql(dataset, column, share, k),
    signal,
  );
  return requests.map(({ placeholders }, i) => {
    const { lengths, words } = counts[i]!;
    const rows = contents[i]!;
    const read = partOf(rows, 'read')[0];
    return {
      length: lengthSummary(lengths),
      words: { ...wordSummary(summariseCounted(words)), distinct: countOf(read, 'n') },
      blank: words.find(([number]) => number === 0)?.[1] ?? 0,
      placeholders,
      frequentWords: frequentWords(rows, countOf(read, 'total')),
      characters: countScripts(
        partOf(rows, 'character').map(
          (row) => [textOf(row, 'v') ?? '', countOf(row, 'n')] as const,
        ),
      ),
      sampledRows: plans[i]!.share === 1 ? null : countOf(partOf(rows, 'rows')[0], 'n'),
      examples: partOf(rows, 'example')
        .map((row) => textOf(row, 'v') ?? '')
        .sort(),
      ...(lengths.length === 0 ? { reasons: { length: 'The column has no value.' } } : {}),
    };
  });
}

function measuringSql({ relation }: Dataset, { sql }: DatasetColumn, k: number): string {
  return `WITH g AS MATERIALIZED (SELECT length(t) AS l, len(list_filter(${wordList('t')}, lambda w: w <> '')) AS w,
      count(*) AS n FROM (SELECT CAST(${sql} AS VARCHAR) AS t FROM ${relation}) WHERE t IS NOT NULL GROUP BY 1, 2)
    SELECT ${k} AS k, part, v, n FROM (
      SELECT 'length' AS part, l AS v, sum(n) AS n FROM g GROUP BY l
      UNION ALL SELECT 'words', w, sum(n) FROM g GROUP BY w)`;
}

function contentSql(
  { relation }: Dataset,
  { sql }: DatasetColumn,
  share: number,
  k: number,
): string {
  const limit = (BigInt(Math.round(share * 2 ** 32)) << 32n).toString();
  const drawn = share === 1 ? '' : ` AND hash(r) < ${limit}`;
  return `WITH s AS (SELECT left(t, ${charactersPerText}) AS t FROM
      (SELECT CAST(${sql} AS VARCHAR) AS t, rowid AS r FROM ${relation}) WHERE t IS NOT NULL${drawn}),
    piece AS (SELECT unnest(CASE WHEN length(t) > ${splitAtOnce} THEN regexp_extract_all(t, '(?s).{1,100}') ELSE [t] END) AS t
      FROM s),
    raw AS (SELECT w, count(*) AS n FROM (SELECT unnest(${wordList('l')}) AS w FROM (SELECT lower(t) AS l FROM s))
      WHERE w <> '' GROUP BY w),
    bare AS MATERIALIZED (SELECT w, sum(n) AS n FROM (SELECT regexp_extract(w, '${bareWord}') AS w, n FROM raw)
      WHERE w <> '' GROUP BY w)
    SELECT ${k} AS k, part, v, CAST(n AS DOUBLE) AS n, CAST(total AS DOUBLE) AS total FROM (
      SELECT 'read' AS part, NULL::VARCHAR AS v, count(*) AS n, sum(n) AS total FROM bare
      UNION ALL SELECT 'rows', NULL, count(*), 0 FROM s
      UNION ALL (SELECT 'word', left(w, ${shownWord}), n, 0 FROM bare ORDER BY n DESC, w LIMIT ${wordsShown})
      UNION ALL SELECT 'character', c, count(*), 0 FROM (SELECT unnest(string_split(t, '')) AS c FROM piece) WHERE c <> '' GROUP BY c
      UNION ALL (SELECT 'example', left(t, ${exampleLength}), 0, 0 FROM
        (SELECT t, min(hash(t)) AS h FROM s WHERE regexp_matches(t, '[^${space}]') GROUP BY t ORDER BY h LIMIT ${exampleCount})))`;
}

function partOf(rows: readonly SqlRow[], part: string): readonly SqlRow[] {
  return rows.filter((row) => row['part'] === part);
}

function countedNumbers(rows: readonly SqlRow[], part: string): CountedNumbers {
  return partOf(rows, part)
    .map((row) => [countOf(row, 'v'), countOf(row, 'n')] as const)
    .sort(([a], [b]) => a - b);
}

function lengthSummary(lengths: CountedNumbers): TextSummary['length'] {
  const { count, min, max, mean, q1, median, q3 } = summariseCounted(lengths);
  if (min === null || max === null || q1 === null || q3 === null) {
    return { min, max, mean, median, histogram: null };
  }
  const edges = chooseEdges({ count, min, max, q1, q3, integral: true });
  return { min, max, mean, median, histogram: histogramOf(edges, lengths) };
}

function wordSummary({ min, max, mean, median, sum }: CountedSummary) {
  return { mean, max, min, median, total: sum };
}

function frequentWords(rows: readonly SqlRow[], total: number): ValueCount[] {
  return partOf(rows, 'word').map((row) => {
    const count = countOf(row, 'n');
    return { value: textOf(row, 'v') ?? '', count, rate: total === 0 ? 0 : count / total };
  });
}
