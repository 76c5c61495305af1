import { type CodeLanguage, type CodeSource } from './codeSource';
import { type CodeView } from './codeView';
import { pandasCode } from './pandasCode';
import { polarsCode } from './polarsCode';
import { sqlCode } from './sqlCode';

/**
 * A view of the data as a text that runs as it stands: one DuckDB query, or a Python script whose result is in `result`. It reads
 * the file with the types and missing values of the profile, all rows also where the profile was made of a sample.
 * Conditions that pandas and polars cannot express are handed to DuckDB's Python package.
 */
export function writeCode(language: CodeLanguage, source: CodeSource, view: CodeView): string {
  const columns = new Map(source.columns.map((column) => [column.name, column]));
  switch (language) {
    case 'sql':
      return sqlCode(source, view, columns);
    case 'pandas':
      return pandasCode(source, view, columns);
    case 'polars':
      return polarsCode(source, view, columns);
  }
}
