// What waits for people, how they sign, what is in effect, and playbooks.
import assert from 'node:assert/strict';
import { createRequire } from 'node:module';
import { readFileSync } from 'node:fs';
import { after, before, describe, it } from 'node:test';
import { site } from '../mock/responses.mjs';
import { open, skip } from './support.mjs';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

describe('responses', { skip }, () => {
  let house;
  let page;
  before(async () => {
    house = await open({ signedIn: true });
    page = await house.page();
    // A device that always says yes, and remembers what it was asked.
    await page.addInitScript(() => {
      const bytes = (text) => new TextEncoder().encode(text).buffer;
      navigator.credentials.get = async (options) => {
        window.asked = { ...options.publicKey, challenge: options.publicKey.challenge.byteLength };
        return { id: 'a1Zb', rawId: bytes('a'), type: 'public-key', authenticatorAttachment: 'platform', getClientExtensionResults: () => ({}), response: { clientDataJSON: bytes('{}'), authenticatorData: bytes('x'), signature: bytes('y'), userHandle: null } };
      };
    });
  });
  after(async () => { await house?.close(); });
  const see = (text) => page.getByText(text).first().waitFor({ timeout: 10_000 });
  const question = async (action) => (await house.ask('responses')).questions.find((q) => q.action === action).id;

  async function clean(name) {
    await page.evaluate(axe);
    const found = await page.evaluate(() => window.axe.run(document, { runOnly: { type: 'tag', values: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] } }));
    assert.deepEqual(found.violations.flatMap((v) => v.nodes.map((n) => `${name}: ${v.id}: ${n.target.join(' ')}`)), []);
  }

  it('says exactly what is signed, and what is not known as not known', async () => {
    await page.goto(`/response/questions/${await question('sinkholeDomain')}`);
    await see(/Answer with nothing for the domain update\.fdp-invoice\.example for 86400 seconds/);
    await see(/It is unknown what this would have touched/);
    assert.equal(await page.getByText(/0 events/).count(), 0);
    await see('unbound-control reload');
  });

  it('does nothing when a question is only opened', async () => {
    const before = await house.ask('responses');
    for (const q of before.questions) { await page.goto(`/response/questions/${q.id}`); await page.getByRole('heading', { name: 'Your decision' }).waitFor(); }
    const now = await house.ask('responses');
    assert.deepEqual([now.questions.length, now.active.length], [before.questions.length, before.active.length]);
  });

  it('explains what to do without a passkey', async () => {
    site.hasPasskey = false;
    await page.goto(`/response/questions/${await question('blockAddress')}`);
    await see('You have no passkey yet.');
    assert.equal(await page.getByRole('link', { name: 'Add a passkey to your account' }).getAttribute('href'), '/account');
    assert.equal(await page.getByRole('button', { name: 'Approve with a passkey' }).count(), 0);
    await clean('without a passkey');
    site.hasPasskey = true;
  });

  it('approves with a passkey, shows it in effect, and takes it back', async () => {
    await page.goto('/response');
    await page.getByRole('link', { name: /Look and decide: Block an address/ }).click();
    await page.getByRole('button', { name: 'Approve with a passkey' }).click();
    await see('In effect.');
    assert.deepEqual(await page.evaluate(() => [window.asked.challenge, window.asked.rpId, window.asked.userVerification]), [32, '127.0.0.1', 'required']);
    await clean('approved');
    await page.getByRole('link', { name: 'See what is in effect' }).click();
    const revert = page.getByRole('button', { name: 'Revert: Block an address, 203.0.113.77' });
    await revert.click();
    await page.getByLabel('It was a mistake').check();
    await clean('the dialog to take it back');
    await page.getByRole('button', { name: 'Take it back' }).click();
    await page.getByText('Taken back.', { exact: true }).waitFor();
    await revert.waitFor({ state: 'detached' });
    await page.goto('/response?tab=history');
    await see('taken back by maria; it was a mistake');
  });

  it('counts persons, and hears of what others do', async () => {
    await page.goto(`/response/questions/${await question('disableAdmin')}`);
    await page.getByRole('button', { name: 'Approve with a passkey' }).click();
    await see('another person is needed as well');
    await see('You have approved this.');
    await see('maria has approved');
    const id = await question('isolateHost');
    await page.goto('/response');
    await see('xray-ws2');
    await fetch(`${house.base}/api/v1/responses/questions/${id}/deny`, { method: 'POST', headers: { 'X-Hoplite': '1' } });
    await page.getByText('xray-ws2').waitFor({ state: 'detached' });
    const other = await question('sinkholeDomain');
    await page.goto(`/response/questions/${other}`);
    await page.getByRole('heading', { name: 'Your decision' }).waitFor();
    await fetch(`${house.base}/api/v1/responses/questions/${other}/deny`, { method: 'POST', headers: { 'X-Hoplite': '1' } });
    await page.getByRole('heading', { name: 'This question waits no longer' }).waitFor();
    await clean('a question that somebody else answered');
  });

  it('stops everything only after asking, and resumes', async () => {
    await page.goto('/response');
    await page.getByRole('button', { name: 'Stop everything …' }).click();
    await page.getByText('All 2 actions in effect are taken back at once.').or(page.getByText(/actions? in effect/)).first().waitFor();
    await clean('the question before stopping');
    await page.getByRole('button', { name: 'Stop everything', exact: true }).click();
    await see('Everything is stopped.');
    await clean('stopped');
    await page.getByRole('button', { name: 'Resume …' }).click();
    await page.getByRole('button', { name: 'Resume', exact: true }).click();
    await page.getByText('Everything is stopped.').first().waitFor({ state: 'detached' });
  });

  it('says when nothing here can act', async () => {
    site.bare = true;
    await page.goto('/response');
    await see('Nothing here can act yet.');
    await clean('nothing set up');
    site.bare = false;
  });

  it('tells an incident what was asked and done because of it', async () => {
    const { incident } = (await house.ask('responses')).questions[0];
    await page.goto(`/incidents/${incident}`);
    const part = page.locator('section', { has: page.getByRole('heading', { name: 'Response', exact: true }) });
    await part.getByRole('link', { name: /^Look and decide/ }).first().waitFor();
  });

  it('draws a playbook that keys can go through, and lists the same', async () => {
    await page.goto('/response/playbooks');
    await page.getByRole('link', { name: 'Answer password guessing' }).click();
    const steps = page.getByRole('list', { name: 'Steps' }).getByRole('listitem');
    await steps.first().waitFor();
    assert.equal(await page.locator('svg g[role=button]').count(), await steps.count());
    await page.keyboard.press('j');
    await page.keyboard.press('j');
    await page.locator('svg g[role=button][aria-pressed=true]').waitFor();
    await page.getByRole('button', { name: 'While, Guesses still arrive' }).focus();
    await page.keyboard.press('Enter');
    assert.match(page.url(), /step=while--1/);
    assert.match(await page.locator('li[aria-current=step]').innerText(), /Guesses still arrive/);
  });

  it('tries a playbook without doing anything, runs it, and takes the answer of a person', async () => {
    await page.goto('/response/playbooks');
    await page.getByRole('link', { name: 'Answer password guessing' }).click();
    await page.getByRole('link', { name: 'Try and run' }).click();
    await page.getByRole('button', { name: 'Dry run' }).click();
    await see(/It would not run: \$\$address\$\$ has no value/);
    await page.getByLabel(/\$\$address\$\$/).fill('203.0.113.9');
    await page.getByLabel(/\$\$account\$\$/).fill('deploy');
    await page.getByRole('button', { name: 'Dry run' }).click();
    await see(/deny ipv4_net 203\.0\.113\.9/);
    await clean('a dry run');
    await page.getByRole('button', { name: 'Run …' }).click();
    await page.getByRole('button', { name: 'Run it' }).click();
    await page.getByRole('heading', { name: /^Run of/ }).waitFor();
    await page.getByRole('link', { name: '← The playbook' }).click();
    await page.locator('tr', { hasText: 'Waits for a person' }).getByRole('link').click();
    await page.getByLabel('What you saw').fill('They did not sign in.');
    await page.getByRole('button', { name: 'It was done' }).click();
    await see('They did not sign in.');
  });

  it('broke no policy, obeyed no text and asked nobody else', () => assert.deepEqual(house.problems, []));
});
