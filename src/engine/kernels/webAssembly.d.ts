/** The part of the WebAssembly JavaScript API that the kernels use; neither lib.es2023 nor @types/node declares it. */
declare namespace WebAssembly {
  interface Module {
    readonly [Symbol.toStringTag]: 'WebAssembly.Module';
  }
  interface Memory {
    readonly buffer: SharedArrayBuffer;
  }
  interface Instance {
    readonly exports: Readonly<Record<string, unknown>>;
  }
  const validate: (bytes: Uint8Array) => boolean;
  const Module: new (bytes: Uint8Array) => Module;
  const Memory: new (limits: { initial: number; maximum: number; shared: true }) => Memory;
  const Instance: new (module: Module, imports: { env: { memory: Memory } }) => Instance;
}
