import { expect, test } from 'vitest';
import { alertKey } from '../../../src/protocol';
import {
  countSeverities,
  groupAlerts,
  splitDismissed,
} from '../../../webview-ui/profile/alertGroups';
import { profileAlert } from '../../support/profileAlerts';

const alerts = [
  profileAlert({ code: 'SKEWED', columns: ['a'], message: 'a is skewed.' }),
  profileAlert({ code: 'MISSING', severity: 'warning', columns: ['Age'], message: 'gone' }),
  profileAlert({ code: 'SKEWED', severity: 'error', columns: ['b'], message: 'b is skewed.' }),
];
const all = { search: '', severities: [] } as const;

test('alerts stand by kind, the gravest first in and among the kinds', () => {
  const groups = groupAlerts(alerts, all);
  expect(groups.map(({ code, severity }) => [code, severity])).toEqual([
    ['SKEWED', 'error'],
    ['MISSING', 'warning'],
  ]);
  expect(groups[0]!.alerts.map(({ columns }) => columns[0])).toEqual(['b', 'a']);
});

test('they are found by severity, message and column', () => {
  const found = (filter: Parameters<typeof groupAlerts>[1]): string[] =>
    groupAlerts(alerts, filter).flatMap((group) => group.alerts.map(({ message }) => message));
  expect(found({ search: '', severities: ['warning', 'info'] })).toEqual(['gone', 'a is skewed.']);
  expect(found({ search: 'AGE', severities: [] })).toEqual(['gone']);
  expect(found({ search: 'skewed', severities: ['error'] })).toEqual(['b is skewed.']);
  expect(found({ search: 'nothing', severities: [] })).toEqual([]);
});

test('an alert stays put away when its numbers change, and comes back with another column', () => {
  const dismissed = [alertKey(alerts[0]!)];
  const later = [
    profileAlert({ code: 'SKEWED', columns: ['a'], message: 'a is more skewed.', value: 9 }),
    profileAlert({ code: 'SKEWED', columns: ['a', 'c'] }),
  ];
  const { shown, hidden } = splitDismissed(later, dismissed);
  expect(hidden).toBe(1);
  expect(shown.map(({ columns }) => columns)).toEqual([['a', 'c']]);
});

test('severities are counted', () => {
  expect(countSeverities(alerts)).toEqual({ error: 1, warning: 1, info: 1 });
});
