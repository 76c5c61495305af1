import { spawn } from 'node:child_process';

const start = Date.now();
const stepLimitMs = 30 * 60_000;

const seconds = (ms) => {
  const whole = Math.round(ms / 1000);
  return whole < 60
    ? `${whole} s`
    : `${Math.floor(whole / 60)} min ${String(whole % 60).padStart(2, '0')} s`;
};

/** Tells what happens, with the time since the start. */
export const say = (line) =>
  process.stdout.write(`[${seconds(Date.now() - start).padStart(11)}] ${line}\n`);

/** Runs a program with its output shown, and resolves to its exit code. A step that hangs is ended. */
export function runShown(program, args, { cwd, env }) {
  return new Promise((resolve) => {
    const shell = process.platform === 'win32' && program === 'npm';
    const child = spawn(program, args, {
      cwd,
      env,
      shell,
      stdio: ['ignore', 'inherit', 'inherit'],
    });
    const timer = setTimeout(() => {
      say(`no end after ${seconds(stepLimitMs)}: stopped`);
      child.kill('SIGKILL');
    }, stepLimitMs);
    child.once('exit', (code) => {
      clearTimeout(timer);
      resolve(code ?? 1);
    });
  });
}
