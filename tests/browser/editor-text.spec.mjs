// The editor gives back the text it was given, byte for byte, and what its user makes of it.
import { expect, test } from './editor/open.mjs';
import { PLAN, long, range } from './editor/plans.mjs';

const TEXTS = {
  'unix line ends': PLAN,
  'windows line ends': PLAN.replaceAll('\n', '\r\n'),
  'old line ends': PLAN.replaceAll('\n', '\r'),
  'mixed line ends': 'a\r\nb\nc\rd\n\re\r\n\r\n',
  'a byte order mark': `\ufeff${PLAN}`,
  'two byte order marks and windows line ends': '\ufeff\ufeff# A\r\n',
  'nothing but a byte order mark': '\ufeff',
  'nothing': '',
  'no end of the last line': '# A\r\nb',
  'odd characters': 'a\u2028b\u0000c\u00a0d\u200be\u0085f\tg\n',
};

for (const [name, text] of Object.entries(TEXTS)) {
  test(`a text with ${name} comes back as it was`, async ({ editor }) => {
    await editor.open(text);
    await editor.holds(text);
    await editor.call('setText', PLAN);
    await editor.call('setText', text);
    await editor.holds(text);
  });

  test(`undo and redo bring back a text with ${name}`, async ({ editor }) => {
    await editor.open(text);
    await editor.call('setText', '# Other\n\r\n');
    await editor.content.focus();
    await editor.undo();
    await editor.holds(text);
    await editor.redo();
    await editor.holds('# Other\n\r\n');
    await editor.undo();
    await editor.holds(text);
  });
}

test('filling in replaces everything, exactly', async ({ editor }) => {
  await editor.open(PLAN);
  for (const text of [long(30_000), long(200_000), long(30_000, '\r\n'), TEXTS['mixed line ends'], `\ufeff${PLAN}`, 'x', '']) {
    await editor.content.fill(text);
    await editor.holds(text);
  }
});

test('filling in replaces everything of a long text of which a part is selected', async ({ editor }) => {
  const text = long(200_000);
  await editor.open(text);
  const { from, to } = range(text, 'item 2000');
  await editor.call('reveal', from, to);
  await editor.content.fill('# Short\n\nx');
  await editor.holds('# Short\n\nx');
  await editor.undo();
  await editor.holds(text);
  await editor.call('reveal', from, to);
  await editor.content.fill('');
  await editor.holds('');
});

test('the page hears of what its user changes, not of what it sets', async ({ editor }) => {
  await editor.open(PLAN);
  await editor.call('setText', '# New\n');
  await editor.call('replace', 2, 5, 'Newer');
  expect(await editor.changes()).toEqual([]);
  await editor.content.focus();
  await editor.undo();
  await editor.undo();
  expect(await editor.changes()).toEqual(['# New\n', PLAN]);
  await editor.content.fill('# Filled\r\n');
  await editor.content.press('ControlOrMeta+End');
  await editor.content.press('a');
  expect((await editor.changes()).slice(2)).toEqual(['# Filled\r\n', '# Filled\r\na']);
});

test('typing keeps the line ends of the lines around it', async ({ editor }) => {
  await editor.open('\ufeffone\r\ntwo\nthree\r\nfour');
  await editor.call('reveal', 6, 6);
  await editor.page.keyboard.type('2');
  await editor.holds('\ufeffone\r\n2two\nthree\r\nfour');
  await editor.page.keyboard.press('End');
  await editor.page.keyboard.type('!');
  await editor.page.keyboard.press('Enter');
  await editor.page.keyboard.type('new');
  await editor.holds('\ufeffone\r\n2two!\r\nnew\nthree\r\nfour');
});

test('joined lines are as they were after undo', async ({ editor }) => {
  const text = 'one\r\ntwo\nthree\rfour\r\n';
  await editor.open(text);
  await editor.call('reveal', 5, 5);
  await editor.page.keyboard.press('Backspace');
  await editor.holds('onetwo\nthree\rfour\r\n');
  await editor.page.keyboard.press('End');
  await editor.page.keyboard.press('Delete');
  await editor.holds('onetwothree\rfour\r\n');
  await editor.undo();
  await editor.undo();
  await editor.holds(text);
  await editor.redo();
  await editor.redo();
  await editor.holds('onetwothree\rfour\r\n');
});

test('text over a selection of several lines is one change', async ({ editor }) => {
  await editor.open(PLAN);
  const { from } = range(PLAN, 'IT cap');
  const { to } = range(PLAN, 'leaf');
  await editor.call('reveal', from, to);
  await editor.page.keyboard.type('x');
  await editor.holds(`${PLAN.slice(0, from)}x${PLAN.slice(to)}`);
  await editor.page.keyboard.type('yz');
  await editor.holds(`${PLAN.slice(0, from)}xyz${PLAN.slice(to)}`);
});

test.describe('the clipboard', () => {
  test.use({ permissions: ['clipboard-read', 'clipboard-write'] });

  async function paste(editor, text) {
    await editor.page.evaluate((copied) => navigator.clipboard.writeText(copied), text);
    await editor.page.keyboard.press('ControlOrMeta+v');
  }

  test('a text pasted over everything is taken exactly', async ({ editor }) => {
    for (const text of [long(30_000), long(200_000), long(30_000, '\r\n')]) {
      await editor.open(PLAN);
      await editor.content.focus();
      await editor.page.keyboard.press('ControlOrMeta+a');
      await paste(editor, text);
      await editor.holds(text);
      await editor.undo();
      await editor.holds(PLAN);
    }
  });

  test('a text pasted into another takes its line ends', async ({ editor }) => {
    await editor.open('one\r\ntwo\r\n');
    await editor.call('reveal', 5, 5);
    await paste(editor, 'a\nb\n');
    await editor.holds('one\r\na\r\nb\r\ntwo\r\n');
  });
});

test('replace is exact, undoable and counts in the text', async ({ editor }) => {
  const text = `\ufeff${PLAN.replaceAll('\n', '\r\n')}`;
  await editor.open(text);
  const { from, to } = range(text, '10.2 kW');
  await editor.call('replace', from, to, '12 kW\n and more');
  await editor.holds(text.replace('10.2 kW', '12 kW\n and more'));
  await editor.content.focus();
  await editor.undo();
  await editor.holds(text);
});

for (const [name, text] of Object.entries({ unix: PLAN, windows: `\ufeff${PLAN.replaceAll('\n', '\r\n')}`, mixed: `a\rb\n${PLAN.replace('\n', '\r\n')}` })) {
  test(`places are counted in the text, ${name} line ends`, async ({ editor }) => {
    await editor.open(text);
    for (const part of ['# A 5', '5 MW', '𝄞 and', 'banana', 'words.']) {
      const { from, to } = range(text, part);
      await editor.call('reveal', from, to);
      expect(await editor.call('selection')).toEqual({ from, to });
      expect(await editor.lastCursor()).toBe(to);
      expect(await editor.selectedText()).toBe(part);
    }
    await editor.page.keyboard.press('ControlOrMeta+End');
    expect(await editor.lastCursor()).toBe(text.length);
  });
}

test('places beyond the text are its end', async ({ editor }) => {
  await editor.open('ab\r\n');
  await editor.call('reveal', 100, 200);
  expect(await editor.call('selection')).toEqual({ from: 4, to: 4 });
  await editor.call('setMarks', [{ from: 90, to: 99, key: 'x', title: 'x', kind: 'value' }]);
  await editor.call('setDiagnostics', [{ from: 90, to: 99, severity: 'error', code: 'x', message: 'x' }]);
});

test.describe('on Android', () => {
  test.use({
    userAgent: 'Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Mobile Safari/537.36',
  });

  test('typed lines and lines that a keyboard inserts take the line ends of the text', async ({ editor, page }) => {
    const becomes = (text) => expect.poll(() => editor.text()).toBe(text);
    await editor.open('\ufeffone\r\ntwo\r\n');
    await editor.call('reveal', 6, 6);
    await page.keyboard.type('2');
    await becomes('\ufeffone\r\n2two\r\n');
    await page.keyboard.press('Enter');
    await becomes('\ufeffone\r\n2\r\ntwo\r\n');
    await page.keyboard.insertText('a\nb\r\nc');
    await becomes('\ufeffone\r\n2\r\na\r\nb\r\nctwo\r\n');
    await page.keyboard.press('Backspace');
    await becomes('\ufeffone\r\n2\r\na\r\nb\r\ntwo\r\n');
  });
});
