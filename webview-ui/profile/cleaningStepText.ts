import { type CleaningStep } from '../../src/protocol';
import { t } from '../shared/translate';

const mostListed = 3;

/** What a cleaning step does, in a few words. */
export function cleaningStepText(step: CleaningStep): string {
  switch (step.kind) {
    case 'dropColumns':
      return t('Drop {0}', listed(step.columns));
    case 'dropDuplicateRows':
      return t('Drop duplicate rows');
    case 'dropMissingRows':
      return t('Drop rows without {0}', listed(step.columns));
    case 'impute':
      return imputeText(step.column, step.with);
    case 'cast':
      return castText(step.column, step.to);
    case 'treatAsMissing':
      return t('In {0}, {1} means missing', step.column, listed(step.values));
    case 'mergeSpellings':
      return t('In {0}, write {1} as {2}', step.column, listed(step.spellings), step.value);
  }
}

type Impute = Extract<CleaningStep, { kind: 'impute' }>;
type Cast = Extract<CleaningStep, { kind: 'cast' }>;

function imputeText(column: string, how: Impute['with']): string {
  switch (how) {
    case 'mean':
      return t('Fill {0} with the mean', column);
    case 'median':
      return t('Fill {0} with the median', column);
    case 'mode':
      return t('Fill {0} with the most frequent value', column);
    default:
      return t('Fill {0} with {1}', column, how.value);
  }
}

function castText(column: string, to: Cast['to']): string {
  switch (to) {
    case 'number':
      return t('Read {0} as numbers', column);
    case 'text':
      return t('Read {0} as text', column);
    case 'dateTime':
      return t('Read {0} as dates', column);
    case 'boolean':
      return t('Read {0} as yes or no', column);
  }
}

function listed(texts: readonly string[]): string {
  const shown = texts.slice(0, mostListed).join(', ');
  const more = texts.length - mostListed;
  return more > 0 ? t('{0} and {1} more', shown, more) : shown;
}
