import { spawn, type ChildProcess } from 'node:child_process';
import path from 'node:path';

export interface CommandOutcome {
  readonly exitCode: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs the built command line as a process of its own, without a terminal. `onStart` may send it signals. */
export function cuvette(
  args: readonly string[],
  workingFolder: string,
  onStart?: (process: ChildProcess) => void,
): Promise<CommandOutcome> {
  const env = { ...process.env };
  delete env['MLFLOW_TRACKING_URI'];
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [path.resolve('dist/cli.js'), ...args], {
      cwd: workingFolder,
      env,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    onStart?.(child);
    let stdout = '';
    let stderr = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => (stdout += text));
    child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text));
    child.once('error', reject);
    child.once('close', (exitCode) => resolve({ exitCode, stdout, stderr }));
  });
}

/** The one JSON document that a command with `--json` prints. */
export async function cuvetteJson<Document>(
  args: readonly string[],
  workingFolder: string,
): Promise<Document> {
  const outcome = await cuvette([...args, '--json'], workingFolder);
  if (outcome.exitCode !== 0)
    throw new Error(`${args.join(' ')}: ${outcome.stdout}${outcome.stderr}`);
  return JSON.parse(outcome.stdout) as Document;
}
