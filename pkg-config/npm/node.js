// Node, ECMAScript modules: the same instance that `require` gives.
export { build, check, example, explain, schema, solve, sweep, version } from './node.cjs';
