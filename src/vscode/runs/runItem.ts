import {
  l10n,
  MarkdownString,
  ThemeColor,
  ThemeIcon,
  TreeItem,
  TreeItemCollapsibleState,
} from 'vscode';
import { formatValue } from '../../format/numbers';
import { type ExperimentInfo, type RunInfo, type RunStatus } from '../../protocol';
import { commandIds, runItemContexts } from '../ids';
import { type StoreLocation } from '../runStores';
import { comparisonDescription, isComparison, runDescription } from './runSummary';
import { type RunTreeNode } from './runTree';

/** What stands in the Runs view. */
export type RunsNode =
  | { readonly kind: 'store'; readonly location: StoreLocation }
  | { readonly kind: 'experiment'; readonly store: string; readonly experiment: ExperimentInfo }
  | { readonly kind: 'run'; readonly store: string; readonly node: RunTreeNode }
  | { readonly kind: 'more'; readonly store: string; readonly experimentId: string };

const mostMetrics = 12;

/** What a command of the view's menus was given; `undefined` when it came from elsewhere. */
export function toRunsNode(given: unknown): RunsNode | undefined {
  const isNode = typeof given === 'object' && given !== null && 'kind' in given;
  return isNode ? (given as RunsNode) : undefined;
}

/** A node as VS Code draws it. `activity` says how far a run of this window has come. */
export function runItem(node: RunsNode, activity: (runId: string) => string | undefined): TreeItem {
  switch (node.kind) {
    case 'store': {
      const item = new TreeItem(node.location.label, TreeItemCollapsibleState.Expanded);
      item.id = node.location.store;
      item.iconPath = new ThemeIcon('root-folder');
      item.tooltip = node.location.store;
      return item;
    }
    case 'experiment': {
      const { experiment, store } = node;
      const item = new TreeItem(experiment.name, TreeItemCollapsibleState.Expanded);
      item.id = `${store}#${experiment.experimentId}`;
      item.iconPath = new ThemeIcon('beaker');
      item.tooltip = experiment.artifactLocation;
      return item;
    }
    case 'run':
      return itemOfRun(node.store, node.node, activity(node.node.run.runId));
    case 'more': {
      const item = new TreeItem(l10n.t('Load more…'));
      item.id = `${node.store}#${node.experimentId}#more`;
      item.command = {
        command: commandIds.loadMoreRuns,
        title: l10n.t('Load more…'),
        arguments: [node],
      };
      return item;
    }
  }
}

function itemOfRun(store: string, node: RunTreeNode, activity: string | undefined): TreeItem {
  const { run, children } = node;
  const compares = isComparison(node);
  const item = new TreeItem(
    run.name,
    children.length > 0 ? TreeItemCollapsibleState.Expanded : TreeItemCollapsibleState.None,
  );
  const description = activity ?? (compares ? comparisonDescription(node) : runDescription(run));
  item.id = `${store}#${run.runId}`;
  item.description = description;
  item.iconPath = statusIcon(run.status);
  item.tooltip = tooltip(run);
  item.contextValue = contextOf(compares, activity);
  item.command = {
    command: commandIds.openRun,
    title: l10n.t('Open run'),
    arguments: [{ kind: 'run', store, node } satisfies RunsNode],
  };
  item.accessibilityInformation = {
    label: `${run.name}, ${statusWord(run.status)}, ${description}`,
  };
  return item;
}

function contextOf(compares: boolean, activity: string | undefined): string {
  if (activity !== undefined) return runItemContexts.running;
  return compares ? runItemContexts.comparison : runItemContexts.run;
}

function statusIcon(status: RunStatus): ThemeIcon {
  switch (status) {
    case 'RUNNING':
      return new ThemeIcon('sync~spin', new ThemeColor('charts.blue'));
    case 'SCHEDULED':
      return new ThemeIcon('clock');
    case 'FINISHED':
      return new ThemeIcon('pass', new ThemeColor('charts.green'));
    case 'FAILED':
      return new ThemeIcon('error', new ThemeColor('errorForeground'));
    case 'KILLED':
      return new ThemeIcon('circle-slash');
  }
}

function statusWord(status: RunStatus): string {
  switch (status) {
    case 'RUNNING':
      return l10n.t('running');
    case 'SCHEDULED':
      return l10n.t('scheduled');
    case 'FINISHED':
      return l10n.t('finished');
    case 'FAILED':
      return l10n.t('failed');
    case 'KILLED':
      return l10n.t('stopped');
  }
}

function tooltip(run: RunInfo): MarkdownString {
  const text = new MarkdownString();
  text.appendMarkdown('**').appendText(run.name).appendMarkdown('**  \n');
  text.appendText(`${statusWord(run.status)} · ${new Date(run.startTime).toLocaleString()}`);
  text.appendMarkdown('\n\n');
  const metrics = Object.entries(run.metrics).filter(([name]) => !name.endsWith('_std'));
  if (metrics.length > 0) {
    text.appendMarkdown('| | |\n|:--|--:|\n');
    for (const [name, value] of metrics.slice(0, mostMetrics)) {
      text
        .appendMarkdown('| ')
        .appendText(name)
        .appendMarkdown(` | ${formatValue(value)} |\n`);
    }
  }
  text.appendMarkdown(`\n\`${run.runId}\``);
  return text;
}
