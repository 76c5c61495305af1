import { spawn } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';

const samplingMs = 20;

/**
 * Runs a command as a whole process several times and takes the fastest: what the machine does beside it only adds time.
 *
 * @returns {Promise<{ seconds: number, peakBytes: number | null, output: string }>}
 */
export async function measure(command, args, { repeats = 3, env = {}, cwd } = {}) {
  let best;
  for (let i = 0; i < repeats; i++) {
    const one = await runOnce(command, args, { env, cwd });
    if (best === undefined || one.seconds < best.seconds) best = one;
  }
  return best;
}

function runOnce(command, args, { env, cwd }) {
  return new Promise((resolve, reject) => {
    const started = process.hrtime.bigint();
    const child = spawn(command, args, {
      cwd,
      env: { ...process.env, ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let output = '';
    let errors = '';
    let peakBytes = null;
    child.stdout.on('data', (text) => (output += text));
    child.stderr.on('data', (text) => (errors += text));
    const sampling = setInterval(() => {
      peakBytes = Math.max(peakBytes ?? 0, treeMemory(child.pid)) || null;
    }, samplingMs);
    child.once('error', reject);
    child.once('close', (code) => {
      clearInterval(sampling);
      const seconds = Number(process.hrtime.bigint() - started) / 1e9;
      if (code === 0) resolve({ seconds, peakBytes, output });
      else
        reject(
          new Error(`${command} ${args.join(' ')} ended with ${code}\n${errors.slice(-2000)}`),
        );
    });
  });
}

/** Resident memory of a process and those it started, from /proc; 0 elsewhere. */
function treeMemory(pid) {
  try {
    const status = readFileSync(`/proc/${pid}/status`, 'utf8');
    const own = Number(/^VmRSS:\s+(\d+) kB/m.exec(status)?.[1] ?? 0) * 1024;
    const children = readdirSync(`/proc/${pid}/task`).flatMap((task) =>
      readFileSync(`/proc/${pid}/task/${task}/children`, 'utf8').split(' ').filter(Boolean),
    );
    return children.reduce((sum, child) => sum + treeMemory(child), own);
  } catch {
    return 0;
  }
}
