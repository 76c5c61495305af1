import { workspace, type Uri } from 'vscode';
import path from 'node:path';
import { type AlertThresholds, type DatasetOverrides, type DatasetRequest } from '../protocol';
import { settingNames } from './ids';

/** The settings as the engine takes them; what is not set is absent, so that the engine's defaults hold. */
export interface EngineSettings {
  readonly memory?: string;
  readonly threads?: number;
}

/** Limits of the engine. */
export function engineSettings(): EngineSettings {
  const settings = workspace.getConfiguration('cuvette');
  const memory = settings.get<string>(settingNames.memory, '').trim();
  const threads = settings.get<number>(settingNames.threads, 0);
  return {
    ...(memory === '' ? {} : { memory }),
    ...(threads > 0 ? { threads } : {}),
  };
}

/** How comparisons are made, for a data set's folder. */
export function trainingSettings(dataset: Uri): {
  readonly folds: number;
  readonly holdout: number;
} {
  const settings = workspace.getConfiguration('cuvette', dataset);
  return {
    folds: settings.get<number>(settingNames.folds, 5),
    holdout: settings.get<number>(settingNames.holdout, 0.2),
  };
}

/** The run store that the person named; empty for the one beside the data. */
export function storeSetting(scope: Uri | undefined): string {
  return workspace.getConfiguration('cuvette', scope).get<string>(settingNames.store, '').trim();
}

/** A data file, and what the settings say about reading a file of this name and about alerts; the engine checks it. */
export function datasetRequest(dataset: Uri): DatasetRequest {
  const settings = workspace.getConfiguration('cuvette', dataset);
  const files = settings.get<Readonly<Record<string, DatasetOverrides>>>(settingNames.files, {});
  const common = settings.get<AlertThresholds>(settingNames.alertThresholds, {});
  const name = path.basename(dataset.fsPath);
  const own = Object.hasOwn(files, name) ? files[name] : undefined;
  const thresholds = { ...common, ...own?.thresholds };
  const overrides = Object.keys(thresholds).length === 0 ? own : { ...own, thresholds };
  return { path: dataset.fsPath, ...(overrides === undefined ? {} : { overrides }) };
}
