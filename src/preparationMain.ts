import { prepareTable } from './engine/preparation/prepareTable';
import { serve } from './rpc/serve';
import { productVersion } from './version';

const partial = process.argv[2]!;

serve(
  {
    'dataset/prepare': (params, { signal, report }) =>
      prepareTable(params, {
        productVersion,
        now: () => new Date(),
        partial,
        signal,
        onProgress: (message, fraction) => report({ message, fraction }),
      }),
  },
  (line) => void process.stderr.write(`${line}\n`),
);
process.once('disconnect', () => process.exit(0));
// Ctrl-C in a terminal reaches the whole process group; the parent decides how a job ends.
process.on('SIGINT', () => undefined);
