import type { DuckDBSession } from './duckdb';

const pollMs = 250;

/** Reports how far the statement of a session is, until stopped. */
export interface ProgressWatch {
  /** Watches this session from now on. */
  readonly follow: (session: DuckDBSession) => void;
  readonly stop: () => void;
}

/** Polls the SQL engine's own progress a few times a second and hands it to `onProgress` under `message`. */
export function watchProgress(
  message: string,
  onProgress: ((message: string, fraction: number | null) => void) | undefined,
): ProgressWatch {
  let followed: DuckDBSession | undefined;
  const timer = setInterval(() => {
    if (followed !== undefined) onProgress?.(message, followed.progress());
  }, pollMs);
  timer.unref();
  return {
    follow: (session) => {
      followed = session;
    },
    stop: () => clearInterval(timer),
  };
}
