/** One part that Cuvette uses or could use, and whether it works here. */
export interface DoctorCheck {
  readonly name: string;
  readonly state: 'ok' | 'missing' | 'broken';
  readonly required: boolean;
  readonly version: string | null;
  readonly detail: string;
  /** How to get it; `null` when it is there. */
  readonly remedy: string | null;
}

/** The `doctor` document of the command line. */
export interface DoctorResult {
  readonly product: { readonly version: string };
  readonly machine: {
    readonly platform: string;
    readonly arch: string;
    readonly cpus: number;
    readonly memoryBytes: number;
    readonly node: string;
  };
  readonly checks: readonly DoctorCheck[];
}
