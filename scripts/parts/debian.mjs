import { withLock } from './cache.mjs';
import { ask, run, which } from './run.mjs';

let updated = false;

/** How this process may install Debian packages: as root, or under CI by a sudo that asks nothing; else `null`. */
function installer() {
  if (process.platform !== 'linux' || !which('apt-get')) return null;
  if (process.getuid() === 0) return [];
  // A person's machine is not changed behind their back, even where sudo would not ask.
  return process.env.CI === 'true' && ask('sudo', ['-n', 'true']) !== null ? ['sudo', '-n'] : null;
}

/** Installs Debian packages, or fails with the command that a person can run. */
export async function installDebianPackages(packages) {
  const prefix = installer();
  if (!prefix)
    throw new Error(`Needs ${packages.join(', ')} from the system. ${debianRemedy(packages)}`);
  await withLock('apt', async () => {
    const apt = (...args) => {
      const [program, ...rest] = [
        ...prefix,
        'env',
        'DEBIAN_FRONTEND=noninteractive',
        'apt-get',
        ...args,
      ];
      return run(program, rest);
    };
    if (!updated) await apt('update', '-qq');
    updated = true;
    const patience = ['-o', 'DPkg::Lock::Timeout=300'];
    await apt('install', '-y', '-qq', '--no-install-recommends', ...patience, ...packages);
  });
}

/** The command that installs packages by hand. */
export const debianRemedy = (packages) =>
  `On Debian or Ubuntu: sudo apt-get install ${packages.join(' ')}`;
