import { type Memento } from 'vscode';
import { type Strategy } from '../protocol';

const recentKey = 'recentDatasets';
const choicesKey = 'datasetChoices';
const mostRecent = 8;

/** What a person chose for a data set the last time. */
export interface DatasetChoices {
  readonly target?: string;
  readonly positive?: string;
  readonly strategies?: readonly Strategy[];
  /** Alerts put away, by their keys. */
  readonly dismissedAlerts?: readonly string[];
}

/** Data files used lately in this workspace, the latest first. */
export function recentDatasets(memento: Memento): readonly string[] {
  return memento.get<readonly string[]>(recentKey, []);
}

/** Puts a data file at the head of the recent ones. */
export async function rememberDataset(memento: Memento, file: string): Promise<void> {
  const others = recentDatasets(memento).filter((other) => other !== file);
  await memento.update(recentKey, [file, ...others].slice(0, mostRecent));
}

/** The choices made for a data file; empty at first. */
export function datasetChoices(memento: Memento, file: string): DatasetChoices {
  return memento.get<Readonly<Record<string, DatasetChoices>>>(choicesKey, {})[file] ?? {};
}

/** Keeps choices for the next time; a key given as `undefined` is forgotten. */
export async function rememberChoices(
  memento: Memento,
  file: string,
  choices: { readonly [Key in keyof DatasetChoices]: DatasetChoices[Key] | undefined },
): Promise<void> {
  const all = memento.get<Readonly<Record<string, DatasetChoices>>>(choicesKey, {});
  await memento.update(choicesKey, { ...all, [file]: { ...all[file], ...choices } });
}
