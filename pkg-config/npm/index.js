// Bundlers and pages: loads the .wasm beside this file, then everything is synchronous.
import init from './wattpack.js';

await init();

export { build, check, example, explain, schema, solve, sweep, version } from './wattpack.js';
