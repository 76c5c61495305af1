import { createEngineProcess } from '../../src/rpc/engineProcess';
import { productVersion } from '../../src/version';

/**
 * Profiles FILE in an engine process of its own, started for it as the editor starts one, and prints when what was known, in
 * seconds from before the process was started. Usage: firstStatistics ENGINE FILE THREADS [MEMORY]
 */
async function main([modulePath, path, threads, memory]: readonly string[]): Promise<void> {
  const startedMs = performance.now();
  const seconds: Record<string, number> = {};
  const now = (): number => (performance.now() - startedMs) / 1000;
  const engine = createEngineProcess({
    modulePath: modulePath!,
    productVersion,
    log: (line) => process.stderr.write(`${line}\n`),
  });
  await engine.call(
    'dataset/profile',
    {
      dataset: { path: path! },
      partial: true,
      threads: Number(threads),
      ...(memory === undefined ? {} : { memory }),
    },
    {
      onProgress: ({ update }) => {
        if (update !== undefined) seconds[update.stage] = now();
      },
    },
  );
  seconds['profile'] = now();
  process.stdout.write(JSON.stringify(seconds));
  await engine.dispose();
}

void main(process.argv.slice(2));
