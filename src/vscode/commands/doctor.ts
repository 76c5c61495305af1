import { l10n, ProgressLocation, window, workspace } from 'vscode';
import { formatBytes } from '../../format/numbers';
import { type DoctorCheck, type DoctorResult } from '../../protocol';
import { type Shell } from '../shell';

/** Shows what is installed and what is missing, as a document that can be searched, copied and attached to an issue. */
export async function runDoctor(shell: Shell): Promise<void> {
  const result = await window.withProgress(
    { location: ProgressLocation.Window, title: l10n.t('Cuvette checks the installation…') },
    () => shell.engine.call('doctor/check', {}),
  );
  const document = await workspace.openTextDocument({
    language: 'markdown',
    content: doctorText(result),
  });
  await window.showTextDocument(document, { preview: true });
}

function doctorText({ product, machine, checks }: DoctorResult): string {
  return [
    `# Cuvette ${product.version}`,
    '',
    `${machine.platform} ${machine.arch}, ${machine.cpus} CPUs, ${formatBytes(machine.memoryBytes)}, Node ${machine.node}`,
    '',
    ...checks.map(checkLine),
    '',
  ].join('\n');
}

function checkLine({ name, state, required, version, detail, remedy }: DoctorCheck): string {
  const sign = { ok: '✓', missing: required ? '✗' : '–', broken: '✗' }[state];
  const wanted = required ? l10n.t('required') : l10n.t('optional');
  const line = `- ${sign} **${name}**${version === null ? '' : ` ${version}`} (${wanted}): ${detail}`;
  return remedy === null ? line : `${line}  \n  → ${remedy}`;
}
