export { build, check, example, schema, solve, version } from './wattpack.js';
export type {
TYPES
} from './wattpack.js';
