import { throwIfCancelled, type TargetInfo, type TargetWord } from '../../../protocol';
import type { Dataset, DatasetColumn, SqlRow } from '../../data/dataset';
import { chiSquareSf } from '../../statistics/distributions';
import { countOf, presentValue, textOf } from '../sqlExpressions';

/** Rows whose words are counted at most. */
export const wordRows = 100_000;
/** Code points of a text that are searched for words. */
const searchedLength = 10_000;
const wordsShown = 20;
const fewestRows = 5;
const smallestShare = 0.001;
const alpha = 0.05;

/** The words of a text column that tell classes apart. */
export interface DiscriminatingWords {
  /** Strongest first; at most 20. */
  readonly words: readonly TargetWord[];
  /** Rows the words were counted on. */
  readonly rows: number;
  readonly sampled: boolean;
}

/**
 * The words of a text column that tell the classes apart best, by the χ² of "the text holds the word" against the classes. A word
 * is a run without white space, in lower case, without signs at its ends; it counts once per text.
 *
 * Words in fewer than 5 rows or 0.1 % of the rows are passed over, and so are words that chance could have picked out: p must stay
 * below 0.05 after Bonferroni's correction over all candidate words. Association is Cramér's V, √(χ²/n).
 *
 * **Large data:** from a sample of about 100,000 rows that depends on row positions alone; a share p then has a 95 % interval of
 * at most ± 0.3 percentage points. **Missing values:** rows without text or class are left out.
 *
 * @throws {CuvetteError} CANCELLED when the signal is aborted.
 */
export async function targetWords(
  dataset: Dataset,
  column: DatasetColumn,
  target: DatasetColumn,
  info: TargetInfo,
  signal?: AbortSignal,
): Promise<DiscriminatingWords> {
  throwIfCancelled(signal);
  const all = dataset.info.sampledRows;
  const sampled = all > wordRows;
  const drawn = sampled ? ` AND hash(id) % 1000000 < ${Math.round((wordRows / all) * 1e6)}` : '';
  const rows = await dataset.query(
    `WITH texts AS MATERIALIZED (SELECT id, t, y FROM (SELECT row_number() OVER () AS id, ${presentValue(column)} AS t,
          ${presentValue(target)} AS y FROM ${dataset.relation}) WHERE t IS NOT NULL AND y IS NOT NULL${drawn}),
      classes AS (SELECT y, count(*) AS class_rows FROM texts GROUP BY y),
      words AS (SELECT y, unnest(list_distinct(regexp_extract_all(lower(left(CAST(t AS VARCHAR), ${searchedLength})),
          '[\\pL\\pN](?:[^\\s\\pZ]*[\\pL\\pN])?'))) AS word FROM texts),
      cells AS (SELECT word, y, count(*) AS n FROM words GROUP BY 1, 2),
      candidates AS MATERIALIZED (SELECT word, CAST(sum(n) AS BIGINT) AS n, sum(n * n / class_rows::DOUBLE) AS q,
          list(CAST(y AS VARCHAR) ORDER BY y) AS labels, list(n ORDER BY y) AS counts
        FROM cells JOIN classes USING (y) GROUP BY word),
      total AS (SELECT CAST(sum(class_rows) AS BIGINT) AS total FROM classes),
      frequent AS (SELECT *, (total * q - n * n) * total / (n * (total - n)::DOUBLE) AS chi FROM candidates, total
        WHERE n >= greatest(${fewestRows}, ${smallestShare} * total) AND n < total)
    SELECT word, n, labels, counts, chi, total, count(*) OVER () AS candidates FROM frequent
    UNION ALL SELECT NULL, 0, NULL, NULL, -1, total, 0 FROM total
    ORDER BY chi DESC, word LIMIT ${wordsShown + 1}`,
    signal,
  );
  const total = countOf(rows[0], 'total');
  const words = rows
    .filter((row) => row['word'] !== null && !isChance(row, info.classes.length))
    .slice(0, wordsShown)
    .map((row) => toWord(row, info, total));
  return { words, rows: total, sampled };
}

function isChance(row: SqlRow, classes: number): boolean {
  const p = chiSquareSf(countOf(row, 'chi'), Math.max(1, classes - 1));
  return p * countOf(row, 'candidates') > alpha;
}

function toWord(row: SqlRow, info: TargetInfo, total: number): TargetWord {
  const count = countOf(row, 'n');
  const labels = row['labels'] as readonly string[];
  const counts = row['counts'] as readonly number[];
  const byLabel = new Map(labels.map((label, i) => [label, counts[i]!]));
  const classCounts = info.classes.map(({ value }) => byLabel.get(value) ?? 0);
  const excess = info.classes.map(({ rate }, i) => classCounts[i]! / count - rate);
  return {
    word: textOf(row, 'word') ?? '',
    count,
    classCounts,
    leansTo: info.classes[excess.indexOf(Math.max(...excess))]!.value,
    association: Math.min(1, Math.sqrt(countOf(row, 'chi') / total)),
  };
}
