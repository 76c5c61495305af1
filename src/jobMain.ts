import { runTrainingJob } from './engine/service/trainingJob';
import { serve } from './rpc/serve';
import { productVersion } from './version';

const log = (line: string): void => void process.stderr.write(`${line}\n`);

serve(
  {
    'experiment/train': (params, context) => runTrainingJob(params, context, { productVersion }),
  },
  log,
);
process.once('disconnect', () => process.exit(0));
// Ctrl-C in a terminal reaches the whole process group; the parent decides how a job ends.
process.on('SIGINT', () => undefined);
