import type { ProfileResult, TargetTestsResult, TrainResult } from '../../protocol';
import { columnsSection } from './columnsSection';
import {
  alertsSection,
  factsLine,
  fileName,
  missingSection,
  overviewSection,
} from './dataSections';
import { html, type Html } from './html';
import { relationsSection } from './relationsSection';
import { stylesheet } from './stylesheet';
import { testsSection } from './testsSection';
import { trainingSection } from './trainingSection';

/** The documents that a report shows. */
export interface ReportDocuments {
  readonly profile: ProfileResult;
  readonly tests?: TargetTestsResult;
  readonly training?: TrainResult;
  readonly productVersion: string;
  /** ISO 8601. */
  readonly generatedAt: string;
}

/**
 * Renders a profile, and tests and a training comparison when given, as one HTML file that needs nothing else: no script, no
 * network, no foreign font. Light or dark by the reader's preference, and fit for print.
 *
 * Every text that comes from the documents is escaped; a content security policy forbids scripts and network besides.
 *
 * @returns the text of the file; the same documents give the same text
 */
export function renderHtmlReport(documents: ReportDocuments): string {
  const { profile, tests, training, productVersion, generatedAt } = documents;
  const name = fileName(profile.dataset.path);
  const page = html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta
          http-equiv="Content-Security-Policy"
          content="default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"
        />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <meta name="generator" content="Cuvette ${productVersion}" />
        <title>${name} – Cuvette</title>
        <style>
          ${styles}
        </style>
      </head>
      <body>
        <header>
          <h1>${name}</h1>
          ${factsLine(profile.dataset)}${navigation(profile, tests, training)}
        </header>
        <main>
          ${overviewSection(profile)} ${training === undefined ? null : trainingSection(training)}
          ${alertsSection(profile.alerts, profile.issues)} ${columnsSection(profile, tests)}
          ${tests === undefined ? null : testsSection(tests)}
          ${relationsSection(profile.correlations)} ${missingSection(profile)}
        </main>
        <footer>
          Cuvette ${productVersion},
          <time datetime="${generatedAt}"
            >${generatedAt.replace('T', ' ').replace(/\.\d+Z$/, ' UTC')}</time
          >. SHA-256 of the file: <code>${profile.dataset.sha256}</code>
        </footer>
      </body>
    </html> `;
  return page.markup;
}

const styles: Html = { markup: stylesheet };

function navigation(
  profile: ProfileResult,
  tests: TargetTestsResult | undefined,
  training: TrainResult | undefined,
): Html {
  const related = profile.correlations.measures.some(({ pairs }) =>
    pairs.some(({ value }) => value !== null),
  );
  const sections = [
    training === undefined ? null : (['training', 'Strategies'] as const),
    ['alerts', 'Alerts'] as const,
    ['columns', 'Columns'] as const,
    tests === undefined ? null : (['tests', 'Tests'] as const),
    related ? (['relations', 'Relations'] as const) : null,
    ['missing', 'Missing values'] as const,
  ].filter((section) => section !== null);
  return html`<nav aria-label="Sections">
    ${sections.map(([id, title]) => html`<a href="#${id}">${title}</a>`)}
  </nav>`;
}
