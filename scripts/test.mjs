// Everything that tests Cuvette, on a machine that has Node.js and git: `npm test [-- check unit integration interop e2e]`.
import { existsSync, mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ensurePackages } from './ensurePackages.mjs';
import { locatedEnvironment, obtain, partNamed, testParts } from './parts/index.mjs';
import { runShown, say } from './testRun/console.mjs';
import { createTally, readCounts } from './testRun/tally.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const ci = process.env.CI === 'true';
const wantsAllParts = ci || process.env.CUVETTE_PARTS === '1';
const mayFetch = process.env.CUVETTE_PARTS !== '0';
const workbenchVersions = ['1.100', '1.139'];

const suites = ['check', 'unit', 'integration', 'interop', 'e2e'];
const chosen = process.argv.slice(2).length ? process.argv.slice(2) : suites;
const reports = join(root, 'out/test');
const vsix = join(root, 'out/cuvette.vsix');
const tally = createTally();

/** Fetches parts while other steps run; gives a function that waits for one of them and says whether it is there. */
function startFetching() {
  const started = new Map(
    testParts(true).map((part) => {
      const fetches = mayFetch && (part.wanted === 'always' || wantsAllParts);
      return [
        part.name,
        fetches
          ? obtain(part, say)
          : Promise.resolve(part.locate() ? null : 'It is not in the cache.'),
      ];
    }),
  );
  const reported = new Set();
  return async (name) => {
    const failure = await started.get(name);
    if (failure === null) return true;
    if (!reported.has(name)) reportMissing(name, failure);
    reported.add(name);
    return false;
  };
}

/** Where every part has to be there, a missing one is a failure; elsewhere it is named, with what would install it. */
function reportMissing(name, failure) {
  const note = `${failure}\n    ${partNamed(name).remedy}`;
  tally.add(`part ${name}`, wantsAllParts ? { failed: 1, note } : { skipped: 1, note });
  say(`${wantsAllParts ? 'FAILED' : 'skipped'}: ${name} cannot be had here. ${note}`);
}

async function step(name, program, args) {
  say(name);
  const code = await runShown(program, args, { cwd: root, env: process.env });
  if (code !== 0) tally.add(name, { failed: 1, note: `exit code ${code}` });
  return code === 0;
}

async function vitest(name, projects, env = {}) {
  say(`${name} tests`);
  const report = join(reports, `${name.replace(/\W+/g, '-')}.json`);
  const args = ['node_modules/vitest/vitest.mjs', 'run', '--reporter=default', '--reporter=json'];
  const code = await runShown(
    process.execPath,
    [
      ...args,
      `--outputFile.json=${report}`,
      ...projects.flatMap((project) => ['--project', project]),
    ],
    { cwd: root, env: { ...process.env, ...locatedEnvironment(), CUVETTE_VSIX: vsix, ...env } },
  );
  tally.add(name, readCounts(report, code));
}

async function endToEnd(isThere) {
  const tools = [await isThere('chromium'), await isThere('ripgrep')];
  await isThere('fonts');
  for (const version of workbenchVersions) {
    const name = `e2e on VS Code ${version}`;
    const possible = (await isThere(`workbench-${version}`)) && tools.every(Boolean);
    if (possible && existsSync(vsix)) await vitest(name, ['e2e'], { CUVETTE_WORKBENCH: version });
    else if (possible) tally.add(name, { failed: 1, note: 'there is no .vsix to test' });
  }
}

function summarize() {
  process.stdout.write('\n');
  for (const { name, passed, failed, skipped, note } of tally.steps) {
    const counts = `${String(passed).padStart(6)} passed ${String(failed).padStart(4)} failed ${String(skipped).padStart(4)} skipped`;
    process.stdout.write(`${name.padEnd(24)}${counts}${note ? `   ${note}` : ''}\n`);
  }
  if (existsSync(join(root, 'out/screenshots'))) say('screenshots are in out/screenshots');
  const [passed, failed, skipped] = ['passed', 'failed', 'skipped'].map((kind) =>
    tally.total(kind),
  );
  process.stdout.write(`${passed} passed, ${failed} failed, ${skipped} skipped\n`);
  return failed === 0 && passed > 0 ? 0 : 1;
}

async function main() {
  const unknown = chosen.filter((suite) => !suites.includes(suite));
  if (unknown.length)
    throw new Error(`There is no suite "${unknown.join('", "')}". Suites: ${suites.join(', ')}.`);
  rmSync(join(root, 'out'), { recursive: true, force: true });
  mkdirSync(reports, { recursive: true });

  await ensurePackages(say);
  const isThere = startFetching();
  if (chosen.includes('check')) await step('check', 'npm', ['run', '--silent', 'check']);
  if (chosen.includes('unit')) await vitest('unit', ['unit', 'contract']);
  if (chosen.includes('integration') || chosen.includes('e2e') || chosen.includes('interop'))
    await step('package', process.execPath, ['scripts/package.mjs', '--out', vsix]);
  if (chosen.includes('integration')) await vitest('integration', ['integration']);
  if (chosen.includes('interop')) {
    await isThere('python-interop');
    await vitest('interop', ['interop']);
  }
  if (chosen.includes('e2e')) await endToEnd(isThere);
  return summarize();
}

process.exitCode = await main().catch((error) => {
  process.stderr.write(`${error.message}\n`);
  process.stdout.write('0 passed, 1 failed, 0 skipped\n');
  return 1;
});
