// Node, ECMAScript modules: the same instance that `require` gives.
export { build, check, example, schema, solve, version } from './node.cjs';
