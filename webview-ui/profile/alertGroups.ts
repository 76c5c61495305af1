import { alertKey, type AlertCode, type ProfileAlert } from '../../src/protocol';

/** Alerts of one kind, gravest first. */
export interface AlertGroup {
  readonly code: AlertCode;
  readonly severity: ProfileAlert['severity'];
  readonly alerts: readonly ProfileAlert[];
}

/** Which alerts are shown. */
export interface AlertFilter {
  readonly search: string;
  /** Any of these severities; all when empty. */
  readonly severities: readonly ProfileAlert['severity'][];
}

export const severities = ['error', 'warning', 'info'] as const;

/** Alerts that were not put away, and how many were. */
export function splitDismissed(
  alerts: readonly ProfileAlert[],
  dismissed: readonly string[],
): { readonly shown: readonly ProfileAlert[]; readonly hidden: number } {
  const keys = new Set(dismissed);
  const shown = alerts.filter((alert) => !keys.has(alertKey(alert)));
  return { shown, hidden: alerts.length - shown.length };
}

/** The alerts that match, by kind; the kind with the gravest alert first, of equals the one found first. */
export function groupAlerts(
  alerts: readonly ProfileAlert[],
  { search, severities: wanted }: AlertFilter,
): readonly AlertGroup[] {
  const text = search.trim().toLocaleLowerCase();
  const groups = new Map<AlertCode, ProfileAlert[]>();
  for (const alert of alerts) {
    if (wanted.length > 0 && !wanted.includes(alert.severity)) continue;
    const words = [alert.message, ...alert.columns].join('\n').toLocaleLowerCase();
    if (!words.includes(text)) continue;
    const group = groups.get(alert.code);
    if (group === undefined) groups.set(alert.code, [alert]);
    else group.push(alert);
  }
  return [...groups]
    .map(([code, members]) => {
      const sorted = members.toSorted((a, b) => rank(a) - rank(b));
      return { code, severity: sorted[0]!.severity, alerts: sorted };
    })
    .toSorted((a, b) => rank(a) - rank(b));
}

/** How many alerts there are of each severity. */
export function countSeverities(
  alerts: readonly ProfileAlert[],
): Readonly<Record<ProfileAlert['severity'], number>> {
  const counts = { error: 0, warning: 0, info: 0 };
  for (const { severity } of alerts) counts[severity]++;
  return counts;
}

function rank({ severity }: Pick<ProfileAlert, 'severity'>): number {
  return severities.indexOf(severity);
}
