import type { Handler, ProfileParams, ProfileResult, ProfileUpdate, Service } from '../../protocol';
import { lineageState } from '../data/lineage';
import { openHead } from '../data/openHead';
import { describeColumns } from '../profile/columns/describeColumns';
import { profileDataset, toProfiles } from '../profile/profileDataset';
import { resolveTarget } from '../profile/target/resolveTarget';
import { testAgainstTarget } from '../profile/target/testAgainstTarget';
import type { DatasetCache } from './datasetCache';
import type { ResultCache } from './resultCache';
import { computing, reading } from './stagedProgress';

/** Handlers of `dataset/profile` and `dataset/test`. */
export function createDatasetHandlers(
  datasets: DatasetCache,
  results: ResultCache,
): Pick<Service, 'dataset/profile' | 'dataset/test'> {
  return {
    'dataset/profile': async (params, context) => {
      const { dataset, target, positive, sample, seed } = params;
      const question = ['profile', dataset, target, positive, sample, seed];
      const known = await results.remember([dataset.path], question, () =>
        profile(params, context),
      );
      return withLineage(known, context.signal);
    },

    'dataset/test': ({ dataset: request, target, alpha, ...engine }, context) => {
      const question = ['test', request, target, alpha, engine.seed];
      return results.remember([request.path], question, () =>
        datasets.use(request, { ...engine, ...reading(context) }, async (dataset) => {
          const targetInfo = await resolveTarget(dataset, target, { signal: context.signal });
          return testAgainstTarget(dataset, targetInfo, {
            ...(alpha === undefined ? {} : { alpha }),
            ...(engine.seed === undefined ? {} : { seed: engine.seed }),
            ...computing(context),
          });
        }),
      );
    },
  };

  async function profile(
    { partial = false, ...params }: ProfileParams,
    context: Parameters<Handler<'dataset/profile'>>[1],
  ): ReturnType<Handler<'dataset/profile'>> {
    const { dataset: request, target, positive, ...engine } = params;
    let done = false;
    const tell = (update: ProfileUpdate): void => {
      if (partial) context.report({ message: 'Describing columns', fraction: null, update });
    };
    const preview = partial
      ? tellPreview(params, context.signal, (update) => {
          if (!done) tell(update);
        })
      : Promise.resolve();
    try {
      return await datasets.use(request, { ...engine, ...reading(context) }, (dataset) =>
        profileDataset(dataset, {
          ...(target === undefined ? {} : { target }),
          ...(positive === undefined ? {} : { positive }),
          ...computing(context),
          onColumns: (columns) => {
            done = true;
            tell({ stage: 'columns', dataset: dataset.info, columns, issues: dataset.issues });
          },
        }),
      );
    } finally {
      done = true;
      await preview;
    }
  }
}

/** The lineage is looked up every time: scripts and inputs change without the file changing. */
async function withLineage(profile: ProfileResult, signal: AbortSignal): Promise<ProfileResult> {
  const { dataset } = profile;
  const lineage = await lineageState(dataset.path, dataset.sha256, signal);
  return lineage === undefined ? profile : { ...profile, dataset: { ...dataset, lineage } };
}

/** Describes the first rows of a big file. What is wrong with them is said by whoever reads the file as a whole. */
async function tellPreview(
  { dataset: request, memory, threads }: ProfileParams,
  signal: AbortSignal,
  tell: (update: ProfileUpdate) => void,
): Promise<void> {
  try {
    const head = await openHead(request, { memory, threads, signal });
    if (head === null) return;
    try {
      const columns = toProfiles(head, await describeColumns(head, { signal }));
      const dataset = { ...head.info, rows: null, sha256: null };
      tell({ stage: 'preview', dataset, columns, issues: head.issues });
    } finally {
      await head.close();
    }
  } catch {
    // A preview is a favour: without it the person waits a little longer.
  }
}
