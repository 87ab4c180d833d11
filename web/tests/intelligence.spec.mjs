// What others know about threats: what is settled, shared and asked before it happens.
import assert from 'node:assert/strict';
import { createRequire } from 'node:module';
import { readFileSync } from 'node:fs';
import { after, before, describe, it } from 'node:test';
import { site } from '../mock/intelligence.mjs';
import { open, skip } from './support.mjs';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

describe('intelligence', { skip }, () => {
  let house;
  let page;
  before(async () => { house = await open({ signedIn: true }); page = await house.page(); });
  after(async () => { site.community = true; await house?.close(); });
  const see = (text) => page.getByText(text).first().waitFor({ timeout: 10_000 });
  const press = (name) => page.getByRole('button', { name }).last().click();
  const dialog = () => page.getByRole('dialog');

  async function clean(name) {
    await page.evaluate(axe);
    const found = await page.evaluate(() => window.axe.run(document, { runOnly: { type: 'tag', values: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] } }));
    assert.deepEqual(found.violations.flatMap((v) => v.nodes.map((n) => `${name}: ${v.id}: ${n.target.join(' ')}`)), []);
  }

  it('leads from what was here before it was known to who says so', async () => {
    await page.goto('/intelligence');
    await page.getByRole('link', { name: /^update\.fdp-invoice\.example/ }).click();
    await page.getByRole('heading', { name: 'Who says so' }).waitFor();
    await see('It was here before it was known:');
    const malware = page.getByRole('button', { name: /^Malware, Ledgerworm/ });
    await malware.focus();
    await page.keyboard.press('Enter');
    assert.equal(await malware.getAttribute('aria-pressed'), 'true');
    await page.getByRole('link', { name: 'List', exact: true }).click();
    await see(/refers to/);
    await clean('objects as a list');
  });

  it('says what follows before anything is settled', async () => {
    await page.goto('/intelligence/indicators?text=2001');
    await page.getByRole('link', { name: '2001:db8:77::5' }).click();
    await press('It is harmless …');
    await dialog().getByText(/A block that was made because of it is taken back/).waitFor();
    await clean('settling');
    await dialog().getByRole('button', { name: 'It is harmless', exact: true }).click();
    await see('Settled. It now stands at: Quarantine.');
  });

  it('adds what a person types, and says what it cannot read', async () => {
    await page.goto('/intelligence/indicators');
    await press('Add an indicator …');
    await page.getByLabel('What is bad?').fill('nonsense');
    await dialog().getByRole('button', { name: 'Add', exact: true }).click();
    await see('This is no address, prefix, domain, URL, hash or mail address.');
    await clean('adding');
    await page.getByLabel('What is bad?').fill('evil.example');
    await dialog().getByRole('button', { name: 'Add', exact: true }).click();
    await page.getByRole('heading', { name: 'evil.example' }).waitFor();
  });

  it('polls, imports, and says what was refused', async () => {
    await page.goto('/intelligence');
    await press('Poll now');
    await see('Not every feed answered.');
    await press('Import a file …');
    const file = (text) => ({ name: 'bundle.json', mimeType: 'application/json', buffer: Buffer.from(text) });
    await page.getByLabel('File').setInputFiles(file('no json'));
    await dialog().getByRole('button', { name: 'Import', exact: true }).click();
    await see('The file is not JSON.');
    await page.getByLabel('File').setInputFiles(file('{"type":"bundle","objects":[{},{}]}'));
    await dialog().getByRole('button', { name: 'Import', exact: true }).click();
    await see('2 objects');
    await see('Valid_until is before valid_from');
    await clean('imported');
  });

  it('shows exactly what leaves, and sends only what stayed chosen', async () => {
    const incident = (await house.ask('incidents')).items[0].id;
    await page.goto(`/incidents/${incident}`);
    await press('Share …');
    await see('This and nothing else leaves');
    assert.equal(await page.getByLabel('How far it may travel').inputValue(), 'AMBER');
    await dialog().getByRole('checkbox').nth(2).uncheck();
    await dialog().getByText('The whole of it').first().click();
    await dialog().getByText('1 connection between them').click();
    await clean('sharing');
    await page.getByLabel('How far it may travel').selectOption('RED');
    await see('What is marked so names a group; choose one.');
    assert.ok(await dialog().getByRole('button', { name: 'Send 5 objects' }).isDisabled());
    await page.getByLabel('To whom').selectOption('hospitals');
    const sent = page.waitForRequest((r) => r.method() === 'POST' && r.url().endsWith('/share'));
    await dialog().getByRole('button', { name: 'Send 5 objects' }).click();
    const body = (await sent).postDataJSON();
    assert.deepEqual([body.tlp, body.group, body.objects.length], ['RED', 'hospitals', 5]);
    await see('5 objects shared.');
  });

  it('asks the members, and compares attackers with one', async () => {
    await page.goto('/intelligence/community');
    await press('Ask the members …');
    await page.getByLabel('What do you know of …').fill('update.fdp-invoice.example');
    await dialog().getByRole('button', { name: 'Ask', exact: true }).click();
    await see('Knows nothing');
    await clean('asked');
    await press('Close');
    await page.getByRole('button', { name: /^Compare attackers with/ }).first().click();
    await dialog().getByRole('button', { name: 'Compare', exact: true }).click();
    await see('2 attackers in common');
    await clean('compared');
    await press('Done');
    await see('Attackers in common');
    await clean('what was compared');
  });

  it('invites by a text, and names who goes with whom', async () => {
    await page.goto('/intelligence/community');
    await press('Invite somebody …');
    await page.getByLabel('Whom?').fill('Brookside Clinic');
    await clean('inviting');
    await press('Make the invitation');
    await page.getByRole('textbox', { name: /^Invitation/ }).waitFor();
    assert.match(await page.getByRole('textbox', { name: /^Invitation/ }).inputValue(), /^hoplite-invitation:/);
    await press('Done');
    await press('Put out Lakeview Dental');
    await dialog().getByText('Northgate Pharmacy').waitFor();
    await clean('putting out');
    await press('Put out all 3');
    await see('Lakeview Dental does not belong any more.');
    await page.waitForFunction(() => document.querySelectorAll('[aria-labelledby=members] tbody tr').length === 3);
  });

  it('says how to begin without a community, and shares nothing then', async () => {
    site.community = false;
    const incident = (await house.ask('incidents')).items[0].id;
    await page.goto(`/incidents/${incident}`);
    await page.getByRole('heading', { name: 'What happened' }).waitFor();
    await press('Share …');
    await see('You belong to no community, so nothing is sent.');
    assert.equal(await dialog().getByRole('button', { name: /^Send/ }).count(), 0);
    const saved = page.waitForEvent('download');
    await press('Save as a file');
    assert.match((await saved).suggestedFilename(), /^incident-\d+\.stix\.json$/);
    await page.goto('/intelligence/community');
    await page.getByRole('heading', { name: 'Found one' }).waitFor();
    await clean('no community');
    await press('Take up an invitation …');
    await page.getByRole('textbox', { name: /^Invitation/ }).fill('hello');
    await dialog().getByRole('button', { name: 'Join', exact: true }).click();
    await see('This is no invitation.');
    await clean('joining');
    await page.getByRole('textbox', { name: /^Invitation/ }).fill('hoplite-invitation:1 x');
    await dialog().getByRole('button', { name: 'Join', exact: true }).click();
    await see(/You belong to Valley health now/);
  });

  it('broke no policy, obeyed no text and asked nobody else', () => assert.deepEqual(house.problems, []));
});
