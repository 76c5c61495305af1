import path from 'node:path';
import { createLocalCaller } from './cli/localCaller';
import { runProgram } from './cli/program';
import { processTerminal } from './cli/terminal';
import { createService } from './engine/service/createService';
import { productVersion } from './version';

const terminal = processTerminal();
const interruption = new AbortController();
process.once('SIGINT', () => interruption.abort());
process.once('SIGTERM', () => interruption.abort());

const service = createService({
  productVersion,
  modulePath: __filename,
  jobModulePath: path.join(__dirname, 'jobMain.js'),
  preparationModulePath: path.join(__dirname, 'preparationMain.js'),
  log: (line) => terminal.writeError(`${line}\n`),
});

void runProgram(process.argv.slice(2), {
  caller: createLocalCaller(service),
  terminal,
  productVersion,
  environment: process.env,
  workingFolder: process.cwd(),
  signal: interruption.signal,
}).then(async (exitCode) => {
  await service.dispose();
  process.exitCode = exitCode;
});
