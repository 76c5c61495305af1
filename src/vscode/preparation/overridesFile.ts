import { l10n, Range, Uri, window, workspace, WorkspaceEdit, type TextDocument } from 'vscode';
import path from 'node:path';
import {
  CuvetteError,
  defaultMissingValues,
  type ColumnType,
  type DatasetFormat,
  type DatasetOverrides,
} from '../../protocol';
import { datasetRequest } from '../settings';
import { setJsonValue } from './jsonEdit';

const fileName = 'cuvette.json';

/**
 * Writes a column's type to `cuvette.json` beside the data file. Everything else in that file stays as it is; a message offers
 * to undo it.
 *
 * @param onChange called after writing, and after undoing
 * @throws {CuvetteError} OVERRIDES_INVALID when the file is not JSON.
 */
export async function setColumnType(
  file: string,
  column: string,
  type: ColumnType,
  onChange: () => void,
): Promise<void> {
  const name = path.basename(file);
  await change(file, onChange, (text) =>
    setJsonValue(text, ['files', name, 'types', column], type),
  );
  warnOfSetting(file, ({ types = {} }) => Object.hasOwn(types, column));
}

/**
 * Adds texts to those that mean "missing" in a data file, in `cuvette.json` beside it. A list there replaces the default one of
 * delimited files, which therefore comes along.
 *
 * @param onChange called after writing, and after undoing
 * @throws {CuvetteError} OVERRIDES_INVALID when the file is not JSON.
 */
export async function addMissingValues(
  file: string,
  format: DatasetFormat,
  values: readonly string[],
  onChange: () => void,
): Promise<void> {
  const name = path.basename(file);
  await change(file, onChange, (text) => {
    const known = knownMissingValues(text, name) ?? (format === 'csv' ? defaultMissingValues : []);
    return setJsonValue(
      text,
      ['files', name, 'missingValues'],
      [...new Set([...known, ...values])],
    );
  });
  warnOfSetting(file, ({ missingValues }) => missingValues !== undefined);
}

function knownMissingValues(text: string, name: string): readonly string[] | undefined {
  if (text.trim() === '') return undefined;
  const content = JSON.parse(text.replace(/^\uFEFF/, '')) as {
    readonly files?: Readonly<Record<string, { readonly missingValues?: unknown }>>;
  } | null;
  const values = content?.files?.[name]?.missingValues;
  return Array.isArray(values) ? values.map(String) : undefined;
}

async function change(
  file: string,
  onChange: () => void,
  edit: (text: string) => string,
): Promise<void> {
  const target = Uri.file(path.join(path.dirname(file), fileName));
  const before = await existing(target);
  let after: string;
  try {
    after = edit(before?.getText() ?? '');
  } catch (error) {
    throw new CuvetteError('OVERRIDES_INVALID', l10n.t('{0} is not valid JSON.', target.fsPath), {
      hint: l10n.t('Correct it, then try again.'),
      cause: error,
    });
  }
  const original = before?.getText();
  await write(target, after);
  onChange();
  void offerUndo(target, original, onChange);
}

async function offerUndo(
  target: Uri,
  original: string | undefined,
  onChange: () => void,
): Promise<void> {
  const undo = l10n.t('Undo');
  const open = l10n.t('Open');
  const text = l10n.t('Written to {0}; the data file stays as it is.', fileName);
  const answer = await window.showInformationMessage(text, undo, open);
  if (answer === open) await window.showTextDocument(target);
  if (answer !== undo) return;
  if (original === undefined) await workspace.fs.delete(target);
  else await write(target, original);
  onChange();
}

async function existing(target: Uri): Promise<TextDocument | undefined> {
  try {
    await workspace.fs.stat(target);
  } catch {
    return undefined;
  }
  return workspace.openTextDocument(target);
}

/** Through an edit of the document, so that an open editor shows it and its own undo works too. */
async function write(target: Uri, text: string): Promise<void> {
  const document = await existing(target);
  if (document === undefined) {
    await workspace.fs.writeFile(target, Buffer.from(text));
    return;
  }
  const edit = new WorkspaceEdit();
  const end = document.positionAt(document.getText().length);
  edit.replace(target, new Range(document.positionAt(0), end), text);
  await workspace.applyEdit(edit);
  await document.save();
}

/** A setting for the file wins over `cuvette.json`. */
function warnOfSetting(file: string, isSet: (overrides: DatasetOverrides) => boolean): void {
  const { overrides } = datasetRequest(Uri.file(file));
  if (overrides === undefined || !isSet(overrides)) return;
  const text = l10n.t(
    'The setting "cuvette.files" says otherwise for {0}, and it wins over {1}.',
    path.basename(file),
    fileName,
  );
  void window.showWarningMessage(text);
}
