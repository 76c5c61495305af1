import type { DatasetReading } from '../../protocol';
import type { LoadedTable } from './loadedTable';
import type { SettledColumn } from './settleStorage';

/** How a loaded and settled file was read, for other tools that are to read the same table from it. */
export function datasetReading(
  { columns, delimited, jsonArray, missingValues, issues }: LoadedTable,
  settled: readonly SettledColumn[],
): DatasetReading {
  const renamed =
    delimited?.header === false ||
    issues.some(({ code }) => code === 'EMPTY_COLUMN_NAME' || code === 'DUPLICATE_COLUMN_NAME');
  return {
    delimited,
    jsonArray,
    missingValues,
    renamed,
    converted: settled.flatMap(({ name, storage, dateFormat }, j) => {
      const fromText = columns[j]!.storage === 'VARCHAR' && storage !== 'VARCHAR';
      return fromText ? [{ column: name, dateFormat }] : [];
    }),
  };
}
