import { l10n, Uri, window, workspace, type QuickPickItem } from 'vscode';
import path from 'node:path';
import { chooseDataFile } from '../dataFiles';
import { type Shell } from '../shell';
import { rememberPreparation } from './preparationMemory';
import { defaultOutput } from './prepareCommand';
import { scriptTemplate, type TemplateLanguage } from './scriptTemplate';

interface LanguageItem extends QuickPickItem {
  readonly language: TemplateLanguage;
  /** Of the file's name. */
  readonly ending: string;
}

/** Writes the beginning of a preparation script for a data file, and opens it. */
export async function newPreparationScript(shell: Shell, given: unknown): Promise<void> {
  const dataset = await chooseDataFile(shell, given);
  if (dataset === undefined) return;
  const items: readonly LanguageItem[] = [
    {
      label: 'SQL',
      description: 'DuckDB',
      detail: l10n.t('Joins, filters, new columns; data larger than memory'),
      language: 'sql',
      ending: '.prepare.sql',
    },
    {
      label: 'TypeScript',
      description: 'danfojs',
      detail: l10n.t('Frames as in pandas; up to some 100,000 rows'),
      language: 'typescript',
      ending: '.prepare.ts',
    },
    {
      label: 'JavaScript',
      description: 'danfojs',
      detail: l10n.t('Frames as in pandas; up to some 100,000 rows'),
      language: 'javascript',
      ending: '.prepare.js',
    },
  ];
  const picked = await window.showQuickPick(items, { title: l10n.t('New preparation script') });
  if (picked === undefined) return;
  const { dir, name } = path.parse(dataset.fsPath);
  const stem = name.replace(/\.(csv|tsv|jsonl|ndjson)$/i, '');
  const target = await window.showSaveDialog({
    defaultUri: Uri.file(path.join(dir, `${stem}${picked.ending}`)),
    filters: { [picked.label]: [path.extname(picked.ending).slice(1)] },
    title: l10n.t('New preparation script'),
  });
  if (target === undefined) return;
  const text = scriptTemplate(picked.language, path.basename(dataset.fsPath));
  await workspace.fs.writeFile(target, Buffer.from(text));
  await rememberPreparation(shell.context.workspaceState, target.fsPath, {
    inputs: [dataset.fsPath],
    output: preparedOutput(target.fsPath, dir, stem),
  });
  await window.showTextDocument(target);
}

/** An output that is not the input: `hr.prepared.parquet` where `hr.parquet` could be one. */
function preparedOutput(script: string, folder: string, stem: string): string {
  const output = defaultOutput(script);
  const isInput = output === path.join(folder, `${stem}.parquet`);
  return isInput ? path.join(folder, `${stem}.prepared.parquet`) : output;
}
