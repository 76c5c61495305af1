import os from 'node:os';

/**
 * Who writes a run: `host:pid`, stored as the run's `cuvette.process` tag. A run that is still RUNNING while its process is
 * gone was left behind by a crash.
 *
 * @param pid process id; this process by default
 */
export function processOwner(pid: number = process.pid): string {
  return `${os.hostname()}:${pid}`;
}

/** Whether the process of a `cuvette.process` tag still runs. A process of another host counts as running. */
export function isOwnerAlive(owner: string): boolean {
  const separator = owner.lastIndexOf(':');
  const host = owner.slice(0, separator);
  const pid = Number(owner.slice(separator + 1));
  if (host !== os.hostname() || !Number.isInteger(pid) || pid <= 0) return true;
  try {
    process.kill(pid, 0);
    return true;
  } catch (thrown) {
    return (thrown as NodeJS.ErrnoException).code === 'EPERM';
  }
}
