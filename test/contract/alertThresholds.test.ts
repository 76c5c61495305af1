import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { alertThresholdNames, alertThresholdTable } from '../../src/protocol';

interface ObjectSchema {
  readonly properties: Readonly<Record<string, Schema>>;
  readonly additionalProperties: Schema;
}
type Schema = ObjectSchema & Readonly<Record<string, unknown>>;

function read(file: string): unknown {
  return JSON.parse(readFileSync(file, 'utf8'));
}

function settings(): Readonly<Record<string, Schema>> {
  const { contributes } = read('package.json') as {
    contributes: { configuration: ObjectSchema };
  };
  return contributes.configuration.properties;
}

const expected = Object.fromEntries(
  Object.entries(alertThresholdTable).map(([name, { default: value, min, max }]) => [
    name,
    { default: value, minimum: min, ...(max <= 1 ? { maximum: max } : {}) },
  ]),
);

function limits(schema: ObjectSchema): unknown {
  return Object.fromEntries(
    Object.entries(schema.properties).map(([name, property]) => [
      name,
      {
        default: property['default'],
        minimum: property['minimum'],
        ...(property['maximum'] === undefined ? {} : { maximum: property['maximum'] }),
      },
    ]),
  );
}

test('every threshold has a default within its range', () => {
  expect(Object.keys(alertThresholdTable).sort()).toEqual([...alertThresholdNames].sort());
  for (const { default: value, min, max } of Object.values(alertThresholdTable)) {
    expect(value).toBeGreaterThanOrEqual(min);
    expect(value).toBeLessThanOrEqual(max);
  }
});

test('settings and the schema of cuvette.json offer the thresholds of the engine', () => {
  const schema = read('media/cuvette.schema.json') as Schema;
  const places = {
    setting: settings()['cuvette.alertThresholds']!,
    filesSetting: settings()['cuvette.files']!.additionalProperties.properties['thresholds']!,
    folder: schema.properties['thresholds']!,
    file: schema.properties['files']!.additionalProperties.properties['thresholds']!,
  };
  for (const place of Object.values(places)) expect(limits(place)).toEqual(expected);
});

test('docs/alerts.md names every threshold with its default', () => {
  const text = readFileSync('docs/alerts.md', 'utf8');
  for (const [name, { default: value }] of Object.entries(alertThresholdTable)) {
    expect(text).toMatch(new RegExp(`\\| \`${name}\` +\\| ${value} `));
  }
});
