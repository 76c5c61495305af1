import { spawn } from 'node:child_process';
import { createServer } from 'node:net';
import { dirname } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { onTestFinished } from 'vitest';
import { interopPython } from './python';

const startLimitMs = 90_000;

/**
 * A real `mlflow server` on a store, stopped with everything it started at the end of the test.
 *
 * @param storePath the database file
 * @returns its address, `http://127.0.0.1:<port>`
 * @throws when it does not answer in time, with what it printed
 */
export async function startMlflowServer(storePath: string): Promise<string> {
  if (interopPython === undefined) throw new Error('CUVETTE_PYTHON names no Python.');
  const port = await freePort();
  const address = `http://127.0.0.1:${port}`;
  const child = spawn(
    interopPython,
    [
      ...['-m', 'mlflow', 'server', '--backend-store-uri', `sqlite:///${storePath}`],
      ...['--host', '127.0.0.1', '--port', String(port), '--workers', '1'],
    ],
    // A process group of its own: the server starts workers, which are to end with it.
    { cwd: dirname(storePath), detached: true, env: { ...process.env, PYTHONUTF8: '1' } },
  );
  let printed = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => (printed += text));
  }
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  onTestFinished(async () => {
    endGroup(child.pid);
    await ended;
  });
  const deadline = performance.now() + startLimitMs;
  while (!(await isHealthy(address))) {
    if (child.exitCode !== null || performance.now() > deadline) {
      throw new Error(`mlflow server does not answer at ${address}:\n${printed}`);
    }
    await sleep(200);
  }
  return address;
}

/** What a server answers to a request of MLflow's REST interface, version 2.0. */
export async function askMlflow(address: string, path: string, body?: unknown): Promise<unknown> {
  const response = await fetch(`${address}/api/2.0/mlflow/${path}`, {
    ...(body === undefined ? {} : { method: 'POST', body: JSON.stringify(body) }),
    headers: { 'content-type': 'application/json' },
  });
  if (!response.ok) throw new Error(`${path}: ${response.status} ${await response.text()}`);
  return response.json();
}

async function isHealthy(address: string): Promise<boolean> {
  try {
    return (await fetch(`${address}/health`, { signal: AbortSignal.timeout(2000) })).ok;
  } catch {
    return false;
  }
}

function endGroup(pid: number | undefined): void {
  if (pid === undefined) return;
  try {
    process.kill(-pid, 'SIGKILL');
  } catch {
    // It has ended already.
  }
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() =>
        resolve(typeof address === 'object' && address !== null ? address.port : 0),
      );
    });
  });
}
