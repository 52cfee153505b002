// What strangers bring: links, files and pasted plans that want to run, to call home, to fill memory or to break the
// page. Nothing of them becomes more than text. page.mjs watches for foreign requests and errors in every spec.
import { readFileSync } from 'node:fs';
import { deflateRawSync } from 'node:zlib';
import { expect, fixture, test } from './playground.mjs';

const link = (plan, overrides = {}) => `#v1:${deflateRawSync(JSON.stringify({ plan, overrides })).toString('base64url')}`;

const SCRIPTS = [
  '</script><script>window.pwned=1</script>',
  '<img src=x onerror=window.pwned=1>',
  '<svg/onload=window.pwned=1><style>*{display:none}</style>',
  '<iframe srcdoc="<script>parent.pwned=1</script>">',
  '[x](javascript:window.pwned=1) ![y](https://evil.example/p.png) <https://evil.example/>',
  '--> ]]> </style></title></textarea>',
  '" onmouseover="window.pwned=1" x="',
];
const BIDI = '\u202egpj.exe\u202c \u2066x\u2069 \u200f\u061c';
const LONG = 'x'.repeat(3000);

// A sound plan with a text in every place that the page or the pack shows.
const plan = (text) => `# ${text} at 5 MW

- IT cap: 5 MW
- Node peak: 7.9 PFLOPS
- Number format: FP8

1. \`docs/memo.md\` ${text}
   - preserve the architecture ${text}

- INV-001: ${text}
- GATE-SEC-001: ${text}

## Assumptions

- ${text}

## Architecture ${text}

${text}

| ${text} | b |
|---|---|
| ${text} | \`${text}\` |

## Test scenarios

- ${text}

\`\`\`text file=notes.md
# ${text}

${text}
\`\`\`
`;

const WAYS = {
  link: ({ playground }, text) => playground.open(link(text)),
  paste: async ({ playground }, text) => {
    await playground.open();
    await playground.plan.fill(text);
    await playground.holds(text);
  },
  drop: async ({ playground, page }, text) => {
    await playground.open();
    await drop(page, text, `${BIDI}<img src=x onerror=window.pwned=1>$(id)'\n.md`);
    // A file is read while the pack of the plan before it still stands there.
    await playground.holds(text);
  },
};

async function drop(page, content, name, times = 1) {
  const data = await page.evaluateHandle(([content, name, times]) => {
    const data = new DataTransfer();
    const part = typeof content === 'string' ? content : new Uint8Array(content);
    data.items.add(new File(Array(times).fill(part), name));
    return data;
  }, [content, name, times]);
  await page.locator('#download').dispatchEvent('drop', { dataTransfer: data });
}

// What would run, load or lead away, anywhere on the page, the shadow root of the editor included.
const DANGERS = () => {
  const roots = [document, ...[...document.querySelectorAll('*')].map((element) => element.shadowRoot).filter(Boolean)];
  const all = roots.flatMap((root) => [...root.querySelectorAll('*')]);
  const handlers = all.flatMap((element) => [...element.attributes]).filter(({ name }) => name.startsWith('on'));
  const loading = all.filter((element) => /^(script|iframe|object|embed|base|link|img|form)$/i.test(element.localName) && !document.head.contains(element));
  const leading = all.filter((element) => /^\s*(javascript|data|vbscript):/i.test(element.getAttribute('href') ?? ''));
  return {
    handlers: handlers.map(({ name }) => name),
    loading: loading.map((element) => element.outerHTML.slice(0, 80)).filter((html) => !/^<(img class="logo"|img (alt="[^"]*" )?src="(data|blob):)/.test(html)),
    leading: leading.map((element) => element.outerHTML.slice(0, 80)),
    pwned: window.pwned ?? null,
  };
};

// Nothing stands out of the page to the side, whatever its words.
async function fits(page) {
  expect(await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)).toBe(0);
}

// Looks at every file of the pack, rendered and as its source.
async function lookAtEverything(page, look) {
  const files = page.getByRole('navigation', { name: 'Files of the pack' }).locator('[data-of]');
  const paths = await files.evaluateAll((buttons) => buttons.map((button) => button.dataset.of));
  expect(paths.length).toBeGreaterThan(20);
  for (const path of paths) {
    await files.and(page.locator(`[data-of="${path}"]`)).click();
    await expect(page.locator('#file-path')).toHaveText(path);
    await look(path);
    if (await page.locator('#file-source').isVisible()) {
      await page.locator('#file-source').click();
      await look(path);
      await page.locator('#file-source').click();
    }
  }
}

for (const [way, bring] of Object.entries(WAYS)) {
  test(`a plan full of scripts comes by ${way} and stays text`, async ({ page, playground, problems }) => {
    const requests = [];
    await bring({ page, playground }, plan(SCRIPTS.join(' ')));
    page.on('request', (request) => requests.push(request.url()));
    await playground.isPacked();
    await expect(playground.nodes).toHaveText(/^\d{3}$/);
    await lookAtEverything(page, async (path) => {
      expect(await page.evaluate(DANGERS), path).toEqual({ handlers: [], loading: [], leading: [], pwned: null });
    });
    await fits(page);
    expect(requests.filter((url) => !/^(data|blob):/.test(url))).toEqual([]);
    expect(problems).toEqual([]);
  });
}

test('marks that turn the direction of text turn nothing around them', async ({ page, playground }) => {
  await playground.open(link(plan(BIDI)));
  await playground.isPacked();
  const turns = /[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/;
  await drop(page, plan(BIDI), `${BIDI}.md`);
  await playground.isPacked();
  const around = () => page.evaluate(() => {
    const copy = document.body.cloneNode(true);
    copy.querySelectorAll('#preview, #plan-text').forEach((element) => element.remove());
    return copy.textContent + document.title;
  });
  await lookAtEverything(page, async (path) => {
    expect(await around(), path).not.toMatch(turns);
    // The plan, and what it supplies, are shown as they are.
    if (!['plan.md', 'notes.md'].includes(path)) expect(await page.locator('#preview').textContent(), path).not.toMatch(turns);
  });
});

test('words without end stay in their boxes', async ({ page, playground }) => {
  await playground.open(link(plan(LONG)));
  await playground.isPacked();
  await lookAtEverything(page, () => fits(page));
  await playground.plan.fill(`- IT cap: ${LONG} MW\n- ${LONG}: 5\n- \`../${LONG}.md\`\n\n\`\`\`yaml cluster\n${LONG}: 1\n\`\`\`\n`);
  await expect(page.locator('#problem-count')).toContainText('error');
  await fits(page);
  await drop(page, [0xff], `${LONG}.md`);
  await expect(page.locator('#notice-text')).toContainText('is not UTF-8');
  await fits(page);
  await playground.cap.fill(LONG);
  await expect(page.locator('#cap-problem')).not.toBeEmpty();
  await fits(page);
});

const FILES = {
  'fifty megabytes': ['a'.repeat(1 << 20), 'large.md', 50, 'a plan may have up to 16 MiB'],
  'a picture': [[...readFileSync(new URL('../../www/icons/icon-192.png', import.meta.url))], 'x.png', 1, 'x.png is not UTF-8 text'],
  'Latin-1': [[...readFileSync(fixture('err_latin1.md'))], 'old.md', 1, 'old.md is not UTF-8 text'],
  NULs: ['\0'.repeat(5000), 'nul.md', 1, 'nul.md is not a text'],
  'UTF-16': [[0xff, 0xfe, 0x23, 0, 0x20, 0], 'wide.md', 1, 'wide.md is not UTF-8 text'],
};
for (const [name, [content, file, times, said]] of Object.entries(FILES)) {
  test(`a dropped file of ${name} is refused with the reason, and the plan stays`, async ({ page, playground }) => {
    await playground.open();
    await playground.plan.fill('- IT cap: 3 MW\n');
    await playground.holds('- IT cap: 3 MW\n');
    await drop(page, content, file, times);
    await expect(page.locator('#notice-text')).toContainText(said);
    await playground.holds('- IT cap: 3 MW\n');
    await fits(page);
  });
}

test('an empty file and strange line ends are no harm', async ({ page, playground }) => {
  await playground.open();
  for (const [content, name] of [['', 'empty.md'], ['# x\r\r\n\ufeff\u2028', 'ends.md']]) {
    await drop(page, content, name);
    await expect(page.locator('#command')).toHaveText(`wattpack build ${name}`);
    await fits(page);
  }
  await playground.plan.fill('- IT cap: 3 MW\n');
  await playground.isPacked();
});
