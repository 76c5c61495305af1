/** What is used of danfojs-node here; scripts get all of it. */
export interface DanfoModule {
  readonly DataFrame: new (
    rows: readonly (readonly unknown[])[],
    options: {
      readonly columns: readonly string[];
      readonly dtypes: readonly string[];
    },
  ) => object;
}

/** Loads danfojs-node. It takes most of a second, so only scripts that need it wait for it. */
export async function loadDanfo(): Promise<DanfoModule> {
  return (await import('danfojs-node')) as unknown as DanfoModule;
}
