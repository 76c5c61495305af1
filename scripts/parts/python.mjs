import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { buildOnce, isBuilt, partFolder } from './cache.mjs';
import { debianRemedy, installDebianPackages } from './debian.mjs';
import { ask, run } from './run.mjs';

const requirementsFolder = fileURLToPath(new URL('../../test/python', import.meta.url));
const oldestMinor = 11;
const candidates = [
  process.env.PYTHON,
  'python3',
  'python3.13',
  'python3.12',
  'python3.11',
  'python',
].filter(Boolean);
const debianPackages = ['python3', 'python3-venv'];

/** A Python that can make environments, as `{ program, version }`, or `null`. */
function findPython() {
  for (const program of candidates) {
    const answer = ask(program, [
      '-c',
      'import ensurepip, sys, venv; print("%d.%d" % sys.version_info[:2])',
    ]);
    const [major, minor] = (answer ?? '0.0').split('.').map(Number);
    if (major === 3 && minor >= oldestMinor) return { program, version: answer };
  }
  return null;
}

/** A Python environment with exactly the packages of `test/python/requirements-<use>.txt`. */
function pythonEnvironment({ use, variable, wanted }) {
  const requirements = join(requirementsFolder, `requirements-${use}.txt`);
  const version = createHash('sha256')
    .update(readFileSync(requirements))
    .digest('hex')
    .slice(0, 10);
  const key = `python-${use}-${version}`;
  const program = join(
    partFolder(key),
    process.platform === 'win32' ? 'Scripts/python.exe' : 'bin/python',
  );
  return {
    name: `python-${use}`,
    version,
    wanted,
    locate: () => (isBuilt(key) ? { [variable]: program } : null),
    async build() {
      if (!findPython()) await installDebianPackages(debianPackages);
      const python = findPython();
      if (!python) throw new Error(`No Python ≥ 3.${oldestMinor} with venv was found.`);
      await buildOnce(key, async (folder) => {
        await run(python.program, ['-m', 'venv', folder]);
        const pip = [
          '-m',
          'pip',
          'install',
          '--quiet',
          '--disable-pip-version-check',
          '--no-input',
        ];
        await run(program, [...pip, '-r', requirements]);
      });
    },
    remedy: `Needs Python ≥ 3.${oldestMinor} with venv (or its path in PYTHON). ${debianRemedy(debianPackages)}`,
  };
}

/** A current MLflow, which the interoperability tests let read and write our run store. */
export const interopPython = pythonEnvironment({
  use: 'interop',
  variable: 'CUVETTE_PYTHON',
  wanted: 'always',
});

/** SciPy, scikit-learn and the others that recorded the expected values of the tests. */
export const oraclePython = pythonEnvironment({
  use: 'oracle',
  variable: 'CUVETTE_ORACLE_PYTHON',
  wanted: 'on request',
});

/** The tools that the benchmarks compare with. */
export const benchPython = pythonEnvironment({
  use: 'bench',
  variable: 'CUVETTE_BENCH_PYTHON',
  wanted: 'on request',
});
