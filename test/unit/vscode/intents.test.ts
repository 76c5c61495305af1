import { expect, test } from 'vitest';
import {
  toProfileIntent,
  toProfileMemory,
  toRunIntent,
  toRunMemory,
} from '../../../src/vscode/panels/intents';

const common = [
  { type: 'ready' },
  { type: 'retry' },
  { type: 'cancel' },
  { type: 'showLog' },
  { type: 'saveChart', name: 'roc', format: 'csv', content: 'a,b\r\n' },
  { type: 'saveChart', name: 'roc', format: 'svg', content: '<svg/>' },
];

test.for(common)('every panel may send $type', (intent) => {
  expect(toProfileIntent(intent)).toEqual(intent);
  expect(toRunIntent(intent)).toEqual(intent);
});

test('each panel has its own wishes, and not those of the other', () => {
  const profile = [
    { type: 'setTarget', target: 'Attrition' },
    { type: 'setTarget', target: null },
    { type: 'train' },
    { type: 'writeReport' },
    { type: 'copyCode', text: 'SELECT 1' },
    { type: 'dismissAlerts', keys: ['["SKEWED","Age"]'] },
    { type: 'restoreAlerts' },
    { type: 'showRows', where: '"Age" > 40' },
    { type: 'showPair', x: 'Age', y: '' },
    { type: 'hidePair' },
    { type: 'compareWith' },
    { type: 'addCleaning', step: { kind: 'dropColumns', columns: ['a', 'b'] } },
    { type: 'addCleaning', step: { kind: 'dropDuplicateRows' } },
    { type: 'addCleaning', step: { kind: 'dropMissingRows', columns: ['a'] } },
    { type: 'addCleaning', step: { kind: 'impute', column: 'a', with: 'median' } },
    { type: 'addCleaning', step: { kind: 'impute', column: 'a', with: { value: 0 } } },
    { type: 'addCleaning', step: { kind: 'cast', column: 'a', to: 'number' } },
    { type: 'addCleaning', step: { kind: 'treatAsMissing', column: 'a', values: ['?'] } },
    {
      type: 'addCleaning',
      step: { kind: 'mergeSpellings', column: 'a', spellings: ['X'], value: 'x' },
    },
    { type: 'removeCleaning', index: 0 },
    { type: 'clearCleaning' },
    { type: 'writeCleaning' },
    { type: 'setType', column: 'zip', columnType: 'categorical' },
    { type: 'treatAsMissing', values: ['?'] },
  ];
  const run = [
    { type: 'openRun', runId: '0123456789abcdef0123456789abcdef' },
    { type: 'openDataset' },
    { type: 'copyRunId' },
  ];
  for (const intent of profile) {
    expect(toProfileIntent(intent)).toEqual(intent);
    expect(toRunIntent(intent)).toBeUndefined();
  }
  for (const intent of run) {
    expect(toRunIntent(intent)).toEqual(intent);
    expect(toProfileIntent(intent)).toBeUndefined();
  }
});

test.for([
  undefined,
  null,
  'train',
  42,
  [],
  {},
  { type: 'executeCommand', command: 'workbench.action.quit' },
  { type: 'setTarget' },
  { type: 'setTarget', target: 7 },
  { type: 'setTarget', target: 'x'.repeat(10_001) },
  { type: 'train', path: '/etc/passwd' },
  { type: 'copyCode', text: '' },
  { type: 'copyCode' },
  { type: 'showRows', where: 1 },
  { type: 'setType', column: 'a', columnType: 'number' },
  { type: 'removeCleaning', index: -1 },
  { type: 'addCleaning', step: { kind: 'dropTable' } },
  { type: 'addCleaning', step: { kind: 'cast', column: 'a', to: 'rm -rf' } },
  { type: 'addCleaning', step: { kind: 'dropDuplicateRows', columns: [] } },
  { type: 'treatAsMissing', values: [1] },
  { type: 'saveChart', name: '../../etc/x', format: 'csv', content: '' },
  { type: 'saveChart', name: 'roc', format: 'exe', content: '' },
  { type: 'saveChart', name: 'roc', format: 'png' },
])('%j is not understood by the profile panel', (message) => {
  expect(toProfileIntent(message)).toBeUndefined();
});

test.for([
  { type: 'openRun', runId: '../x' },
  { type: 'openRun', runId: '' },
  { type: 'openRun', runId: "x' OR 1=1" },
  { type: 'openRun', runId: 'a'.repeat(65) },
  { type: 'deleteRun', runId: 'abc' },
])('%j is not understood by the run panel', (message) => {
  expect(toRunIntent(message)).toBeUndefined();
});

test('what a panel remembered is checked before it comes back', () => {
  expect(toProfileMemory({ memory: { path: '/data/a.csv' }, view: { tab: 'tests' } })).toEqual({
    path: '/data/a.csv',
  });
  expect(toRunMemory({ memory: { store: 'sqlite:////x.db', runId: 'a' } })).toEqual({
    store: 'sqlite:////x.db',
    runId: 'a',
  });
  for (const state of [undefined, null, {}, { memory: null }, { memory: { path: 3 } }]) {
    expect(toProfileMemory(state)).toBeUndefined();
    expect(toRunMemory(state)).toBeUndefined();
  }
});
