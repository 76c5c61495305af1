import path from 'node:path';
import { pathToFileURL } from 'node:url';
import type { ColumnType, DatasetInfo, DatasetInput } from '../../protocol';
import type { DatasetColumn } from '../data/dataset';

/** MLflow's limit on a digest. */
const digestLength = 36;

const colspecTypes: Readonly<Partial<Record<ColumnType, string>>> = {
  numeric: 'double',
  dateTime: 'datetime',
};

/** A data set as MLflow keeps it with a run: source, colspec schema, size. The digest is the start of the file's SHA-256. */
export function datasetInput(info: DatasetInfo, columns: readonly DatasetColumn[]): DatasetInput {
  return {
    name: path.basename(info.path),
    digest: info.sha256.slice(0, digestLength),
    sourceType: 'local',
    source: JSON.stringify({ uri: pathToFileURL(info.path).href }),
    schema: JSON.stringify({
      mlflow_colspec: columns.map(({ name, type }) => ({
        type: colspecTypes[type] ?? 'string',
        name,
        required: false,
      })),
    }),
    profile: JSON.stringify({
      num_rows: info.rows,
      num_elements: info.rows * info.columns,
    }),
    context: 'training',
  };
}
