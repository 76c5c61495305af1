import {
  EventEmitter,
  l10n,
  window,
  type Disposable,
  type TreeDataProvider,
  type TreeItem,
  type TreeView,
} from 'vscode';
import { type ExperimentInfo, type RunInfo } from '../../protocol';
import { viewIds } from '../ids';
import { logFailure } from '../reportFailure';
import { type StoreLocation } from '../runStores';
import { type Shell } from '../shell';
import { type TrainingJobs } from '../training/trainingJobs';
import { runItem, toRunsNode, type RunsNode } from './runItem';
import { buildRunTree } from './runTree';

const pageSize = 100;
const defaultExperimentId = '0';

interface LoadedRuns {
  readonly runs: readonly RunInfo[];
  readonly nextPageToken: string | null;
}

/** The Runs view of the side bar: experiments, comparisons, runs, from every store of the window. */
export class RunsView implements TreeDataProvider<RunsNode>, Disposable {
  readonly #changed = new EventEmitter<RunsNode | undefined>();
  readonly #view: TreeView<RunsNode>;
  readonly #subscription: Disposable;
  readonly #loaded = new Map<string, LoadedRuns>();
  /** How many runs of an experiment were shown before the last refresh. */
  readonly #depth = new Map<string, number>();
  readonly #shown = new Map<string, RunsNode>();
  readonly #problems = new Map<string, string>();

  readonly onDidChangeTreeData = this.#changed.event;

  constructor(
    private readonly shell: Shell,
    private readonly jobs: TrainingJobs,
  ) {
    this.#view = window.createTreeView(viewIds.runs, {
      treeDataProvider: this,
      showCollapseAll: true,
    });
    this.#subscription = jobs.onDidChange((runId) => {
      const node = runId === undefined ? undefined : this.#shown.get(runId);
      if (node !== undefined) this.#changed.fire(node);
    });
  }

  /** Reads the stores again, each experiment as far as it had been read. */
  refresh(): void {
    for (const [key, { runs }] of this.#loaded) {
      this.#depth.set(key, Math.max(pageSize, runs.length));
    }
    this.#loaded.clear();
    this.#shown.clear();
    this.#changed.fire(undefined);
  }

  /** Reads the next page of an experiment's runs. */
  async loadMore(given: unknown): Promise<void> {
    const node = toRunsNode(given);
    if (node?.kind !== 'more') return;
    const { store, experimentId } = node;
    const key = keyOf(store, experimentId);
    const loaded = this.#loaded.get(key);
    if (loaded === undefined || loaded.nextPageToken === null) return;
    const page = await this.shell.engine.call('run/search', {
      store,
      experiments: [experimentId],
      orderBy: ['attributes.start_time DESC'],
      limit: pageSize,
      pageToken: loaded.nextPageToken,
    });
    this.#loaded.set(key, {
      runs: [...loaded.runs, ...page.runs],
      nextPageToken: page.nextPageToken,
    });
    this.#changed.fire(undefined);
  }

  getTreeItem(node: RunsNode): TreeItem {
    if (node.kind === 'run') this.#shown.set(node.node.run.runId, node);
    return runItem(node, (runId) => this.jobs.activityOf(runId));
  }

  async getChildren(node?: RunsNode): Promise<RunsNode[]> {
    if (node === undefined) return this.#roots();
    switch (node.kind) {
      case 'store':
        return this.#experiments(node.location);
      case 'experiment':
        return this.#runs(node.store, node.experiment);
      case 'run':
        return node.node.children.map((child) => ({ kind: 'run', store: node.store, node: child }));
      case 'more':
        return [];
    }
  }

  dispose(): void {
    this.#subscription.dispose();
    this.#view.dispose();
    this.#changed.dispose();
  }

  async #roots(): Promise<RunsNode[]> {
    const present = this.shell.stores.existing();
    this.#problems.clear();
    const only = present[0];
    if (present.length > 1) return present.map((location) => ({ kind: 'store', location }));
    const experiments = only === undefined ? [] : await this.#experiments(only);
    this.#showProblems();
    return experiments;
  }

  async #experiments({ store }: StoreLocation): Promise<RunsNode[]> {
    return this.#guard(store, async () => {
      const experiments = await this.shell.engine.call('experiment/list', { store });
      const shown = await this.#withoutEmptyDefault(store, experiments);
      return shown
        .filter(({ lifecycleStage }) => lifecycleStage === 'active')
        .toSorted((a, b) => b.creationTime - a.creationTime)
        .map((experiment) => ({ kind: 'experiment', store, experiment }));
    });
  }

  /** Every MLflow store has an experiment "Default"; it only matters once it has runs. */
  async #withoutEmptyDefault(
    store: string,
    experiments: readonly ExperimentInfo[],
  ): Promise<readonly ExperimentInfo[]> {
    if (!experiments.some(({ experimentId }) => experimentId === defaultExperimentId)) {
      return experiments;
    }
    const { runs } = await this.shell.engine.call('run/search', {
      store,
      experiments: [defaultExperimentId],
      limit: 1,
    });
    if (runs.length > 0) return experiments;
    return experiments.filter(({ experimentId }) => experimentId !== defaultExperimentId);
  }

  async #runs(store: string, { experimentId }: ExperimentInfo): Promise<RunsNode[]> {
    const key = keyOf(store, experimentId);
    return this.#guard(key, async () => {
      const loaded = await this.#firstRuns(store, experimentId);
      const nodes: RunsNode[] = buildRunTree(loaded.runs, loaded.nextPageToken === null).map(
        (node) => ({ kind: 'run', store, node }),
      );
      if (loaded.nextPageToken !== null) nodes.push({ kind: 'more', store, experimentId });
      return nodes;
    });
  }

  async #firstRuns(store: string, experimentId: string): Promise<LoadedRuns> {
    const key = keyOf(store, experimentId);
    const known = this.#loaded.get(key);
    if (known !== undefined) return known;
    const page = await this.shell.engine.call('run/search', {
      store,
      experiments: [experimentId],
      orderBy: ['attributes.start_time DESC'],
      limit: this.#depth.get(key) ?? pageSize,
    });
    this.#loaded.set(key, page);
    return page;
  }

  async #guard(key: string, read: () => Promise<RunsNode[]>): Promise<RunsNode[]> {
    try {
      const nodes = await read();
      this.#problems.delete(key);
      return nodes;
    } catch (thrown) {
      const error = logFailure(thrown, this.shell.log);
      this.#problems.set(key, l10n.t('The runs could not be read. {0}', error.message));
      return [];
    } finally {
      this.#showProblems();
    }
  }

  #showProblems(): void {
    const [problem] = this.#problems.values();
    if (problem === undefined) delete this.#view.message;
    else this.#view.message = problem;
  }
}

function keyOf(store: string, experimentId: string): string {
  return `${store}#${experimentId}`;
}
