import { l10n } from 'vscode';
import {
  CuvetteError,
  type Caller,
  type RunDetail,
  type RunInfo,
  type RunView,
  type TrainedResult,
  type TrainResult,
} from '../../protocol';
import { runTags } from '../runs/runSummary';
import { parentRunTag } from '../runs/runTree';
import { toTrainedResult, toTrainResult } from './storedResults';

const comparisonFile = 'comparison.json';
const resultFile = 'result.json';
const mostChildren = 200;

/**
 * Reads a run with what belongs to it: runs below, the comparison it is or belongs to, the strategy's result.
 *
 * @throws {CuvetteError} RUN_NOT_FOUND, or what the store throws.
 */
export async function readRunView(
  engine: Caller,
  store: string,
  runId: string,
  signal: AbortSignal,
): Promise<RunView> {
  const problems: string[] = [];
  const run = await engine.call('run/get', { store, runId }, { signal });
  const failure = run.tags[runTags.failure];
  if (failure !== undefined) problems.push(failure);
  const children = await readChildren();
  const comparison = await readComparison();
  const result =
    comparison?.results.find((one) => one.runId === run.runId) ??
    (await readArtifact<TrainedResult>(run, resultFile, toTrainedResult)) ??
    null;
  return { run, children, comparison, result, problems };

  async function readChildren(): Promise<readonly RunInfo[]> {
    const page = await engine.call(
      'run/search',
      {
        store,
        experiments: [run.experimentId],
        filter: `tags.\`${parentRunTag}\` = '${run.runId}'`,
        orderBy: ['attributes.start_time ASC'],
        limit: mostChildren,
      },
      { signal },
    );
    return page.runs;
  }

  async function readComparison(): Promise<TrainResult | null> {
    const own = await readArtifact<TrainResult>(run, comparisonFile, toTrainResult);
    if (own !== undefined) return own;
    const parentId = run.tags[parentRunTag];
    if (parentId === undefined) return null;
    try {
      const parent = await engine.call('run/get', { store, runId: parentId }, { signal });
      return (await readArtifact<TrainResult>(parent, comparisonFile, toTrainResult)) ?? null;
    } catch (thrown) {
      const error = CuvetteError.from(thrown);
      if (error.code !== 'RUN_NOT_FOUND') throw error;
      return null;
    }
  }

  async function readArtifact<Document>(
    owner: RunDetail,
    file: string,
    toDocument: (text: string) => Document | undefined,
  ): Promise<Document | undefined> {
    if (!owner.artifacts.some(({ path }) => path === file)) return undefined;
    try {
      const { text } = await engine.call(
        'run/readArtifact',
        { store, runId: owner.runId, path: file },
        { signal },
      );
      const document = toDocument(text);
      if (document === undefined && owner.tags[runTags.version] !== undefined) {
        problems.push(l10n.t('{0} of this run is damaged, so its charts are missing.', file));
      }
      return document;
    } catch (thrown) {
      const error = CuvetteError.from(thrown);
      if (error.code === 'CANCELLED') throw error;
      problems.push(l10n.t('{0} could not be read. {1}', file, error.message));
      return undefined;
    }
  }
}
