// Records the expected values of the tests anew: `npm run oracle [-- AREA…]` runs test/oracle/AREA.py.
import { execFileSync, spawnSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { obtain, partNamed } from './parts/index.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const folder = join(root, 'test/oracle');
const say = (line) => process.stdout.write(`${line}\n`);

// fixture.py is what the others write with.
const areas = readdirSync(folder)
  .filter((name) => name.endsWith('.py') && name !== 'fixture.py')
  .map((name) => basename(name, '.py'));
const wanted = process.argv.slice(2).length ? process.argv.slice(2) : areas;
const unknown = wanted.filter((area) => !areas.includes(area));
if (unknown.length) {
  say(`There is no oracle "${unknown.join('", "')}". Oracles: ${areas.join(', ')}.`);
  process.exit(2);
}

const python = partNamed('python-oracle');
const failure = await obtain(python, say);
if (failure) {
  say(`${failure}\n${python.remedy}`);
  process.exit(4);
}

const program = python.locate().CUVETTE_ORACLE_PYTHON;
for (const area of wanted) {
  say(`recording ${area}`);
  const { status } = spawnSync(program, [join(folder, `${area}.py`)], {
    cwd: root,
    stdio: 'inherit',
  });
  if (status !== 0) process.exit(status ?? 1);
}
const changed = execFileSync('git', ['status', '--short', 'test/fixtures/oracle'], {
  cwd: root,
  encoding: 'utf8',
});
say(changed ? `Changed:\n${changed}` : 'The recorded values are what they were.');
