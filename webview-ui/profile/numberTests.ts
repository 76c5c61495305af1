import { type NormalityTest, type TargetTestsResult } from '../../src/protocol';
import { dataTable, type Cell } from '../shared/dataTable';
import { html } from '../shared/dom';
import { formatCount, formatExact, formatPValue, formatQuantity } from '../shared/format';
import { t } from '../shared/translate';

/** Variance inflation of the numeric columns, and which to drop one after the other. */
export function varianceInflation({ vif, vifSteps }: TargetTestsResult): HTMLElement | null {
  if (vif.length === 0) return null;
  const { limit, steps, kept } = vifSteps;
  return html(
    'details',
    { open: steps.length > 0 },
    html('summary', {}, t('Variance inflation of {0} numeric columns', vif.length)),
    html(
      'p',
      {},
      steps.length === 0
        ? t('No column is above {0}: none repeats what the others say.', limit)
        : t(
            'Dropping these, one at a time, leaves {0} columns with none above {1}:',
            kept.length,
            limit,
          ),
    ),
    steps.length === 0
      ? null
      : html(
          'ol',
          { class: 'vif-steps' },
          steps.map(({ sentence }) => html('li', {}, sentence)),
        ),
    dataTable({
      caption: t('Variance inflation factors'),
      columns: [
        { label: t('column') },
        {
          label: 'VIF',
          numeric: true,
          title: t('1 / (1 − R²) of the column on all others, with an intercept'),
        },
        {
          label: t('uncentred'),
          numeric: true,
          title: t('Without an intercept; only to compare with older reports'),
        },
      ],
      rows: vif
        .toSorted((a, b) => (b.vif ?? Infinity) - (a.vif ?? Infinity))
        .map((entry) => [
          entry.column,
          exactCell(entry.vif, entry.reasons?.['vif']),
          exactCell(entry.uncentred, entry.reasons?.['uncentred']),
        ]),
    }),
  );
}

/** Normality of the numeric columns. */
export function normality({ normality: tests }: TargetTestsResult): HTMLElement | null {
  if (tests.length === 0) return null;
  const columns = new Set(tests.map(({ column }) => column)).size;
  return html(
    'details',
    {},
    html('summary', {}, t('Normality of {0} numeric columns', columns)),
    dataTable({
      caption: t('Normality tests'),
      columns: [
        { label: t('column') },
        { label: t('test') },
        { label: t('statistic'), numeric: true },
        { label: 'p', numeric: true },
        { label: 'n', numeric: true },
      ],
      rows: tests.map((entry) => [
        entry.column,
        normalityName(entry.test),
        exactCell(entry.statistic, entry.reasons?.['statistic']),
        {
          content: formatPValue(entry.pValue),
          text: entry.pValue === null ? '' : String(entry.pValue),
          title: entry.reasons?.['pValue'] ?? formatExact(entry.pValue),
        },
        {
          content: `${entry.exact ? '' : '≈ '}${formatCount(entry.n)}`,
          text: String(entry.n),
          ...(entry.exact ? {} : { title: t('A random sample of the rows') }),
        },
      ]),
    }),
  );
}

function normalityName(test: NormalityTest['test']): string {
  switch (test) {
    case 'shapiro-wilk':
      return t('Shapiro–Wilk');
    case 'dagostino-k2':
      return t('D’Agostino K²');
    case 'anderson-darling':
      return t('Anderson–Darling');
  }
}

function exactCell(value: number | null, reason: string | undefined): Cell {
  return {
    content: formatQuantity(value),
    text: value === null ? '' : String(value),
    title: reason ?? formatExact(value),
  };
}
