import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { open, skip } from './support.mjs';

describe('journeys', { skip }, () => {
  let house;
  let page;
  before(async () => { house = await open(); page = await house.page(); });
  after(async () => { await house?.close(); });
  const see = (text) => page.getByText(text).first().waitFor({ timeout: 10_000 });

  it('signs in with password and code, and comes back to where one wanted to go', async () => {
    await page.goto('/incidents?state=closed');
    await page.getByRole('heading', { name: 'Sign in' }).waitFor();
    await page.getByLabel('Name').fill('maria');
    await page.getByLabel('Password').fill('wrong horse');
    await page.getByRole('button', { name: 'Sign in' }).click();
    await see('The name or the password is wrong.');
    await page.getByLabel('Password').fill('correct horse');
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.getByLabel('Code').fill('123 456');
    await page.getByRole('button', { name: 'Continue' }).click();
    await page.getByRole('heading', { name: 'Incidents' }).waitFor();
    assert.match(page.url(), /\/incidents\?state=closed$/);
  });

  it('shows a dash, never 0, for what is not measured', async () => {
    await page.goto('/');
    await see('What changed last');
    const closed = page.locator('.figure', { hasText: 'Until closed' });
    assert.match(await closed.innerText(), /–\s+not measured yet/);
  });

  it('claims, closes and undoes by keyboard', async () => {
    await page.goto('/incidents');
    const rows = page.locator('tbody tr');
    await rows.first().waitFor();
    const count = await rows.count();
    const first = await rows.first().locator('.what a').innerText();
    await page.keyboard.press('j');
    await page.keyboard.press('k');
    await page.keyboard.press('a');
    await see('1 incident claimed.');
    await page.keyboard.press('x');
    await page.keyboard.press('j');
    await page.keyboard.press('x');
    await see('2 selected');
    await page.keyboard.press('c');
    await page.getByRole('heading', { name: 'Close 2 incidents' }).waitFor();
    await page.getByLabel('Benign').check();
    await page.getByRole('textbox', { name: /Why/ }).fill('A drill.');
    await page.getByRole('button', { name: 'Close 2 incidents' }).click();
    await see('2 incidents closed.');
    await page.waitForFunction((n) => document.querySelectorAll('tbody tr').length === n, count - 2);
    await page.getByRole('button', { name: 'Undo' }).last().click();
    await page.waitForFunction((n) => document.querySelectorAll('tbody tr').length === n, count);
    assert.ok((await page.locator('tbody').innerText()).includes(first.split('\n')[0]));
    await page.keyboard.press('?');
    await page.getByRole('heading', { name: 'Keys and words' }).waitFor();
    await page.keyboard.press('Escape');
  });

  it('opens an incident down to the bytes, by a link that can be shared', async () => {
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'What happened' }).waitFor();
    await page.locator('ol button.link').first().click();
    await page.getByRole('dialog').getByText('What made the rule match').waitFor();
    await page.getByRole('dialog').getByText('As it came', { exact: true }).click();
    await page.getByRole('dialog').getByText('<EventID>1</EventID>').first().waitFor();
    const link = page.url();
    assert.match(link, /finding=/);
    await page.goto(link);
    await page.getByRole('dialog').getByText('What made the rule match').waitFor();
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    await page.getByRole('textbox', { name: 'New note' }).fill('<b>not bold</b>\u202e');
    await page.getByRole('button', { name: 'Add the note' }).click();
    await see('<b>not bold</b>');
  });

  it('moves through the tree of programs with the arrow keys', async () => {
    await page.getByRole('link', { name: 'Programs' }).click();
    const items = page.getByRole('treeitem');
    await items.first().focus();
    const all = await items.count();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('ArrowLeft');
    assert.ok((await items.count()) < all, 'folding hides the children');
    await page.keyboard.press('ArrowRight');
    assert.equal(await items.count(), all);
    await page.keyboard.press('Enter');
    await page.getByRole('dialog').waitFor();
    await page.keyboard.press('Escape');
  });

  it('draws the entities, and has them as a table too', async () => {
    await page.getByRole('link', { name: /Who and what/ }).click();
    await page.locator('.graph canvas').first().waitFor();
    await page.getByRole('link', { name: 'Table', exact: true }).click();
    await see('203.0.113.77');
  });

  it('searches a hundred thousand events without drawing them all', async () => {
    await page.goto('/search?window=all&q=' + encodeURIComponent('events\n| take 100000'));
    await page.locator('[role=grid][aria-rowcount="100001"]').waitFor({ timeout: 20_000 });
    assert.ok((await page.locator('[role=row]').count()) < 60);
    await page.locator('[role=gridcell][tabindex="0"]').focus();
    await page.keyboard.press('Control+End');
    await page.locator('[role=row][aria-rowindex="100001"]').waitFor();
    await page.waitForFunction(() => document.activeElement?.getAttribute('data-row') === '99999');
    await page.keyboard.press('Enter');
    await page.getByRole('dialog').getByText('logsource').waitFor();
    await page.keyboard.press('Escape');
  });

  it('underlines what is wrong in a query, and says what to write', async () => {
    await page.goto('/search');
    const editor = page.getByRole('textbox', { name: /Query in KQL/ });
    await editor.click();
    await page.keyboard.press('Control+A');
    await page.keyboard.type('events');
    await page.keyboard.press('Enter');
    await page.keyboard.type('| wher host == "x"');
    await page.keyboard.press('Escape');
    await page.keyboard.press('Control+Enter');
    await see('did you mean "where"?');
    await page.locator('.cm-lintRange-error').waitFor();
  });

  it('filters by a value of the field list', async () => {
    await page.goto('/search');
    await page.getByRole('button', { name: 'SRV-FILES', exact: true }).first().click();
    await page.waitForURL(/where(\+|%20)host/);
    await page.waitForFunction(() => [...document.querySelectorAll('[role=gridcell][data-column="1"]')].every((c) => c.textContent === 'SRV-FILES'));
  });

  it('suppresses only with a preview, a reason and an end', async () => {
    await page.goto('/findings?view=list');
    await page.locator('td.what button').first().click();
    await page.getByRole('button', { name: 'Suppress …' }).click();
    await see('this would have hidden');
    assert.ok(await page.getByRole('button', { name: 'Suppress', exact: true }).isDisabled());
    await page.getByLabel(/Reason/).fill('Known backup job.');
    await page.getByRole('button', { name: 'Suppress', exact: true }).click();
    await see(/Suppressed\./);
  });

  it('enrols a source and shows its token once, inside a configuration', async () => {
    await page.goto('/sources');
    await page.getByRole('button', { name: 'Add a source' }).click();
    await page.getByLabel(/^Name/).fill('Printer room');
    await page.getByRole('button', { name: 'Make the token' }).click();
    await page.locator('pre', { hasText: 'hps_example_token' }).waitFor();
    await page.getByRole('button', { name: 'Done' }).click();
    await see('Printer room');
  });

  it('checks the audit trail and makes a token for a program', async () => {
    await page.goto('/admin?tab=audit');
    await page.getByRole('button', { name: 'Check that it is whole' }).click();
    await see('none was changed');
    await page.goto('/admin?tab=tokens');
    await page.getByRole('button', { name: 'New token' }).click();
    await page.getByLabel(/^Name/).fill('wall display');
    await page.getByRole('button', { name: 'Make the token' }).click();
    await see('hpt_example_token');
    await page.getByRole('button', { name: 'Done' }).click();
  });

  it('says when the connection is lost, and when it is back', async () => {
    await page.goto('/');
    await see('What changed last');
    await page.waitForTimeout(300);
    const answer = house.mock.listening.values().next().value;
    assert.ok(answer, 'the console listens for news');
    await page.route('**/api/v1/stream', (route) => route.abort());
    answer.destroy();
    await see('The connection to Hoplite is lost');
    await page.unroute('**/api/v1/stream');
    await page.getByText('The connection to Hoplite is lost').waitFor({ state: 'detached', timeout: 20_000 });
  });

  it('obeyed nothing that the evidence said, and asked nobody else', () => {
    assert.deepEqual(house.problems.filter((p) => !/ERR_|Failed to load resource/.test(p)), []);
  });
});

describe('the first run', { skip }, () => {
  let house;
  let page;
  before(async () => { house = await open({ fresh: true }); page = await house.page(); });
  after(async () => { await house?.close(); });

  it('leads from nothing to a test event that became an incident', async () => {
    await page.goto('/');
    await page.getByRole('heading', { name: 'First, an administrator' }).waitFor();
    await page.getByLabel(/Setup code/).fill('1234-5678');
    await page.getByLabel(/Your name/).fill('maria');
    await page.getByLabel(/^Password/).fill('correct horse battery');
    await page.getByLabel('The same again').fill('correct horse battery');
    await page.getByRole('button', { name: 'Create the administrator' }).click();
    await page.getByRole('img', { name: /QR code/ }).waitFor();
    await page.getByLabel('Type the code it shows').fill('123456');
    await page.getByRole('button', { name: 'Check the code' }).click();
    await page.getByLabel('I have kept the codes').check();
    await page.getByRole('button', { name: 'Continue' }).click();
    await page.getByRole('heading', { name: 'What should be watched?' }).waitFor();
    await page.getByLabel('What do you call it?').fill('Reception');
    await page.getByRole('button', { name: 'Make its token' }).click();
    await page.locator('pre', { hasText: 'winlogbeat.event_logs' }).waitFor();
    await page.getByRole('button', { name: 'Go on' }).click();
    await page.getByRole('button', { name: 'Go on' }).click();
    await page.getByRole('button', { name: 'Send the test event' }).click();
    await page.getByRole('button', { name: 'It works: go on' }).click({ timeout: 10_000 });
    await page.getByRole('button', { name: 'To the overview' }).click();
    await page.getByRole('heading', { name: 'Overview' }).waitFor();
    assert.deepEqual(house.problems, []);
  });
});
