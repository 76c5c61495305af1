import pc from 'picocolors';

/** Where the command line writes and what it may use there. */
export interface Terminal {
  readonly write: (text: string) => void;
  readonly writeError: (text: string) => void;
  /** True when stderr is a terminal: a progress line may be redrawn there. */
  readonly interactive: boolean;
  /** Width of stderr in columns. */
  readonly columns: number;
  readonly colours: ReturnType<typeof pc.createColors>;
}

export function processTerminal(): Terminal {
  return {
    write: (text) => void process.stdout.write(text),
    writeError: (text) => void process.stderr.write(text),
    interactive: process.stderr.isTTY,
    columns: process.stderr.isTTY ? process.stderr.columns : 80,
    colours: pc.createColors(process.stdout.isTTY && pc.isColorSupported),
  };
}
