// `npm run bench`: measures Cuvette and its peers in one run and writes BENCHMARKS.md.
// Options: --only NAME (profile-large, profile-small, strategies, smoteenn), --repeats N.
import { rmSync, statSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { fileURLToPath } from 'node:url';
import { ensurePackages } from '../../scripts/ensurePackages.mjs';
import { obtain, partNamed } from '../../scripts/parts/index.mjs';
import { measure } from './measure.mjs';
import { renderBenchmarks } from './renderBenchmarks.mjs';
import { overlappingClasses, trainingTable, wideTable } from './tables.mjs';

const root = fileURLToPath(new URL('../..', import.meta.url));
const folder = path.join(root, 'out/bench');
const { values } = parseArgs({
  options: { only: { type: 'string' }, repeats: { type: 'string', default: '3' } },
});
const repeats = Number(values.repeats);
const threads = String(os.cpus().length);
const say = (text) => process.stderr.write(`${text}\n`);

await ensurePackages(say);
const bench = partNamed('python-bench');
const problem = await obtain(bench, say);
if (problem !== null) {
  say(`The peers cannot be had: ${problem}\n${bench.remedy}`);
  process.exit(4);
}
const python = Object.values(bench.locate())[0];
const equalThreads = {
  OMP_NUM_THREADS: threads,
  OPENBLAS_NUM_THREADS: threads,
  POLARS_MAX_THREADS: threads,
};

await measure(process.execPath, ['esbuild.mjs', '--production'], { repeats: 1, cwd: root });

function cuvette(...args) {
  const store = path.join(folder, 'bench.db');
  rmSync(store, { force: true });
  const line = ['dist/cli.js', '--json', '--threads', threads, '--store', `sqlite:///${store}`];
  return measure(process.execPath, [...line, ...args], { repeats, cwd: root });
}

function peer(script, args, times = repeats) {
  const file = path.join(fileURLToPath(new URL('peers', import.meta.url)), script);
  return measure(python, [file, ...args], { repeats: times, env: equalThreads });
}

/** Names a contender's figures; a step that fails is reported, not left out. */
async function contender(name, work) {
  say(`  ${name}`);
  try {
    const { seconds, peakBytes } = await work();
    return { name, seconds, peakBytes };
  } catch (error) {
    say(`    failed: ${error.message}`);
    return { name, failure: error.message.split('\n')[0] };
  }
}

const cases = {
  async 'profile-large'() {
    const file = await wideTable(folder, 1_000_000);
    return {
      title: 'Profile of 1,000,000 × 20',
      detail: `${(statSync(file).size / 1e6).toFixed(0)} MB CSV; whole process, from start to the JSON document. Ours: every column exact, with distinct counts, quantiles, duplicates and correlations (Spearman from a stated sample of 100,000 rows).`,
      goal: 'at least 4 × faster than ydata-profiling minimal, at most half its memory',
      contenders: [
        await contender('Cuvette profile', () => cuvette('profile', file)),
        await contender('polars read + describe', () => peer('polars_describe.py', [file])),
        await contender('ydata-profiling minimal', () =>
          peer('ydata_profile.py', [file, 'minimal'], 1),
        ),
      ],
    };
  },
  async 'profile-small'() {
    const file = path.join(root, 'samples/hr-attrition.csv');
    return {
      title: 'Profile of HR attrition, 1,470 × 35',
      detail:
        'Whole process. Ours: profile, correlations, target view, and the HTML report with every test.',
      goal: 'at most 1 s in the engine',
      contenders: [
        await contender('Cuvette profile + tests + report', () =>
          cuvette('profile', file, '--target', 'Attrition', '--html', path.join(folder, 'hr.html')),
        ),
        await contender('ydata-profiling minimal', () =>
          peer('ydata_profile.py', [file, 'minimal']),
        ),
        await contender('ydata-profiling full', () => peer('ydata_profile.py', [file, 'full'], 1)),
      ],
    };
  },
  async strategies() {
    const small = path.join(root, 'samples/hr-attrition.csv');
    const large = await trainingTable(folder, 20_000);
    const ours = (file, target) =>
      cuvette('train', file, '--target', target, '--folds', '5', '--holdout', '0', '--seed', '7');
    return [
      {
        title: 'Four strategies × logistic regression × 5 folds, HR attrition',
        detail: 'Whole process. Ours also stores runs, curves and paired comparisons.',
        goal: 'no slower than scikit-learn + imbalanced-learn',
        contenders: [
          await contender('Cuvette train', () => ours(small, 'Attrition')),
          await contender('scikit-learn + imbalanced-learn', () =>
            peer('sklearn_strategies.py', [small, 'Attrition', '5']),
          ),
        ],
      },
      {
        title: 'Four strategies × logistic regression × 5 folds, 20,000 × 16',
        detail: 'Whole process; the neighbour searches of SMOTEENN dominate.',
        goal: 'no slower than scikit-learn + imbalanced-learn',
        contenders: [
          await contender('Cuvette train', () => ours(large, 'target')),
          await contender('scikit-learn + imbalanced-learn', () =>
            peer('sklearn_strategies.py', [large, 'target', '5']),
          ),
        ],
      },
    ];
  },
  async smoteenn() {
    const file = await overlappingClasses(folder, 50_000);
    const script = path.join(folder, 'smoteEnn.cjs');
    const { build } = await import('esbuild');
    await build({
      entryPoints: [path.join(root, 'test/bench/smoteEnn.ts')],
      bundle: true,
      platform: 'node',
      format: 'cjs',
      outfile: script,
    });
    return {
      title: 'SMOTEENN, 50,000 × 30',
      detail: 'Whole process, reading the CSV included; exact neighbours for both.',
      goal: 'at most 1.5 × the time of imbalanced-learn',
      contenders: [
        await contender('Cuvette', () =>
          measure(process.execPath, [script, file, threads], { repeats }),
        ),
        await contender('imbalanced-learn', () => peer('imblearn_smoteenn.py', [file, threads], 1)),
      ],
    };
  },
};

const chosen = Object.entries(cases).filter(([name]) => [undefined, name].includes(values.only));
if (chosen.length === 0) {
  say(`There is no case "${values.only}". Cases: ${Object.keys(cases).join(', ')}.`);
  process.exit(2);
}
const results = [];
for (const [name, run] of chosen) {
  say(name);
  results.push(...[await run()].flat());
}
const text = renderBenchmarks(results, { threads, repeats });
if (values.only === undefined) writeFileSync(path.join(root, 'BENCHMARKS.md'), text);
process.stdout.write(text);
