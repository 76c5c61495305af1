import { expect, test } from 'vitest';
import { buildRunTree, type RunTreeNode } from '../../../src/vscode/runs/runTree';
import { childRun, runInfo } from '../../support/runInfos';

/** The tree as nested names: `p(a,b)`. */
function shape(nodes: readonly RunTreeNode[]): string {
  return nodes
    .map(({ run, children }) =>
      children.length === 0 ? run.runId : `${run.runId}(${shape(children)})`,
    )
    .join(',');
}

test('children stand below their parent in the order in which they started', () => {
  const newestFirst = [childRun('b', 'p'), childRun('a', 'p'), runInfo({ runId: 'p' })];
  expect(shape(buildRunTree(newestFirst, true))).toBe('p(a,b)');
});

test('a child waits for its parent while there are more pages', () => {
  const page = [childRun('a', 'p'), runInfo({ runId: 'other' })];
  expect(shape(buildRunTree(page, false))).toBe('other');
  expect(shape(buildRunTree([...page, runInfo({ runId: 'p' })], false))).toBe('other,p(a)');
});

test('a child of a deleted parent stands on its own once everything is read', () => {
  expect(shape(buildRunTree([childRun('a', 'gone')], true))).toBe('a');
});

test('deeper nesting is kept', () => {
  const runs = [childRun('c', 'b'), childRun('b', 'a'), runInfo({ runId: 'a' })];
  expect(shape(buildRunTree(runs, true))).toBe('a(b(c))');
});

test('a run that names itself as parent is still shown', () => {
  expect(shape(buildRunTree([childRun('a', 'a')], true))).toBe('a');
});

test('no runs make no tree', () => {
  expect(buildRunTree([], true)).toEqual([]);
});
