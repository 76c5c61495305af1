import path from 'node:path';
import { createService } from './engine/service/createService';
import { serve } from './rpc/serve';
import { productVersion } from './version';

const log = (line: string): void => void process.stderr.write(`${line}\n`);

const service = createService({
  productVersion,
  modulePath: __filename,
  jobModulePath: path.join(__dirname, 'jobMain.js'),
  preparationModulePath: path.join(__dirname, 'preparationMain.js'),
  log,
});

serve(service, log);
process.once('disconnect', () => {
  void service.dispose().finally(() => process.exit(0));
});
