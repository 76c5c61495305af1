import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import type { ProfileResult, TargetTestsResult, TrainResult } from '../../../src/protocol';
import { profileDataset } from '../../../src/engine/profile/profileDataset';
import { resolveTarget } from '../../../src/engine/profile/target/resolveTarget';
import { testAgainstTarget } from '../../../src/engine/profile/target/testAgainstTarget';
import { html } from '../../../src/engine/report/html';
import { renderHtmlReport, type ReportDocuments } from '../../../src/engine/report/htmlReport';
import { reportScript } from '../../../src/engine/report/reportScript';
import { openedText } from '../../support/openedDataset';

const hostile = `<script>alert("x")</script>`;

function hostileCsv(): string {
  const name = `"${hostile.replaceAll('"', '""')}"`;
  const rows = Array.from(
    { length: 40 },
    (_, i) =>
      `${i}.5,<img src=x onerror=alert(${i % 3})>,${i % 2 === 0 ? 'yes' : '</style><b>no'},${i % 5 === 0 ? '' : i}.25`,
  );
  return [`${name},level,y,gap`, ...rows, ''].join('\n');
}

async function documents(csv: string, target?: string): Promise<ReportDocuments> {
  const dataset = await openedText(csv);
  const profile: ProfileResult = await profileDataset(
    dataset,
    target === undefined ? {} : { target },
  );
  const tests: TargetTestsResult | undefined =
    target === undefined
      ? undefined
      : await testAgainstTarget(dataset, await resolveTarget(dataset, target));
  return {
    profile,
    ...(tests === undefined ? {} : { tests }),
    productVersion: '1.2.3',
    generatedAt: '2026-11-23T10:00:00.000Z',
  };
}

function metric(mean: number) {
  return { mean, std: 0.012, folds: [mean, mean] };
}

function training(): TrainResult {
  const result = (
    runId: string,
    strategy: TrainResult['results'][number]['strategy'],
    auc: number,
  ) => ({
    strategy,
    model: 'logistic' as const,
    runId,
    variant: 'raw' as const,
    metrics: {
      rocAuc: metric(auc), averagePrecision: metric(0.5), f1: metric(0.4), precision: metric(0.6), recall: metric(0.3),
      accuracy: metric(0.87), balancedAccuracy: metric(0.6), brier: metric(0.1), logLoss: metric(0.3),
    }, // prettier-ignore
    holdout: null,
    confusionMatrix: { classes: ['No', hostile], counts: [[900, 41], [73, 87]] }, // prettier-ignore
    roc: {
      falsePositiveRate: [0, 0.2, 1],
      truePositiveRate: [0, 0.7, 1],
      thresholds: [null, 0.5, 0],
    },
    precisionRecall: null,
    threshold: 0.5,
    selected: [
      { fold: 0, kept: ['Age', 'OverTime'], dropped: [{ column: 'Rate', reason: 'p = .4' }] },
      { fold: 1, kept: ['Age'], dropped: [{ column: 'OverTime', reason: 'p = .2' }] },
    ],
    seconds: 0.4,
    peakMemoryBytes: 1e8,
  });
  return {
    experimentId: '1', experiment: 'e', parentRunId: 'p', target: 'Attrition', task: 'binary', classes: ['No', 'Yes'],
    positive: 'Yes', positiveReason: '"Yes" reads as "yes".',
    folds: { kind: 'stratified', k: 2, repeats: 1, seed: 7, sha256: 'f' },
    dataset: { path: '/x.csv', sha256: 's', rows: 10, trainingRows: 10, holdoutRows: 0 },
    unusedColumns: [],
    results: [result('a', 'base', 0.841), result('b', 'selection', 0.82), result('c', 'selection+resampling', 0.7)],
    comparison: [
      { a: 'b', b: 'a', metric: 'rocAuc', difference: -0.021, interval: [-0.05, 0.008], pValue: 0.1, verdict: 'no difference' },
      { a: 'c', b: 'a', metric: 'rocAuc', difference: -0.141, interval: [-0.2, -0.08], pValue: 0.001, verdict: 'worse' },
    ],
    best: { runId: 'a', why: 'It has the best mean.' },
    issues: [],
  }; // prettier-ignore
}

/** Tag names of the markup, attribute texts left out. */
function tags(page: string): Set<string> {
  return new Set([...page.matchAll(/<([a-zA-Z][\w-]*)/g)].map(([, name]) => name!.toLowerCase()));
}

test('nothing from the data becomes markup', async () => {
  const page = renderHtmlReport({ ...(await documents(hostileCsv(), 'y')), training: training() });
  for (const forbidden of ['img', 'b</style', 'iframe', 'object', 'link']) {
    expect(tags(page)).not.toContain(forbidden);
  }
  const scripts = [...page.matchAll(/<script\b[^>]*>([^]*?)<\/script>/gi)].map(([, text]) => text);
  expect(scripts).toEqual([reportScript]);
  expect(page).toContain('&lt;script&gt;alert(&quot;x&quot;)&lt;/script&gt;');
  expect(page).toContain('&lt;/style&gt;&lt;b&gt;no');
  expect(page.match(/<\/style>/g)).toHaveLength(1);
});

test('the file needs nothing from elsewhere and forbids it', async () => {
  const page = renderHtmlReport(await documents(hostileCsv(), 'y'));
  const hash = createHash('sha256').update(reportScript).digest('base64');
  expect(page).toContain(
    `content="default-src 'none'; style-src 'unsafe-inline'; script-src 'sha256-${hash}'`,
  );
  expect(page).not.toMatch(/\b(?:src|href)="(?!#)/);
  expect(page).not.toMatch(/url\(|@import|https?:\/\//);
  expect(page).not.toMatch(/\bon[a-z]+="/);
  expect(page).toContain('prefers-color-scheme: dark');
  expect(page).toContain('@media print');
});

test('every element is closed', async () => {
  const page = renderHtmlReport({ ...(await documents(hostileCsv(), 'y')), training: training() });
  const open: string[] = [];
  const voids = new Set(['meta', 'rect', 'path', 'circle', 'input', '!doctype']);
  for (const [, closing, name, rest] of page
    .replace(reportScript, '')
    .matchAll(/<(\/?)([a-zA-Z!][\w-]*)([^>]*)>/g)) {
    if (voids.has(name!.toLowerCase()) || rest!.endsWith('/')) continue;
    if (closing === '') open.push(name!);
    else expect(open.pop()).toBe(name);
  }
  expect(open).toEqual([]);
});

test('no number is shown as NaN, undefined or null', async () => {
  const page = renderHtmlReport({ ...(await documents(hostileCsv(), 'y')), training: training() });
  const shown = page
    .replace(/<script>[^]*<\/script>/, '')
    .replace(/<style>[^]*<\/style>/, '')
    .replace(/<title>[^]*?<\/title>/g, '');
  expect(shown).not.toMatch(/NaN|undefined|Infinity|\[object/);
  expect(shown.replace(/<[^>]*>/g, ' ')).not.toMatch(/\bnull\b/);
});

test('the comparison is told in words, with the interval', async () => {
  const page = renderHtmlReport({ ...(await documents(hostileCsv())), training: training() });
  expect(page).toContain(
    'No difference in ROC-AUC is shown between selection and base: −.021, the 95 % interval −.050 to +.008 holds 0.',
  );
  expect(page).toContain(
    'selection+resampling is worse than base in ROC-AUC by .141 (95 % interval −.200 to −.080).',
  );
  expect(page).toContain('OverTime (1 of 2 folds)');
  expect(page).toContain('It has the best mean.');
});

test('charts have a name for people who cannot see them', async () => {
  const page = renderHtmlReport({ ...(await documents(hostileCsv(), 'y')), training: training() });
  const charts = [...page.matchAll(/<svg[^>]*>/g)].map(([tag]) => tag);
  expect(charts.length).toBeGreaterThan(10);
  for (const tag of charts)
    expect(tag).toMatch(/aria-hidden="true"|role="img"[^]*aria-label="[^"]+"/);
});

test('a profile alone, and a table of one column, give a report too', async () => {
  const page = renderHtmlReport(await documents('x\n1.5\n2.5\n3.5\n'));
  expect(page).toContain('<h1>table.csv</h1>');
  expect(page).not.toContain('id="tests"');
  expect(page).not.toContain('id="relations"');
  expect(page).toContain('No value is missing.');
});

test('the same documents give the same page', async () => {
  const own = await documents(hostileCsv(), 'y');
  expect(renderHtmlReport(own)).toBe(renderHtmlReport(own));
});

test('template holes are escaped, lists joined, nothing left out silently but null and false', () => {
  const items = ['a', '<'].map((text) => html`<i>${text}</i>`);
  expect(html`${items}${null}${false}${undefined}${0}`.markup).toBe('<i>a</i><i>&lt;</i>0');
  expect(html`<i title="${`"'&`}"></i>`.markup).toBe('<i title="&quot;&#39;&amp;"></i>');
  expect(html`${'a\u202eb\u0000'}`.markup).toBe('a\ufffdb\ufffd');
});
