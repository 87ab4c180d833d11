// What agents did, what keeps them within bounds, and questions in plain words.
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { open, skip } from './support.mjs';

describe('agents', { skip }, () => {
  let house;
  let page;
  before(async () => { house = await open({ signedIn: true }); page = await house.page(); });
  after(async () => { await house?.close(); });
  const see = (text) => page.getByText(text).first().waitFor({ timeout: 10_000 });

  it('says who gave a verdict, what the gate says, and that a model wrote the prose', async () => {
    const runs = (await (await page.request.get('/api/v1/agents/runs')).json()).items;
    const raised = runs.find((r) => r.source === 'model');
    await page.goto(`/incidents/${raised.incident}?tab=investigation`);
    await see('A model raised it');
    await see('Only a model chose it');
    await see('Needs two persons');
    await see('Written by a language model. May be wrong.');
    await page.getByRole('link', { name: 'How it was done' }).click();
    await page.getByRole('heading', { name: /was looked into/ }).waitFor();
    await page.keyboard.press('j');
    await see(/Step 1 of \d+/);
    await page.keyboard.press('j');
    await see(/Step 2 of \d+/);
    assert.match(page.url(), /step=2/);
    await page.keyboard.press('k');
    await see(/Step 1 of \d+/);
    assert.match(await page.getByRole('link', { name: 'Download the proof' }).getAttribute('href'), /\/api\/v1\/ledger\/[\w-]+\/proof$/);
  });

  it('says plainly that an incident waits, and looks into it when asked', async () => {
    const runs = (await (await page.request.get('/api/v1/agents/runs')).json()).items;
    const all = (await (await page.request.get('/api/v1/incidents?limit=100')).json()).items;
    await page.goto(`/incidents/${all.find((i) => !runs.some((r) => r.incident === i.id)).id}?tab=investigation`);
    await see(/No report yet/);
    await page.getByRole('button', { name: 'Look into it again' }).click();
    await see(/Looked into/);
  });

  it('asks before software may act, and offers that only where it can be', async () => {
    await page.goto('/agents/trust?tab=autonomy');
    const kill = page.getByLabel('Rung of: End a program');
    await kill.selectOption('act');
    await page.getByRole('dialog').getByText(/without asking/).waitFor();
    await page.getByRole('button', { name: 'Leave it as it is' }).click();
    await page.waitForFunction(() => document.querySelector('select[aria-label="Rung of: End a program"]')?.value === 'propose');
    await kill.selectOption('act');
    await page.getByRole('button', { name: 'Set to act' }).click();
    await see('End a program: act from now on.');
    assert.deepEqual(await page.getByLabel('Rung of: Lock an account with high rights').locator('option').allInnerTexts(), ['Observe', 'Propose']);
  });

  it('runs a drill and shows what held', async () => {
    await page.goto('/agents/trust?tab=drill');
    await see('Something is BROKEN');
    await page.getByRole('button', { name: 'Run a drill' }).click();
    await see(/of 300 episodes/);
    await see('All that was measured held');
    assert.ok((await page.locator('tbody tr', { hasText: 'P9' }).innerText()).includes('–'), 'what is not measured is a dash');
  });

  it('shows the plan of a question before anything runs', async () => {
    await page.goto('/search/ask');
    await page.getByLabel('Your question').fill('Did anyone guess passwords against web01?');
    await page.getByRole('button', { name: 'Show the plan' }).click();
    await see('Nothing has run yet.');
    assert.equal(await page.getByText('Has not run').count(), 3);
    await page.getByRole('button', { name: 'Run these 3 steps' }).click();
    await see('2 of 3 steps found something.');
    await see('Rests on 12 events');
    await page.getByLabel('Your question').fill('Is all well?');
    await page.getByRole('button', { name: 'Show the plan' }).click();
    await see(/Nothing in the question could be turned into a step/);
    assert.equal(await page.getByRole('button', { name: /^Run/ }).count(), 0);
  });

  it('broke no policy, obeyed no text and asked nobody else', () => assert.deepEqual(house.problems, []));
});
