// What the editor shows, and how it is used without a mouse, without eyes, with a thumb.
import AxeBuilder from '@axe-core/playwright';
import { expect, test } from './editor/open.mjs';
import { PLAN, long, range } from './editor/plans.mjs';

const MARKS = [
  { ...range(PLAN, '5 MW\n'), to: range(PLAN, '5 MW\n').to - 1, key: 'it_cap_w', title: 'IT cap: 5 000 000 W', kind: 'value' },
  { ...range(PLAN, '10.2 kW'), key: 'node.power_w', title: 'Node power: 10 200 W', kind: 'value' },
];
const PROBLEMS = [
  { ...range(PLAN, 'banana'), severity: 'error', code: 'number', message: 'banana is no number', help: 'Write 64.' },
  { ...range(PLAN, 'Some words'), severity: 'note', code: 'prose', message: 'Prose is not read', help: null },
  { ...range(PLAN, 'and more'), severity: 'warning', code: 'rest', message: 'The rest is left out', help: 'Remove it.' },
];

async function explained(editor) {
  await editor.open(PLAN);
  await editor.call('setMarks', MARKS);
  await editor.call('setDiagnostics', PROBLEMS);
}

test('it is a labelled text box of several lines with a description', async ({ editor, page }) => {
  await editor.open(PLAN);
  await expect(page.getByRole('textbox', { name: 'Plan' })).toHaveCount(1);
  await expect(editor.content).toHaveAttribute('aria-multiline', 'true');
  await expect(editor.content).toHaveAttribute('aria-description', 'Markdown');
  await expect(editor.content).toHaveText(/A 5 MW cluster/);
});

test('Tab and Shift-Tab leave it; Ctrl-] and Ctrl-[ indent', async ({ editor, page }) => {
  await editor.open('- one\n');
  await page.getByRole('button', { name: 'Before' }).focus();
  await page.keyboard.press('Tab');
  await expect(editor.content).toBeFocused();
  await page.keyboard.press('Control+]');
  await editor.holds('  - one\n');
  await page.keyboard.press('Control+[');
  await editor.holds('- one\n');
  await page.keyboard.press('Escape');
  await page.keyboard.press('Tab');
  await expect(page.getByRole('button', { name: 'After' })).toBeFocused();
  await page.keyboard.press('Shift+Tab');
  await expect(editor.content).toBeFocused();
  await page.keyboard.press('Shift+Tab');
  await expect(page.getByRole('button', { name: 'Before' })).toBeFocused();
  await editor.holds('- one\n');
});

test('values that were read are marked, and stay with their text', async ({ editor, page }) => {
  await explained(editor);
  await expect(page.locator('.cm-value')).toHaveText(['5 MW', '10.2 kW']);
  await editor.call('replace', 0, 0, '> Before\n');
  await editor.call('reveal', 9, 9);
  await page.keyboard.type('x');
  await expect(page.locator('.cm-value')).toHaveText(['5 MW', '10.2 kW']);
  await editor.call('setMarks', []);
  await expect(page.locator('.cm-value')).toHaveCount(0);
});

test('a pointer over a value says what it was understood as', async ({ editor, page }) => {
  await explained(editor);
  await page.locator('.cm-value').last().hover();
  await expect(page.locator('.cm-tooltip')).toHaveText('Node power: 10 200 W node.power_w');
});

test('Ctrl-I says it too, and has it read aloud; Escape closes it', async ({ editor, page }) => {
  await explained(editor);
  await editor.call('reveal', MARKS[1].from + 1, MARKS[1].from + 1);
  await page.keyboard.press('ControlOrMeta+i');
  await expect(page.locator('.cm-tooltip')).toContainText('Node power: 10 200 W');
  expect(await editor.lastSpoken()).toBe('Line 4. Node power: 10 200 W');
  await page.keyboard.press('Escape');
  await expect(page.locator('.cm-tooltip')).toHaveCount(0);
});

test('problems are underlined, and their lines have a sign', async ({ editor, page }) => {
  await explained(editor);
  await expect(page.locator('.cm-error')).toHaveText('banana');
  await expect(page.locator('.cm-warning')).toHaveText('and more');
  await expect(page.locator('.cm-note')).toHaveText('Some words');
  const signs = page.locator('.cm-problems .cm-gutterElement:visible');
  await expect(signs).toHaveText(['▲', '●', '◆']);
  const top = async (locator) => (await locator.boundingBox()).y;
  const lines = page.locator('.cm-line:has(.cm-error, .cm-warning, .cm-note)');
  for (const i of [0, 1, 2]) expect(Math.abs((await top(signs.nth(i))) - (await top(lines.nth(i))))).toBeLessThan(2);
  await editor.call('setDiagnostics', []);
  await expect(page.locator('.cm-error, .cm-warning, .cm-note')).toHaveCount(0);
});

test('a pointer over a problem shows its message and the help', async ({ editor, page }) => {
  await explained(editor);
  await page.locator('.cm-error').hover();
  await expect(page.locator('.cm-tooltip')).toContainText('Error banana is no number number');
  await expect(page.locator('.cm-tooltip')).toContainText('Write 64.');
});

test('F8 and Shift-F8 go from problem to problem, round the ends', async ({ editor, page }) => {
  await explained(editor);
  await editor.content.focus();
  const visited = async (key) => {
    await page.keyboard.press(key);
    return editor.selectedText();
  };
  expect(await visited('F8')).toBe('and more');
  await expect(page.locator('.cm-tooltip')).toContainText('The rest is left out');
  expect(await editor.lastSpoken()).toBe('Line 4. Warning: The rest is left out. Remove it.');
  expect(await visited('F8')).toBe('banana');
  expect(await visited('F8')).toBe('Some words');
  expect(await visited('F8')).toBe('and more');
  expect(await visited('Shift+F8')).toBe('Some words');
  expect(await visited('Shift+F8')).toBe('banana');
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('ArrowRight');
  await expect(page.locator('.cm-tooltip')).toHaveCount(0);
});

test('the sign of a line leads to its problem', async ({ editor, page }) => {
  await explained(editor);
  await page.locator('.cm-sign-error:visible').click();
  expect(await editor.selectedText()).toBe('banana');
  await expect(editor.content).toBeFocused();
  await expect(page.locator('.cm-tooltip')).toContainText('banana is no number');
});

test('a problem between two characters can be seen', async ({ editor, page }) => {
  await editor.open('ab\ncd\n');
  const at = (from) => ({ from, to: from, severity: 'error', code: 'x', message: 'here' });
  await editor.call('setDiagnostics', [at(0), at(5), at(6)]);
  await expect(page.locator('.cm-error')).toHaveText(['a', 'd']);
  await expect(page.locator('.cm-sign-error:visible')).toHaveCount(3);
});

test('a place far away is scrolled to, selected and focused', async ({ editor, page }) => {
  const text = long(200_000);
  await editor.open(text);
  const { from, to } = range(text, 'item 3000');
  await editor.call('reveal', from, to);
  await expect(editor.content).toBeFocused();
  await expect(page.getByText('item 3000', { exact: false })).toBeInViewport();
  expect(await editor.selectedText()).toBe('item 3000');
});

test('a file that is dropped is the page\'s', async ({ editor, page }) => {
  await editor.open(PLAN);
  const dropped = await editor.content.evaluate((content) => {
    const dataTransfer = new DataTransfer();
    dataTransfer.items.add(new File(['# Dropped'], 'plan.md'));
    return new Promise((done) => {
      document.addEventListener('drop', (event) => done(event.dataTransfer.files[0].name));
      content.dispatchEvent(new DragEvent('drop', { dataTransfer, bubbles: true, composed: true, cancelable: true }));
    });
  });
  expect(dropped).toBe('plan.md');
  await page.keyboard.press('Escape');
  await editor.holds(PLAN);
});

test('front matter is no heading, a heading is', async ({ editor, page }) => {
  await editor.open('---\nname: x\n---\n# Title\n\nname: x\n---\n');
  const weight = (text) => page.getByText(text).first().evaluate((node) => getComputedStyle(node).fontWeight);
  expect(await weight('name: x')).toBe('400');
  expect(await weight('Title')).toBe('600');
});

for (const dark of [false, true]) {
  test(`axe finds nothing, ${dark ? 'dark' : 'light'}`, async ({ editor, page }) => {
    await editor.open(`${PLAN}\n[link](https://example.org/) \`code\` *a* ~~b~~\n\n> quote\n\n---\n`, dark);
    await editor.call('setMarks', MARKS);
    await editor.call('setDiagnostics', PROBLEMS);
    await editor.content.focus();
    await page.keyboard.press('F8');
    await expect(page.locator('.cm-tooltip')).toBeVisible();
    const { violations } = await new AxeBuilder({ page }).analyze();
    expect(violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)])).toEqual([]);
  });
}

test('its colours follow the switch and the page', async ({ editor, page }) => {
  await editor.open(PLAN);
  const background = () => page.locator('.cm-editor').evaluate((node) => getComputedStyle(node).backgroundColor);
  expect(await background()).toBe('rgb(255, 255, 255)');
  await editor.call('setDark', true);
  expect(await background()).toBe('rgb(13, 17, 23)');
  await page.locator('#place').evaluate((place) => place.style.setProperty('--editor-background', 'rgb(1, 2, 3)'));
  expect(await background()).toBe('rgb(1, 2, 3)');
});

test('the focus can be seen', async ({ editor, page }) => {
  await editor.open(PLAN);
  const ring = () => page.locator('.cm-editor').evaluate((node) => getComputedStyle(node, '::after').borderTopWidth);
  expect(await ring()).toBe('0px');
  await editor.call('focus');
  // The editor notices a moment later.
  await expect.poll(ring).toBe('2px');
});

test('lines wrap, and a phone does not zoom', async ({ editor, page, isMobile }) => {
  await editor.open(`${'a long line '.repeat(40)}\n${'x'.repeat(2000)}\n`);
  const { sideways, size } = await page.locator('.cm-scroller').evaluate((node) => ({
    sideways: node.scrollWidth > node.clientWidth,
    size: parseFloat(getComputedStyle(node.querySelector('.cm-content')).fontSize),
  }));
  expect(sideways).toBe(false);
  expect(size).toBeGreaterThanOrEqual(isMobile ? 16 : 14);
});

test('it leaves nothing behind', async ({ editor, page }) => {
  await editor.open(PLAN);
  await editor.call('destroy');
  await expect(page.locator('#place')).toBeEmpty();
});
