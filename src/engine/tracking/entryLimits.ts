import { parameterError } from '../../protocol';
import type { DatasetInput } from '../../protocol';
import type { MetricEntry } from './runStore';

const longestName = 250;
const longestParam = 6000;
const longestTag = 8000;
const longestExperimentName = 256;

/** MLflow's limits on the fields of a dataset input, in characters. */
const longestDatasetField = {
  name: 500,
  digest: 36,
  sourceType: 36,
  source: 65_535,
  schema: 1_048_575,
  profile: 16_777_215,
  context: 500,
} as const satisfies Readonly<Record<keyof DatasetInput, number>>;

const nameCharacters = /^[/\p{L}\p{N}_.\- :]+$/u;

/**
 * Checks the name of a param, metric or tag.
 *
 * @throws {CuvetteError} PARAMETER_INVALID when MLflow would refuse `name` as the name of a param, metric or tag.
 */
export function checkEntryName(kind: 'param' | 'metric' | 'tag', name: string): void {
  const owner = `log ${kind}`;
  if (!nameCharacters.test(name)) {
    throw parameterError(
      'name',
      owner,
      'made of letters, digits, `_`, `-`, `.`, `/`, `:` and spaces',
      name,
    );
  }
  if (resolvesToAnotherPath(name)) {
    throw parameterError('name', owner, 'a path without empty, `.` or `..` parts', name);
  }
  checkLength('name', owner, name, longestName);
}

/**
 * Checks a param.
 *
 * @throws {CuvetteError} PARAMETER_INVALID for a bad name or a value longer than 6000 characters.
 */
export function checkParam(name: string, value: string): void {
  checkEntryName('param', name);
  checkLength(`value of ${name}`, 'log param', value, longestParam);
}

/**
 * Checks a tag.
 *
 * @throws {CuvetteError} PARAMETER_INVALID for a bad name or a value longer than 8000 characters.
 */
export function checkTag(name: string, value: string): void {
  checkEntryName('tag', name);
  checkLength(`value of ${name}`, 'set tag', value, longestTag);
}

/**
 * Checks a point of a metric; its value may be any double.
 *
 * @throws {CuvetteError} PARAMETER_INVALID for a bad name, timestamp or step.
 */
export function checkMetric({ key, timestamp, step = 0 }: MetricEntry): void {
  checkEntryName('metric', key);
  if (!Number.isSafeInteger(timestamp) || timestamp < 0) {
    throw parameterError(
      `timestamp of ${key}`,
      'log metric',
      'an integer ≥ 0 (milliseconds)',
      timestamp,
    );
  }
  if (!Number.isSafeInteger(step)) {
    throw parameterError(`step of ${key}`, 'log metric', 'an integer', step);
  }
}

/**
 * Checks the fields of a data set.
 *
 * @throws {CuvetteError} PARAMETER_INVALID when a field is empty that may not be, or longer than MLflow allows.
 */
export function checkDatasetInput(input: DatasetInput): void {
  for (const field of ['name', 'digest', 'sourceType', 'source'] as const) {
    if (input[field] === '')
      throw parameterError(field, 'logDatasetInput', 'not empty', input[field]);
  }
  for (const [field, limit] of Object.entries(longestDatasetField)) {
    checkLength(field, 'logDatasetInput', input[field as keyof DatasetInput] ?? '', limit);
  }
}

/**
 * Checks the name of an experiment.
 *
 * @throws {CuvetteError} PARAMETER_INVALID when MLflow would refuse `name` as the name of an experiment.
 */
export function checkExperimentName(name: string): void {
  if (name.trim() === '') throw parameterError('name', 'getOrCreateExperiment', 'not empty', name);
  checkLength('name', 'getOrCreateExperiment', name, longestExperimentName);
}

/**
 * Checks the name of a run.
 *
 * @throws {CuvetteError} PARAMETER_INVALID when the name of a run is empty or longer than its column.
 */
export function checkRunName(name: string): void {
  if (name.trim() === '') throw parameterError('name', 'createRun', 'not empty', name);
  checkLength('name', 'createRun', name, longestName);
}

function checkLength(parameter: string, owner: string, value: string, limit: number): void {
  if (value.length <= limit) return;
  const characters = Array.from(value).length;
  if (characters <= limit) return;
  throw parameterError(
    parameter,
    owner,
    `at most ${limit} characters long`,
    `${characters} characters`,
  );
}

function resolvesToAnotherPath(name: string): boolean {
  const parts = name.split('/');
  return (
    parts.some((part) => part === '' || part === '.' || part === '..') || name.startsWith('..')
  );
}
