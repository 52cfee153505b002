// For hosts that load the .wasm themselves: nothing works before `init()`.
import load, * as wattpack from './wattpack.js';

let loading;
let ready = false;

export function init(source) {
  loading ??= load(source === undefined ? undefined : { module_or_path: source }).then(
    () => {
      ready = true;
    },
    (error) => {
      loading = undefined;
      throw error;
    },
  );
  return loading;
}

function afterInit(name) {
  return (...args) => {
    if (!ready) throw new Error(`wattpack/web: ${name}() before init(); write \`await init()\` first`);
    return wattpack[name](...args);
  };
}

export const build = afterInit('build');
export const check = afterInit('check');
export const example = afterInit('example');
export const explain = afterInit('explain');
export const schema = afterInit('schema');
export const solve = afterInit('solve');
export const sweep = afterInit('sweep');
export const version = afterInit('version');
