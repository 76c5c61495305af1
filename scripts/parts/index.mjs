import { chromium } from './chromium.mjs';
import { benchPython, interopPython, oraclePython } from './python.mjs';
import { fonts, ripgrep } from './systemTools.mjs';
import { newestWorkbench, oldestWorkbench } from './workbench.mjs';

/**
 * The heavy parts of tests and benchmarks. Each is `{ name, version, wanted, locate, build, remedy }`: `locate` gives the
 * environment variables under which the tests find the part, or `null` while it is absent; `wanted` says whether
 * `npm test` fetches it always, only under CI, or only when somebody asks for it by name.
 */
export const parts = [
  chromium,
  ripgrep,
  fonts,
  oldestWorkbench,
  newestWorkbench,
  interopPython,
  oraclePython,
  benchPython,
];

/** The parts that `npm test` uses: all of them under CI, else those that every machine should have. */
export const testParts = (ci) =>
  parts.filter((part) => part.wanted === 'always' || (part.wanted === 'ci' && ci));

/** The part of that name; a wrong name is answered with the names there are. */
export function partNamed(name) {
  const part = parts.find((candidate) => candidate.name === name);
  if (!part)
    throw new Error(
      `There is no part "${name}". Parts: ${parts.map((one) => one.name).join(', ')}.`,
    );
  return part;
}

/** Environment variables of every part that is there. */
export const locatedEnvironment = () =>
  Object.assign({}, ...parts.map((part) => part.locate() ?? {}));

/** Fetches a part when it is absent. Resolves to `null`, or to the reason why it cannot be had. */
export async function obtain(part, say) {
  if (part.locate()) return null;
  say(`${part.name}: fetching ${part.version}`);
  const start = Date.now();
  try {
    await part.build();
  } catch (error) {
    return error.message;
  }
  if (!part.locate()) return `${part.name} was built, and yet is not found.`;
  say(`${part.name}: ready after ${Math.round((Date.now() - start) / 1000)} s`);
  return null;
}
