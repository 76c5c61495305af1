import {
  type CommonIntent,
  type GridReply,
  type PanelMessage,
  type PanelState,
} from '../../src/protocol';
import { useLanguage } from './format';
import { useTranslations } from './translate';

interface VsCodeApi {
  postMessage(message: unknown): void;
  setState(state: unknown): void;
  getState(): unknown;
}

declare function acquireVsCodeApi(): VsCodeApi;

/** The webview's end of the panel contract: snapshots in, named intents out. */
export interface PanelPort<Intent> {
  send(intent: Intent): void;
  /** What the panel itself remembers over hiding and reloading: open tab, sorting, expanded rows. */
  readonly recalled: Readonly<Record<string, unknown>>;
  remember(name: string, value: unknown): void;
}

export interface PanelListener<State extends PanelState> {
  onState(state: State): void;
  onProgress(message: string, fraction: number | null): void;
  onReply?(reply: GridReply): void;
}

/**
 * Connects to the extension host and asks for the first snapshot.
 *
 * @param memoryOf what the host needs to bring this panel back after the window was reloaded
 */
export function connectPanel<State extends PanelState, Intent>(
  memoryOf: (state: State) => unknown,
  listen: (port: PanelPort<Intent | CommonIntent>) => PanelListener<State>,
): void {
  const api = acquireVsCodeApi();
  const saved = asRecord(api.getState());
  const view: Record<string, unknown> = { ...asRecord(saved['view']) };
  let memory: unknown = saved['memory'];
  const save = (): void => api.setState({ memory, view });
  let state: State | undefined;
  const listener = listen({
    recalled: view,
    remember(name, value) {
      view[name] = value;
      save();
    },
    send: (intent) => api.postMessage(intent),
  });
  window.addEventListener('message', (event: MessageEvent<PanelMessage<State>>) => {
    const message = event.data;
    if (message.type === 'progress') {
      listener.onProgress(message.message, message.fraction);
      return;
    }
    if (message.type === 'reply') {
      listener.onReply?.(message.reply);
      return;
    }
    if (message.type === 'change') {
      if (state === undefined) return;
      state = { ...state, ...message.change };
    } else {
      useLanguage(message.language);
      useTranslations(message.translations);
      document.documentElement.lang = message.language;
      ({ state } = message);
    }
    memory = memoryOf(state);
    save();
    listener.onState(state);
  });
  api.postMessage({ type: 'ready' } satisfies CommonIntent);
}

function asRecord(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
}
