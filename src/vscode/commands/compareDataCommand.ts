import { l10n, Uri, workspace } from 'vscode';
import path from 'node:path';
import { CuvetteError } from '../../protocol';
import { referenceOf, type DatedFile } from '../comparisonOrder';
import { chooseDataFile, requireLocalFile } from '../dataFiles';
import { type CommandTargets } from './registerCommands';

/**
 * Compares two data files: the two that are selected in the explorer, or the given one with one that the person picks as its
 * reference.
 */
export async function compareData(
  { shell, comparisons }: Pick<CommandTargets, 'shell' | 'comparisons'>,
  given: unknown,
  selected: unknown,
): Promise<void> {
  const files = Array.isArray(selected) ? selected.filter((uri) => uri instanceof Uri) : [];
  if (files.length > 2) {
    throw new CuvetteError(
      'USAGE_INVALID',
      l10n.t('Two data sets are compared, and {0} are selected.', files.length),
      { hint: l10n.t('Select two files, or one and choose the other.') },
    );
  }
  if (files.length === 2) {
    const [first, second] = files as [Uri, Uri];
    for (const file of files) requireLocalFile(file);
    const reference = referenceOf([await dated(first), await dated(second)]);
    comparisons.show(files[reference]!, files[1 - reference]!);
    return;
  }
  const current = await chooseDataFile(shell, given);
  if (current === undefined) return;
  const reference = await chooseDataFile(shell, undefined, {
    title: l10n.t('Compare {0} with…', path.basename(current.fsPath)),
    without: current,
  });
  if (reference !== undefined) comparisons.show(reference, current);
}

async function dated(file: Uri): Promise<DatedFile> {
  const { mtime } = await workspace.fs.stat(file);
  return { name: path.basename(file.fsPath), modifiedMs: mtime };
}
