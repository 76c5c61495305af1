import { fork, type ChildProcess } from 'node:child_process';
import {
  CuvetteError,
  protocolVersion,
  type Caller,
  type CallOptions,
  type MethodName,
  type ParamsOf,
  type ResultOf,
} from '../protocol';
import { createChildCaller, type ChildCaller } from './childCaller';

/** The engine in a child process: started on the first call, stopped when idle, started anew after a crash. */
export interface Engine extends Caller {
  /** Process id while it runs. */
  readonly pid: number | undefined;
  /** Keeps a process that runs from being stopped as idle, for as long as somebody looks at what it holds. */
  keepAwake(): Disposable;
  /** Stops the process; pending calls are rejected with CANCELLED. The next call would start it again. */
  dispose(): Promise<void>;
}

/** Ends what it stands for; once is enough. */
export interface Disposable {
  dispose(): void;
}

export interface EngineProcessOptions {
  /** The bundle of `engineMain`. */
  readonly modulePath: string;
  readonly productVersion: string;
  readonly env?: Readonly<Record<string, string>>;
  /** Idle time after which the process is stopped; default two minutes. */
  readonly idleMs?: number;
  readonly log: (line: string) => void;
  /** Called with a sentence for the user when the process ends by itself while it was wanted. */
  readonly onCrash?: (message: string) => void;
}

interface RunningEngine {
  readonly child: ChildProcess;
  readonly caller: ChildCaller;
  readonly ready: Promise<void>;
  readonly exited: Promise<void>;
}

const defaultIdleMs = 120_000;
const graceMs = 2_000;

export function createEngineProcess(options: EngineProcessOptions): Engine {
  let running: RunningEngine | undefined;
  let pending = 0;
  const watchers = new Set<Disposable>();
  let idleTimer: NodeJS.Timeout | undefined;

  function start(): RunningEngine {
    const child = fork(options.modulePath, [], {
      serialization: 'advanced',
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
      env: { ...process.env, ELECTRON_RUN_AS_NODE: '1', ...options.env },
    });
    options.log(`engine ${child.pid ?? '?'} started`);
    for (const stream of [child.stdout, child.stderr]) {
      stream?.setEncoding('utf8').on('data', (text: string) => options.log(text.trimEnd()));
    }
    const caller = createChildCaller(child);
    const exited = new Promise<void>((resolve) => {
      const ended = (description: string): void => {
        const unwanted = running?.child === child;
        if (unwanted) running = undefined;
        const reason = unwanted ? crashError(description) : stoppedError();
        options.log(`engine ${child.pid ?? '?'} ended (${description})`);
        caller.close(reason);
        if (unwanted) options.onCrash?.(reason.message);
        resolve();
      };
      child.once('exit', (code, signal) => ended(signal ?? `exit code ${code ?? 'unknown'}`));
      child.once('error', (error) => ended(error.message));
    });
    return { child, caller, ready: handshake(caller, options.productVersion), exited };
  }

  async function stop(): Promise<void> {
    clearTimeout(idleTimer);
    const stopping = running;
    if (stopping === undefined) return;
    running = undefined;
    stopping.caller.close(stoppedError());
    if (stopping.child.connected) stopping.child.disconnect();
    const kill = setTimeout(() => stopping.child.kill('SIGKILL'), graceMs);
    await stopping.exited;
    clearTimeout(kill);
  }

  function armIdleTimer(): void {
    clearTimeout(idleTimer);
    if (pending > 0 || watchers.size > 0 || running === undefined) return;
    idleTimer = setTimeout(() => void stop(), options.idleMs ?? defaultIdleMs);
    idleTimer.unref();
  }

  async function call<M extends MethodName>(
    method: M,
    params: ParamsOf<M>,
    callOptions?: CallOptions<M>,
  ): Promise<ResultOf<M>> {
    pending++;
    clearTimeout(idleTimer);
    try {
      running ??= start();
      const engine = running;
      try {
        await engine.ready;
      } catch (thrown) {
        if (running === engine) await stop();
        throw thrown;
      }
      return await engine.caller.call(method, params, callOptions);
    } finally {
      pending--;
      armIdleTimer();
    }
  }

  function keepAwake(): Disposable {
    clearTimeout(idleTimer);
    const watcher = {
      dispose: () => {
        if (watchers.delete(watcher)) armIdleTimer();
      },
    };
    watchers.add(watcher);
    return watcher;
  }

  return {
    call,
    keepAwake,
    dispose: stop,
    get pid() {
      return running?.child.pid;
    },
  };
}

async function handshake(caller: ChildCaller, productVersion: string): Promise<void> {
  const answer = await caller.call('engine/initialize', { protocolVersion, productVersion });
  if (answer.protocolVersion === protocolVersion && answer.productVersion === productVersion)
    return;
  throw new CuvetteError(
    'PROTOCOL_MISMATCH',
    `The engine is Cuvette ${answer.productVersion} (protocol ${answer.protocolVersion}), but this side is ` +
      `${productVersion} (protocol ${protocolVersion}): Cuvette was probably updated while it was running.`,
    { hint: 'Reload the window so that both sides are of one version.' },
  );
}

function crashError(description: string): CuvetteError {
  return new CuvetteError(
    'ENGINE_CRASHED',
    `The engine process ended unexpectedly (${description}). Most often the machine ran out of memory.`,
    { hint: 'Try again: the engine starts anew. A lower memory limit in the settings may help.' },
  );
}

function stoppedError(): CuvetteError {
  return new CuvetteError('CANCELLED', 'The engine was stopped.');
}
