// Texts for the editor's tests.
export const PLAN = `# A 5 MW cluster

- IT cap: 5 MW
- Node power: 10.2 kW, 𝄞 and more
- leaf.ports: banana

Some words.
`;

// A plan of at least `length` UTF-16 units, with characters outside the basic plane.
export function long(length, end = '\n') {
  const lines = ['# Long', ''];
  for (let size = 0, i = 1; size < length; i += 1) {
    lines.push(`- item ${i}: 10.2 kW, **bold**, \`code\`, é and 𝄞`);
    size += lines.at(-1).length + end.length;
  }
  return lines.join(end) + end;
}

// Where `part` is in `text`, as a range.
export function range(text, part) {
  const from = text.indexOf(part);
  if (from < 0) throw new Error(`${part} is not there`);
  return { from, to: from + part.length };
}
