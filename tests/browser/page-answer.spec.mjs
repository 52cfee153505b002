// Plan in, nodes out: the plan, the knobs, the answer and the problems.
import { expect, test, text } from './playground.mjs';

const SMALL = text('small.md');

test.beforeEach(({ playground }) => playground.open());

test('the answer follows the plan as it is typed', async ({ page, playground }) => {
  await playground.plan.fill('- IT cap: 1 MW\n- Node power: 10 kW\n- Reserve: 0 %\n');
  await playground.answers(93);
  await expect(page.getByLabel('Total power', { exact: true })).toHaveText('998.8 kW');
  await expect(page.getByLabel('Headroom', { exact: true })).toHaveText('1,200 W');
  await expect(page.getByLabel('Oversubscription', { exact: true })).toHaveText(/ : 1$/);
  await expect(page.locator('#why')).toHaveText(/^Node 94 needs [\d.,]+ k?W more than the cap leaves/);
});

test('knobs take a number in the unit shown or with a unit', async ({ page, playground }) => {
  await playground.plan.fill(SMALL);
  await playground.answers(88);
  await playground.cap.fill('2');
  await playground.answers(177);
  await playground.cap.fill('2000 kW');
  await playground.answers(177);
  await playground.power.fill('8');
  await expect(playground.nodes).not.toHaveText('177');
  await playground.radix.fill('128');
  await expect(page.locator('#command')).toHaveText("wattpack build plan.md --cap 2000kW --leaf-radix 128 --node-power 8kW");
  await playground.cap.fill('');
  await playground.cap.blur();
  await expect(playground.cap).toHaveValue('1');
});

test('each knob says where its value comes from, goes there and goes back', async ({ page, playground }) => {
  await playground.plan.fill(SMALL);
  const source = page.locator('#cap-source');
  await expect(source).toHaveText('plan line 5');
  await expect(page.locator('#radix-source')).toHaveText('plan line 8');
  await source.click();
  await expect(playground.plan).toBeFocused();
  await page.keyboard.type('3 MW');
  await expect(playground.cap).toHaveValue('3');
  await playground.cap.fill('2');
  await expect(source).toHaveText('set here; the plan has 3 MW');
  await page.locator('#cap-reset').click();
  await expect(playground.cap).toHaveValue('3');
  await expect(source).toHaveText('plan line 5');
  await playground.plan.fill('# A pod of 5 MW\n');
  await expect(source).toHaveText('name in line 1, inferred');
  await expect(page.locator('#power-source')).toHaveText('default, a placeholder');
});

test('sliders move the numbers', async ({ page, playground }) => {
  const before = await playground.nodes.textContent();
  const slider = page.getByRole('slider', { name: 'Cap slider' });
  await slider.focus();
  await slider.press('ArrowRight');
  await expect(playground.nodes).not.toHaveText(before);
  await expect(page.locator('#cap-source')).toHaveText(/^set here/);
  await page.getByRole('slider', { name: 'Radix slider' }).press('ArrowRight');
  await expect(playground.radix).toHaveValue('72');
});

test('a wrong value is said at its knob and the last good answer stays', async ({ page, playground }) => {
  const good = await playground.nodes.textContent();
  await playground.cap.fill('8 apples');
  await expect(page.locator('#cap-problem')).toContainText('apples');
  await expect(playground.cap).toHaveAttribute('aria-invalid', '');
  await expect(page.locator('#answer')).toHaveAttribute('data-stale', 'yes');
  await playground.answers(good);
  await expect(playground.download).toBeDisabled();
  await playground.cap.fill('8');
  await expect(page.locator('#answer')).toHaveAttribute('data-stale', 'no');
  await expect(playground.download).toBeEnabled();
});

test('a broken plan keeps the last good answer', async ({ page, playground }) => {
  const good = await playground.nodes.textContent();
  await playground.plan.fill('- IT cap: 5 apples\n');
  await expect(page.locator('#stale')).toContainText('last good numbers');
  await playground.answers(good);
});

test('problems lead to their places', async ({ page, playground }) => {
  await playground.plan.fill('# Pod\n\n- IT cap: 5 MW\n- Nod power: 9 kW\n- Leaf power: 5\n');
  await expect(page.locator('#problem-count')).toHaveText('1 error, 1 warning');
  const problem = page.locator('#problems button').filter({ hasText: 'without a unit' });
  await expect(problem).toContainText('line 5');
  await problem.click();
  await page.keyboard.type('5 W');
  await expect(page.locator('#problem-count')).toHaveText('1 warning');
});

test('a value is written into the plan where it came from, and undo takes it back', async ({ page, playground }) => {
  await playground.plan.fill(SMALL);
  await playground.holds(SMALL);
  await playground.cap.fill('2.5');
  await page.locator('#cap-write').click();
  await playground.holds(SMALL.replace('IT cap: 1 MW', 'IT cap: 2.5 MW'));
  await expect(page.locator('#cap-source')).toHaveText('plan line 5');
  expect((await playground.stored()).overrides).toEqual({});
  await playground.undo();
  await playground.holds(SMALL);
});

test('a value that the plan does not mention gets a place of its own', async ({ playground, page }) => {
  await playground.plan.fill('# A 5 MW pod\n');
  await playground.power.fill('12');
  await page.locator('#power-write').click();
  await playground.holds('# A 5 MW pod\n\n## Parameters\n\n- Node power: 12 kW\n');
});

test('all other parameters are in a folded list with their bounds', async ({ page, playground }) => {
  await playground.plan.fill(SMALL);
  await page.locator('#all-parameters summary').click();
  const reserve = page.getByLabel('overhead.reserve_fraction', { exact: true });
  await expect(reserve).toHaveValue('5');
  await expect(page.locator('#parameters')).toContainText('less than 1');
  await reserve.fill('100');
  await expect(page.locator('#parameters .problem').filter({ hasText: 'reserve_fraction' })).toBeVisible();
  await reserve.fill('0');
  await expect(playground.nodes).toHaveText('93');
  await page.getByLabel('fabric.attachment', { exact: true }).selectOption('packed');
  await expect(page.locator('#command')).toContainText('--set fabric.attachment=packed');
  await page.getByRole('button', { name: 'Write into plan overhead.reserve_fraction' }).click();
  await playground.holds(SMALL.replace('reserve: 5 %', 'reserve: 0 %'));
});

test('what comes next and what each change is worth is said, in the words of the memo', async ({ page, playground }) => {
  await playground.plan.fill(SMALL);
  await playground.answers(88);
  const worth = page.getByRole('region', { name: 'What each change is worth' });
  await expect(page.locator('#ahead')).toHaveText(/^A higher cap below [\d.,]+ k?W changes nothing; [\d.,]+ k?W more allows 89 nodes\./);
  const gains = await worth.locator('tbody tr td:nth-of-type(2)').allTextContents();
  const nodes = gains.filter((text) => /^[+-]/.test(text)).map(Number);
  expect(nodes.length).toBeGreaterThan(2);
  expect(nodes).toEqual([...nodes].sort((one, other) => other - one));
  await playground.cap.fill('2');
  await expect(page.locator('#ahead')).toHaveText(/allows 178 nodes/);
});
