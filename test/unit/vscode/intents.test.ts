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
    { type: 'copySql', alert: 0 },
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
  { type: 'copySql', alert: -1 },
  { type: 'copySql', alert: 1.5 },
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
