export declare const kernels: readonly string[];
export declare function generatedPath(name: string): string;
export declare function compileKernel(name: string): Promise<string>;
