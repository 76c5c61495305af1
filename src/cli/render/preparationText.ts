import path from 'node:path';
import { formatBytes, formatCount } from '../../format/numbers';
import type { PrepareResult } from '../../protocol';
import type { Terminal } from '../terminal';
import { textTable } from './textTable';

/** What a preparation wrote, from what, and what the script printed. */
export function renderPreparation(result: PrepareResult, colours: Terminal['colours']): string {
  const { bold, dim } = colours;
  const { output, rows, columns, sizeBytes, lineage, log } = result;
  const inputs = lineage.inputs.map(
    (input) => `${input.name} = ${path.basename(input.path)}, ${formatCount(input.rows)} rows`,
  );
  const printed = log.length === 0 ? '' : `${log.map((line) => dim(line)).join('\n')}\n\n`;
  const heading =
    `${bold(output)}  ${formatCount(rows)} rows × ${formatCount(columns.length)} columns · ${formatBytes(sizeBytes)}\n` +
    `by ${path.basename(lineage.script.path)} from ${inputs.join('; ')}\n`;
  const table = textTable(
    [{ title: 'column' }, { title: 'stored as' }],
    columns.map(({ name, storageType }) => [name, storageType]),
  );
  return `${printed}${heading}\n${table}`;
}
