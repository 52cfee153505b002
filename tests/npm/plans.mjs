// Generated plans: the same 500 every time, over every way to say a value and many ways to say it wrong.

// mulberry32: 32-bit integer arithmetic only.
function random(seed) {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

const NAMES = ['Cluster', 'Halle 3 😀', '計画 漢字', 'Café — phase II', '5MW cluster', 'α/β <cluster> & `code`'];
const REMARKS = ['', ' (nameplate)', ' (measured 😀)', ' (実測)'];

export function plan(number) {
  const next = random(number);
  const int = (least, most) => least + Math.floor(next() * (most - least + 1));
  const pick = (list) => list[int(0, list.length - 1)];
  const chance = (share) => next() < share;
  const decimal = (least, most, digits) => (least + next() * (most - least)).toFixed(digits);

  const ports = pick([8, 16, 32, 48, 64, 128, 144, int(2, 300)]);
  const host = Math.max(1, Math.min(ports - 1, pick([Math.ceil(ports / 2), int(1, ports)])));
  const values = [
    ['IT cap', 'it_cap_w', decimal(0.01, pick([0.2, 2, 20, 200]), int(0, 5)), 'MW', 1e6],
    ['Node power', 'node.power_w', decimal(0.3, 20, int(1, 4)), 'kW', 1e3],
    ['Leaf radix', 'leaf.ports', String(ports), 'ports', 1],
  ];
  const maybe = [
    ['node.fabric_ports', 'node.fabric_ports', String(int(1, 16)), 'ports', 1],
    ['fabric.leaf_host_ports', 'fabric.leaf_host_ports', String(host), 'ports', 1],
    ['spine.ports', 'spine.ports', String(int(1, 256)), 'ports', 1],
    ['leaf.power_w', 'leaf.power_w', decimal(0.1, 4, 3), 'kW', 1e3],
    ['optics.host_link_w', 'optics.host_link_w', decimal(0, 30, 2), 'W', 1],
    ['optics.uplink_w', 'optics.uplink_w', decimal(0, 30, 2), 'W', 1],
    ['overhead.storage_w', 'overhead.storage_w', decimal(0, 300, 3), 'kW', 1e3],
    ['overhead.reserve_fraction', 'overhead.reserve_fraction', decimal(0, 30, 1), '%', 0.01],
    ['max_nodes', 'max_nodes', String(int(0, 5000)), 'nodes', 1],
    ['fabric.max_tiers', 'fabric.max_tiers', String(int(1, 3)), '', 1],
  ];
  values.push(...maybe.filter(() => chance(0.4)));
  if (chance(0.08)) values.push([pick(['Leaf radx', 'IT cap', 'node.power']), 'node.pover_w', decimal(0, 9, 1), pick(['parsecs', 'kW', '']), 1]);

  const lines = [`# ${pick(NAMES)} ${number}`, ''];
  const style = pick(['list', 'table', 'json', 'yaml', 'toml', 'front']);
  const keyed = values.map(([, key, text, , scale]) => [key, scale === 0.01 ? `${Number(text) / 100}` : `${Number((Number(text) * scale).toPrecision(15))}`]);
  if (style === 'list') lines.push(...values.map(([name, , text, unit]) => `- ${name}: ${text} ${unit}${pick(REMARKS)}`.trimEnd()));
  if (style === 'table') {
    lines.push('| Parameter | Value | Unit |', '| --- | --: | --- |');
    lines.push(...values.map(([name, , text, unit]) => `| ${name} | ${text} | ${unit} |`));
  }
  if (style === 'json') lines.push('```json cluster', JSON.stringify(nested(keyed), null, int(0, 4)).replace(/"(-?[\d.]+(?:e[-+]?\d+)?)"/g, '$1'), '```');
  if (style === 'yaml') lines.push('```yaml cluster', ...indented(keyed, ': '), '```');
  if (style === 'toml') lines.push('```toml cluster', ...keyed.map(([key, value]) => `${key} = ${value}`), '```');
  if (style === 'front') lines.unshift('---', 'title: x', 'cluster:', ...indented(keyed, ': ').map((line) => `  ${line}`), '---', '');

  lines.push('');
  if (chance(0.3)) lines.push('## Requirements', '', `- INV-001: the cap of ${number} holds.`, '- GATE-SEC-001: actions are pinned.', `- REQ-${int(100, 999)}: 漢字 and 😀 stay as they are.`, '');
  if (chance(0.3)) lines.push('## Files', '', `1. \`docs/${int(1, 9)}mw_cluster_memo.md\``, '2. `tools/cluster_model.py`', ...(chance(0.2) ? ['3. `notes/unknown.md`'] : []), '');
  if (chance(0.2)) lines.push(`\`\`\`text file=notes/${pick(['a.md', 'b/c.txt', 'A.md', '../x.md'])}`, `note ${number} 😀`, '```', '');
  if (chance(0.2)) lines.push('## Architecture', '', 'Leaves and spines; see `docs`. ' + 'Lorem ipsum – 漢字. '.repeat(int(1, 40)), '');

  const request = { plan: lines.join(pick(['\n', '\n', '\r\n'])) + '\n' };
  if (chance(0.1)) request.plan = `\ufeff${request.plan}`;
  if (chance(0.3)) request.overrides = { it_cap_w: pick([5e6, '8 MW', next() * 1e7, 0.1 + 0.2, '-1 W']) };
  if (chance(0.1)) request.overrides = { ...request.overrides, 'leaf.ports': int(1, 200), 'spine.power_w': `${decimal(0, 3, 3)} kW` };
  if (chance(0.1)) request.strict = true;
  return request;
}

function nested(keyed) {
  const tree = {};
  for (const [key, value] of keyed) {
    const path = key.split('.');
    const leaf = path.slice(0, -1).reduce((above, name) => (above[name] ??= {}), tree);
    leaf[path.at(-1)] = value;
  }
  return tree;
}

function indented(keyed, colon) {
  const write = (tree, indent) =>
    Object.entries(tree).flatMap(([key, value]) =>
      typeof value === 'object' ? [`${indent}${key}:`, ...write(value, `${indent}  `)] : [`${indent}${key}${colon}${value}`],
    );
  return write(nested(keyed), '');
}
