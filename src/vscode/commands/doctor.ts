import { l10n, ProgressLocation, Uri, window, workspace, type Disposable } from 'vscode';
import { formatBytes } from '../../format/numbers';
import { type DoctorCheck, type DoctorResult } from '../../protocol';
import { type Shell } from '../shell';

const scheme = 'cuvette-doctor';

/** Gives the pages that {@link runDoctor} shows: read-only, and nothing to save when they are closed. */
export function provideDoctorPages(): Disposable {
  return workspace.registerTextDocumentContentProvider(scheme, {
    provideTextDocumentContent: ({ query }) => query,
  });
}

/** Shows what is installed and what is missing, as a page that can be searched, copied and attached to an issue. */
export async function runDoctor(shell: Shell): Promise<void> {
  const result = await window.withProgress(
    { location: ProgressLocation.Window, title: l10n.t('Cuvette checks the installation…') },
    () => shell.engine.call('doctor/check', {}),
  );
  const page = Uri.from({ scheme, path: 'Cuvette.md', query: doctorText(result) });
  await window.showTextDocument(await workspace.openTextDocument(page), { preview: true });
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
  const facts = [version, wanted, detail].filter((fact) => fact !== null && fact !== '');
  const line = `- ${sign} ${name}: ${facts.join(', ')}`;
  return remedy === null ? line : `${line}\n  → ${remedy}`;
}
