import { execFileSync } from 'node:child_process';
import path from 'node:path';
import { onTestFinished } from 'vitest';
import type { TrainParams } from '../../src/protocol';
import {
  createEngineProcess,
  type Engine,
  type EngineProcessOptions,
} from '../../src/rpc/engineProcess';
import { productVersion } from '../../src/version';

/** The real engine of `npm run build`, stopped at the end of the test. */
export function startEngine(
  options: Partial<EngineProcessOptions> = {},
): Engine & { log: string[] } {
  const log: string[] = [];
  const engine = createEngineProcess({
    modulePath: path.resolve('dist/engineMain.js'),
    productVersion,
    log: (line) => log.push(line),
    ...options,
  });
  onTestFinished(() => engine.dispose());
  return Object.defineProperties({ log } as Engine & { log: string[] }, {
    ...Object.getOwnPropertyDescriptors(engine),
  });
}

/** Ids of the processes that `pid` started. */
export function childProcesses(pid: number): number[] {
  try {
    const found = execFileSync('pgrep', ['-P', String(pid)], { encoding: 'utf8' });
    return found.trim().split('\n').map(Number);
  } catch {
    return [];
  }
}

/** A training of the sample data set into a store of this test. */
export function sampleTraining(folder: string, changes: Partial<TrainParams> = {}): TrainParams {
  return {
    dataset: { path: path.resolve('samples/hr-attrition.csv') },
    target: 'Attrition',
    strategies: ['base', 'selection'],
    models: ['logistic'],
    seed: 7,
    store: `sqlite:///${path.join(folder, 'mlflow.db')}`,
    ...changes,
  };
}
