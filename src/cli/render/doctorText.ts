import type { DoctorResult } from '../../protocol';
import { formatBytes } from '../../format/numbers';
import type { Terminal } from '../terminal';
import { textTable } from './textTable';

export function renderDoctor(result: DoctorResult, colours: Terminal['colours']): string {
  const { bold, green, yellow, red, dim } = colours;
  const { machine } = result;
  const header =
    `${bold(`Cuvette ${result.product.version}`)}  Node ${machine.node} · ${machine.platform}-${machine.arch} · ` +
    `${machine.cpus} cores · ${formatBytes(machine.memoryBytes)}\n`;
  const table = textTable(
    [{ title: '' }, { title: 'part' }, { title: 'version' }, { title: '' }],
    result.checks.map((check) => [
      check.state === 'ok' ? green('ok') : (check.required ? red : yellow)(check.state),
      check.name,
      check.version ?? '',
      check.remedy === null ? dim(check.detail) : `${check.detail} ${check.remedy}`,
    ]),
  );
  return `${header}\n${table}`;
}
