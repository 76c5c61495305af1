import type { Progress } from '../protocol';
import type { Terminal } from './terminal';

/** One redrawn line on stderr with a bar and a message; nothing at all when stderr is not a terminal. */
export interface ProgressLine {
  readonly show: (progress: Progress<unknown>) => void;
  readonly clear: () => void;
}

const barWidth = 20;
const eraseLine = '\r\u001b[2K';

export function createProgressLine(terminal: Terminal): ProgressLine {
  if (!terminal.interactive) return { show: () => undefined, clear: () => undefined };
  let shown = false;
  return {
    show({ message, fraction }) {
      const filled = Math.round(barWidth * (fraction ?? 0));
      const bar =
        fraction === null
          ? '·'.repeat(barWidth)
          : '█'.repeat(filled) + '░'.repeat(barWidth - filled);
      const text = `${bar}  ${message}`.slice(0, Math.max(terminal.columns - 1, barWidth));
      terminal.writeError(eraseLine + text);
      shown = true;
    },
    clear() {
      if (shown) terminal.writeError(eraseLine);
      shown = false;
    },
  };
}
