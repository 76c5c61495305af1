// `npm run demo`: from a fresh clone to a profiled, tested and trained data set, in about a minute.
import { spawnSync } from 'node:child_process';
import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ensurePackages } from './ensurePackages.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const output = join(root, 'demo');
const started = Date.now();
const seconds = () => ((Date.now() - started) / 1000).toFixed(0).padStart(3);
const say = (text) => process.stdout.write(`\n[${seconds()} s] ${text}\n\n`);

function run(...args) {
  const { status } = spawnSync(process.execPath, args, { cwd: root, stdio: 'inherit' });
  if (status !== 0) process.exit(status ?? 1);
}

function cuvette(...args) {
  const store = `sqlite:///${join(output, 'mlflow.db')}`;
  run('dist/cli.js', '--store', store, '--seed', '7', ...args);
}

const sample = 'samples/hr-attrition.csv';
const report = join(output, 'report.html');

rmSync(output, { recursive: true, force: true });
mkdirSync(output);

say('Checking npm packages');
await ensurePackages((text) => process.stdout.write(`${text}\n`));

say('Building');
run('esbuild.mjs');

say(`Profile: what is in ${sample}, and what is wrong with it?`);
cuvette('profile', sample, '--target', 'Attrition');

say('Tests: which columns are related to Attrition?');
cuvette('test', sample, '--target', 'Attrition');

say('Training: four strategies on the same folds, and a report of everything');
cuvette('train', sample, '--target', 'Attrition', '--experiment', 'demo', '--html', report);

say('Runs: everything was recorded');
cuvette('runs', '--limit', '5');

say('Done');
process.stdout.write(`Report:  ${report}
Runs:    ${join(output, 'mlflow.db')}  (open it with: mlflow ui --backend-store-uri sqlite:///${join(output, 'mlflow.db')})
Next:    npm run workbench   opens VS Code in a browser with Cuvette installed
`);
