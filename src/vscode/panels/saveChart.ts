import { l10n, Uri, window, workspace } from 'vscode';
import { type CommonIntent } from '../../protocol';

/** Saves a chart where the person says. */
export async function saveChart(
  { name, format, content }: Extract<CommonIntent, { type: 'saveChart' }>,
  folder: Uri | undefined,
): Promise<void> {
  const file = `${name}.${format}`;
  const chosen = await window.showSaveDialog({
    defaultUri: folder === undefined ? Uri.file(file) : Uri.joinPath(folder, file),
    filters: { [format.toUpperCase()]: [format] },
    title: l10n.t('Save chart'),
  });
  if (chosen === undefined) return;
  await workspace.fs.writeFile(chosen, Buffer.from(content, format === 'png' ? 'base64' : 'utf8'));
}
