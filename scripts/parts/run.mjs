import { execFile, execFileSync } from 'node:child_process';
import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';

const windows = process.platform === 'win32';

/** Runs a program to its end. A failure carries the last lines that the program wrote. */
export function run(program, args, options = {}) {
  return new Promise((resolve, reject) => {
    const settings = { maxBuffer: 64 << 20, shell: windows && program === 'npm', ...options };
    execFile(program, args, settings, (error, stdout, stderr) => {
      if (!error) return resolve(stdout);
      const said = excerpt(`${stdout}\n${stderr}`.trim().split('\n'));
      reject(
        new Error(`${program} ${args.join(' ')} failed (${error.code ?? error.signal}).\n${said}`),
      );
    });
  });
}

/** The first lines, where npm says what is wrong, and the last ones, where pip and apt do. */
function excerpt(lines) {
  const most = 12;
  if (lines.length <= 2 * most) return lines.join('\n');
  return [...lines.slice(0, most), '…', ...lines.slice(-most)].join('\n');
}

/** npm, quiet, without the install scripts of packages. */
export const npm = (args, options) => run('npm', [...args, '--loglevel=error'], options);

/** What a program prints, or `null` when it is not there or fails. */
export function ask(program, args) {
  try {
    return execFileSync(program, args, {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
      timeout: 20_000,
    }).trim();
  } catch {
    return null;
  }
}

/** Full path of a program on the PATH, or `null`. */
export function which(program) {
  const suffixes = windows ? ['.exe', '.cmd', ''] : [''];
  for (const folder of (process.env.PATH ?? '').split(delimiter)) {
    for (const suffix of suffixes) {
      const candidate = join(folder, program + suffix);
      try {
        accessSync(candidate, constants.X_OK);
        return candidate;
      } catch {
        continue;
      }
    }
  }
  return null;
}
