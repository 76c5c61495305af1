import { Command } from 'commander';
import { expect, test } from 'vitest';
import { thresholdOption } from '../../../src/cli/commands/dataCommands';
import { CuvetteError } from '../../../src/protocol';

function read(...texts: readonly string[]): unknown {
  const command = new Command().exitOverride().addOption(thresholdOption());
  command.parse(
    texts.flatMap((text) => ['--threshold', text]),
    { from: 'user' },
  );
  return command.opts()['threshold'];
}

test('thresholds by name, any number of them', () => {
  expect(read('missing=0.05', 'skewed=3')).toEqual({ missing: 0.05, skewed: 3 });
});

test.each([
  ['mising=0.1', 'whose name must be one of missing, '],
  ['missing=5', 'whose missing must be a number between 0 and 1'],
  ['missing=-3', 'whose missing must be a number between 0 and 1'],
  ['missing=abc', 'NAME=NUMBER'],
  ['missing', 'NAME=NUMBER'],
])('%s is wrong usage, and says why', (text, expected) => {
  let thrown: unknown;
  try {
    read(text);
  } catch (error) {
    thrown = error;
  }
  expect(thrown).toBeInstanceOf(CuvetteError);
  expect((thrown as CuvetteError).traits.exitCode).toBe(2);
  expect((thrown as CuvetteError).message).toContain(expected);
  expect((thrown as CuvetteError).message).toContain(text);
});
