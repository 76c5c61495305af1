import { l10n, QuickPickItemKind, Uri, window, workspace, type QuickPickItem } from 'vscode';
import path from 'node:path';
import { CuvetteError } from '../protocol';
import { recentDatasets } from './datasetMemory';
import { type Shell } from './shell';

const dataFileGlob = '**/*.{csv,tsv,parquet,jsonl,ndjson,csv.gz,tsv.gz,jsonl.gz,csv.zst,jsonl.zst}';
const extensions = ['csv', 'tsv', 'parquet', 'jsonl', 'ndjson', 'gz', 'zst'];
const mostFound = 200;

/**
 * The data file to work on: the one given, or the one in the active editor, or one that the person picks.
 *
 * @returns `undefined` when the person picked none
 * @throws {CuvetteError} FORMAT_UNSUPPORTED for a file that is not on a disk.
 */
export async function chooseDataFile(
  shell: Shell,
  given: unknown,
  question: FileQuestion = {},
): Promise<Uri | undefined> {
  const chosen = given instanceof Uri ? given : await pickDataFile(shell, question);
  if (chosen === undefined) return undefined;
  requireLocalFile(chosen);
  return chosen;
}

/** @throws {CuvetteError} FORMAT_UNSUPPORTED when the engine could not open the file. */
export function requireLocalFile(uri: Uri): void {
  if (uri.scheme === 'file') return;
  throw new CuvetteError(
    'FORMAT_UNSUPPORTED',
    l10n.t('Cuvette reads files on a disk, and this one is "{0}:".', uri.scheme),
    { hint: l10n.t('Save it into a folder and try again.') },
  );
}

/** How a person is asked for a data file. */
export interface FileQuestion {
  readonly title?: string;
  /** A file that is not offered. */
  readonly without?: Uri;
}

/** A data file to choose. */
export interface FileItem extends QuickPickItem {
  readonly uri?: Uri;
}

async function pickDataFile(
  shell: Shell,
  { title = l10n.t('Choose a data set'), without }: FileQuestion,
): Promise<Uri | undefined> {
  const browse: FileItem = { label: `$(folder-opened) ${l10n.t('Browse…')}`, alwaysShow: true };
  const items = dataFileItems(shell).then((files) => [
    ...files.filter(({ uri }) => uri === undefined || uri.fsPath !== without?.fsPath),
    ...withHeading('', [browse]),
  ]);
  const picked = await window.showQuickPick(items, {
    title,
    placeHolder: l10n.t('CSV, TSV, Parquet or JSON lines'),
    matchOnDescription: true,
  });
  if (picked === undefined) return undefined;
  return picked.uri ?? browseForFile();
}

/** The data files of the workspace under headings, those used lately first. */
export async function dataFileItems(shell: Shell): Promise<readonly FileItem[]> {
  const found = await workspace.findFiles(dataFileGlob, undefined, mostFound);
  const recent = recentDatasets(shell.context.workspaceState).map((file) => Uri.file(file));
  const seen = new Set(recent.map(String));
  const rest = found
    .filter((uri) => uri.scheme === 'file' && !seen.has(String(uri)))
    .toSorted((a, b) => a.fsPath.localeCompare(b.fsPath));
  return [
    ...withHeading(l10n.t('recent'), recent.map(toItem)),
    ...withHeading(l10n.t('in this workspace'), rest.map(toItem)),
  ];
}

function withHeading(label: string, items: readonly FileItem[]): readonly FileItem[] {
  if (items.length === 0) return [];
  return [{ label, kind: QuickPickItemKind.Separator }, ...items];
}

function toItem(uri: Uri): FileItem {
  return {
    label: path.basename(uri.fsPath),
    description: workspace.asRelativePath(path.dirname(uri.fsPath)),
    uri,
  };
}

async function browseForFile(): Promise<Uri | undefined> {
  const chosen = await window.showOpenDialog({
    canSelectMany: false,
    filters: { [l10n.t('Data sets')]: extensions, [l10n.t('All files')]: ['*'] },
  });
  return chosen?.[0];
}
