import { l10n, type QuickPickItem } from 'vscode';
import path from 'node:path';
import { formatCount, formatRate } from '../../format/numbers';
import { strategies, type ColumnProfile, type ProfileResult, type Strategy } from '../../protocol';
import { type DatasetChoices } from '../datasetMemory';
import { orderTargets } from '../targetCandidates';
import { quickPickStep, type StepEnd } from './quickPickStep';

/** What a person decided before a training. */
export interface TrainingChoices {
  readonly target: string;
  /** `undefined` for more than two classes. */
  readonly positive: string | undefined;
  readonly strategies: readonly Strategy[];
}

interface ValueItem<Value> extends QuickPickItem {
  readonly value: Value;
}

/**
 * Asks for target, positive class (of two) and strategies, step by step, each with the last choice or the likeliest one
 * already chosen.
 *
 * @returns `undefined` when the person left
 */
export async function chooseTraining(
  profile: ProfileResult,
  remembered: DatasetChoices,
  givenTarget: string | undefined,
): Promise<TrainingChoices | undefined> {
  const title = l10n.t('Train on {0}', path.basename(profile.dataset.path));
  let target = profile.columns.find(({ name }) => name === givenTarget);
  let positive: string | undefined;
  let step: 'target' | 'positive' | 'strategies' = target === undefined ? 'target' : 'positive';

  for (;;) {
    if (step === 'target') {
      const end = await chooseTarget(title, profile.columns, target?.name ?? remembered.target);
      if (end.end !== 'chosen') return undefined;
      target = end.items[0]!.value;
      step = 'positive';
    } else if (target === undefined) {
      step = 'target';
    } else if (step === 'positive') {
      if (target.distinct.count !== 2) {
        positive = undefined;
        step = 'strategies';
        continue;
      }
      const end = await choosePositive(title, target, positive ?? remembered.positive);
      if (end.end === 'cancelled') return undefined;
      if (end.end === 'chosen') positive = end.items[0]!.value;
      step = end.end === 'back' ? 'target' : 'strategies';
    } else {
      const end = await chooseStrategies(title, target, remembered.strategies);
      if (end.end === 'cancelled') return undefined;
      if (end.end === 'chosen') {
        return { target: target.name, positive, strategies: end.items.map(({ value }) => value) };
      }
      step = target.distinct.count === 2 ? 'positive' : 'target';
    }
  }
}

/** Asks for the column to predict. `totalSteps` is left out where it depends on the column. */
export function chooseTarget(
  title: string,
  columns: readonly ColumnProfile[],
  preferred: string | undefined,
  totalSteps?: number,
): Promise<StepEnd<ValueItem<ColumnProfile>>> {
  const items = orderTargets(columns).map((column) => ({
    label: column.name,
    description: l10n.t('{0}, {1} distinct', column.type, formatCount(column.distinct.count)),
    value: column,
  }));
  const first = items.find(({ label }) => label === preferred) ?? items[0];
  return quickPickStep({
    title,
    step: 1,
    totalSteps: totalSteps ?? (first?.value.distinct.count === 2 ? 3 : 2),
    placeholder: l10n.t('Which column is to be predicted?'),
    items,
    preselected: first === undefined ? [] : [first],
  });
}

function choosePositive(
  title: string,
  target: ColumnProfile,
  preferred: string | undefined,
): Promise<StepEnd<ValueItem<string>>> {
  const items = (target.categorical?.top ?? []).map(({ value, count, rate }) => ({
    label: value,
    description: l10n.t('{0} rows, {1}', formatCount(count), formatRate(rate)),
    value,
  }));
  const chosen = items.find(({ value }) => value === preferred) ?? items.at(-1);
  return quickPickStep({
    title,
    step: 2,
    totalSteps: 3,
    placeholder: l10n.t('Which value of {0} is the one to find?', target.name),
    items,
    preselected: chosen === undefined ? [] : [chosen],
  });
}

function chooseStrategies(
  title: string,
  target: ColumnProfile,
  preferred: readonly Strategy[] | undefined,
): Promise<StepEnd<ValueItem<Strategy>>> {
  const items = strategies.map((strategy) => ({
    label: strategy,
    detail: strategyDetail(strategy),
    value: strategy,
  }));
  const steps = target.distinct.count === 2 ? 3 : 2;
  return quickPickStep({
    title,
    step: steps,
    totalSteps: steps,
    placeholder: l10n.t('Which strategies are compared on the same folds?'),
    items,
    preselected: items.filter(({ value }) => preferred?.includes(value) ?? true),
    several: true,
  });
}

function strategyDetail(strategy: Strategy): string {
  switch (strategy) {
    case 'base':
      return l10n.t('All columns, as they are');
    case 'selection':
      return l10n.t('Only columns that go with the target, selected inside each fold');
    case 'selection+resampling':
      return l10n.t('Selection, then classes balanced by SMOTEENN inside each fold');
    case 'selection+cost-sensitive':
      return l10n.t('Selection, with errors on the rarer class weighted higher');
  }
}
