/**
 * Cell texts that mean "missing" in a delimited file, beside the empty cell: the default list of pandas `read_csv` (2.0 and
 * later), so that code written for pandas need not name it. A person's `missingValues` replaces the list; the empty cell,
 * `NaN` in a numeric column, and white space alone in a numeric column stay missing whatever the list says. Typed formats
 * (Parquet, JSON Lines) have nulls of their own: there only a person's list applies.
 */
export const defaultMissingValues: readonly string[] = [
  '#N/A',
  '#N/A N/A',
  '#NA',
  '-1.#IND',
  '-1.#QNAN',
  '-NaN',
  '-nan',
  '1.#IND',
  '1.#QNAN',
  '<NA>',
  'N/A',
  'NA',
  'NULL',
  'NaN',
  'None',
  'n/a',
  'nan',
  'null',
];
