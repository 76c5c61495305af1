import type { ProfileResult, TargetTestsResult, TrainResult } from '../../protocol';
import { alertsSection } from './alertsSection';
import { columnsSection } from './columnsSection';
import { factsLine, fileName, lineageLine, overviewSection } from './dataSections';
import { html } from './html';
import { missingSection } from './missingSection';
import { relationsSection } from './relationsSection';
import { renderPage } from './reportPage';
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
 * Renders a profile, and tests and a training comparison when given, as one HTML file that a colleague can read without
 * Cuvette. Every text that comes from the documents is escaped; a content security policy forbids network and every script but
 * the report's own.
 *
 * @returns the text of the file; the same documents give the same text
 */
export function renderHtmlReport(documents: ReportDocuments): string {
  const { profile, tests, training, productVersion, generatedAt } = documents;
  const { dataset } = profile;
  const relations = relationsSection(profile.correlations);
  const sections = [
    training === undefined ? null : (['training', 'Strategies'] as const),
    ['alerts', 'Alerts'] as const,
    ['columns', 'Columns'] as const,
    tests === undefined ? null : (['tests', 'Tests'] as const),
    relations === null ? null : (['relations', 'Relations'] as const),
    ['missing', 'Missing values'] as const,
  ].filter((section) => section !== null);
  return renderPage({
    title: fileName(dataset.path),
    sections,
    lead: html`${factsLine(dataset)}${lineageLine(dataset)}`,
    content: [
      overviewSection(profile),
      training === undefined ? null : trainingSection(training),
      alertsSection(profile.alerts, profile.issues, profile.columns),
      columnsSection(profile, tests),
      tests === undefined ? null : testsSection(tests),
      relations,
      missingSection(profile),
    ],
    signature: html`SHA-256 of the file: <code>${dataset.sha256}</code>`,
    productVersion,
    generatedAt,
  });
}
