// Fetches heavy parts of tests and benchmarks into the cache folder: `npm run test:parts [-- NAME…|--list]`.
import { cacheRoot } from './parts/cache.mjs';
import { obtain, partNamed, parts, testParts } from './parts/index.mjs';

const names = process.argv.slice(2);
const say = (line) => process.stdout.write(`${line}\n`);

function list() {
  for (const part of parts) {
    const state = part.locate() ? 'there' : `absent. ${part.remedy}`;
    say(`${part.name.padEnd(16)} ${part.wanted.padEnd(10)} ${state}`);
  }
}

async function fetchAll(wanted) {
  say(`Parts live in ${cacheRoot()}`);
  const failures = await Promise.all(
    wanted.map(async (part) => {
      const failure = await obtain(part, say);
      if (failure) say(`${part.name}: cannot be had. ${failure}\n  ${part.remedy}`);
      return failure;
    }),
  );
  const missing = failures.filter(Boolean).length;
  say(
    missing
      ? `${missing} of ${wanted.length} parts are missing.`
      : `All ${wanted.length} parts are there.`,
  );
  return missing ? 1 : 0;
}

if (names.includes('--list')) list();
else process.exitCode = await fetchAll(names.length ? names.map(partNamed) : testParts(true));
