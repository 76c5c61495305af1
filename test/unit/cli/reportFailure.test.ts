import pc from 'picocolors';
import { expect, test } from 'vitest';
import { createProgressLine } from '../../../src/cli/progressLine';
import { reportFailure } from '../../../src/cli/reportFailure';
import type { Terminal } from '../../../src/cli/terminal';
import { CuvetteError } from '../../../src/protocol';

function recordingTerminal(interactive = false): Terminal & { out: string; err: string } {
  const terminal = {
    out: '',
    err: '',
    interactive,
    columns: 40,
    colours: pc.createColors(false),
    write: (text: string) => void (terminal.out += text),
    writeError: (text: string) => void (terminal.err += text),
  };
  return terminal;
}

test('a script gets code, message and hint; a person a sentence; both the exit code', () => {
  const error = new CuvetteError('COLUMN_NOT_FOUND', 'There is no column "x".', {
    hint: 'Try "y".',
  });
  const script = recordingTerminal();
  expect(reportFailure(error, script, true)).toBe(3);
  expect(JSON.parse(script.out)).toEqual({
    error: { code: 'COLUMN_NOT_FOUND', message: 'There is no column "x".', hint: 'Try "y".' },
  });
  expect(script.err).toBe('');

  const person = recordingTerminal();
  expect(reportFailure(error, person, false)).toBe(3);
  expect(person).toMatchObject({ out: '', err: 'error There is no column "x".\nTry "y".\n' });
});

test('an unexpected error is a defect of ours, without a stack', () => {
  const terminal = recordingTerminal();
  expect(reportFailure(new TypeError('x is not a function'), terminal, false)).toBe(1);
  expect(terminal.err).not.toContain(' at ');
  expect(terminal.err).toContain('defect of ours');
});

test('progress is drawn on a terminal only, within its width', () => {
  const plain = recordingTerminal();
  createProgressLine(plain).show({ message: 'Reading', fraction: 0.5 });
  expect(plain.err).toBe('');

  const terminal = recordingTerminal(true);
  const line = createProgressLine(terminal);
  line.show({ message: 'Reading a file with a very long name indeed', fraction: 0.5 });
  expect(terminal.err).toContain('█'.repeat(10) + '░'.repeat(10));
  expect(terminal.err.replaceAll(/\r|\u001b\[2K/g, '').length).toBeLessThan(40);
  line.clear();
  expect(terminal.err.endsWith('\u001b[2K')).toBe(true);
});
