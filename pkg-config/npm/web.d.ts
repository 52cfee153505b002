import type { InitInput } from './wattpack.js';

export * from './index.js';
export type { InitInput };

/**
 * Loads the `.wasm`; everything else works once the promise is fulfilled. Loads once, however often
 * it is called; after a failure it may be called again.
 *
 * @param source where the `.wasm` comes from: a URL, a request, a response, its bytes, or a compiled
 * module; without it, the file beside this one.
 */
export function init(source?: InitInput | Promise<InitInput>): Promise<void>;
