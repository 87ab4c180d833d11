// Every page, in both themes and on a phone, through axe. Also: nothing may stick out sideways on a phone.
import assert from 'node:assert/strict';
import { createRequire } from 'node:module';
import { readFileSync } from 'node:fs';
import { after, before, describe, it } from 'node:test';
import { identity } from '../mock/identity.mjs';
import { open, skip } from './support.mjs';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
const modes = [['light', 1440], ['dark', 1440], ['light', 375], ['dark', 375]];

async function look(page, name) {
  // The policy of the page forbids added script elements; evaluating is how a debugger does it.
  await page.evaluate(axe);
  const found = await page.evaluate((values) => window.axe.run(document, { runOnly: { type: 'tag', values } }), tags);
  return found.violations.flatMap((v) => v.nodes.map((n) => `${name}: ${v.id}: ${n.target.join(' ')}: ${n.failureSummary?.split('\n').slice(1, 3).join(' ').trim()}`));
}

describe('accessibility', { skip }, () => {
  let house;
  let places;
  before(async () => {
    house = await open({ signedIn: true });
    const incident = (await house.ask('incidents')).items[0].id;
    const { id: finding, rule } = (await house.ask('findings')).items[0];
    const looked = (await house.ask('agents/runs')).items;
    const waiting = (await house.ask('incidents?limit=100')).items.find((i) => !looked.some((r) => r.incident === i.id)).id;
    const plan = (await (await fetch(`${house.base}/api/v1/hunts/ask`, { method: 'POST', headers: { 'X-Hoplite': '1' }, body: JSON.stringify({ question: 'Did anyone guess passwords against web01?' }) })).json()).id;
    const { questions } = await house.ask('responses');
    const asked = (action) => questions.find((q) => q.action === action).id;
    const [playbook, , , broken] = (await house.ask('playbooks')).items;
    const known = (await house.ask('intelligence/indicators')).items;
    const { runs, steps } = await house.ask(`playbooks/${playbook.id}`);
    await fetch(`${house.base}/api/v1/hunts/ask/${plan}/run`, { method: 'POST', headers: { 'X-Hoplite': '1' }, body: '{}' });
    places = {
      overview: '/', incidents: '/incidents', 'closed incidents': '/incidents?state=closed', workbench: `/incidents/${incident}`, 'entities drawn': `/incidents/${incident}?tab=entities`, 'entities listed': `/incidents/${incident}?tab=entities&as=table`,
      programs: `/incidents/${incident}?tab=processes`, evidence: `/incidents/${incident}?finding=${finding}`, 'findings by rule': '/findings', 'findings one by one': '/findings?view=list', search: '/search', 'an event': '/search?row=5', 'saved hunts': '/search/saved',
      investigation: `/incidents/${looked[0].incident}?tab=investigation`, 'no investigation yet': `/incidents/${waiting}?tab=investigation`, runs: '/agents', 'a run': `/agents/runs/${looked[0].id}`, 'a run, replayed': `/agents/runs/${looked[0].id}?step=4`, 'what came of a run': `/agents/runs/${looked[0].id}?tab=report`,
      guards: '/agents/trust', autonomy: '/agents/trust?tab=autonomy', drill: '/agents/trust?tab=drill', ask: '/search/ask', 'an asked plan': `/search/ask?plan=${plan}`,
      response: '/response', 'past responses': '/response?tab=history', 'what it can do': '/response?tab=can', 'a question': `/response/questions/${asked('blockAddress')}`, 'a question of unknown impact': `/response/questions/${asked('sinkholeDomain')}`, 'a question for two': `/response/questions/${asked('isolateHost')}`,
      'a question nothing can do': `/response/questions/${asked('disableAdmin')}`, playbooks: '/response/playbooks', 'a playbook': `/response/playbooks/${playbook.id}`, 'a step of a playbook': `/response/playbooks/${playbook.id}?step=${steps[3].id}`, 'a broken playbook': `/response/playbooks/${broken.id}`,
      'text of a playbook': `/response/playbooks/${playbook.id}?tab=text`, 'trying a playbook': `/response/playbooks/${playbook.id}?tab=try`, 'runs of a playbook': `/response/playbooks/${playbook.id}?tab=runs`, 'a run that waits': `/response/runs/${runs[0].id}`, 'a run of unknown outcome': `/response/runs/${runs[1].id}`,
      intelligence: '/intelligence', indicators: '/intelligence/indicators', 'indicators of one rung': '/intelligence/indicators?rung=Quarantine', 'an indicator': `/intelligence/indicators/${known[0].id}`, 'an indicator not believed': `/intelligence/indicators/${known[4].id}`,
      shared: '/intelligence/objects', received: '/intelligence/objects?of=others', community: '/intelligence/community',
      rules: '/detections', coverage: '/detections?tab=coverage', suppressions: '/detections?tab=suppressions', 'a rule': `/detections?rule=${rule}`, sources: '/sources', 'a source': '/sources?source=web01', machines: '/assets', reports: '/reports',
      people: '/admin', tokens: '/admin?tab=tokens', messages: '/admin?tab=messages', audit: '/admin?tab=audit', account: '/account', 'no such page': '/nowhere',
    };
  });
  after(async () => { await house?.close(); });

  for (const [colorScheme, width] of modes) {
    it(`has no violation on any page, ${colorScheme}, ${width} wide`, async () => {
      const page = await house.page({ colorScheme, width });
      const violations = [];
      for (const [name, path] of Object.entries(places)) {
        await page.goto(path);
        await page.waitForFunction(() => document.querySelector('h1') && !document.querySelector('[aria-busy=true]'), null, { timeout: 15_000 });
        await page.waitForTimeout(150);
        violations.push(...await look(page, name));
        const over = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
        if (over > 0) violations.push(`${name}: ${over} pixels stick out sideways`);
      }
      await page.context().close();
      assert.deepEqual(violations, []);
    });

    it(`has no violation at the door, ${colorScheme}, ${width} wide`, async () => {
      const page = await house.page({ colorScheme, width });
      house.mock.state.user = null;
      const violations = [];
      try {
        await page.goto('/sign-in');
        await page.getByRole('heading', { name: 'Sign in' }).waitFor();
        violations.push(...await look(page, 'sign in'));
        await page.getByLabel('Name').fill('maria');
        await page.getByLabel('Password').fill('correct horse');
        await page.getByRole('button', { name: 'Sign in' }).click();
        await page.getByLabel('Code').waitFor();
        violations.push(...await look(page, 'code'));
        house.mock.state.isSetUp = false;
        await page.goto('/setup');
        await page.getByRole('heading', { name: 'First, an administrator' }).waitFor();
        violations.push(...await look(page, 'setup'));
        identity('POST', 'setup', { name: 'maria' });
        await page.goto('/setup');
        await page.getByRole('img', { name: /QR code/ }).waitFor();
        violations.push(...await look(page, 'second factor'));
        identity('POST', 'me/totp/confirm', { code: '123456' });
        await page.goto('/setup');
        for (const next of ['Later', 'Go on', 'Skip']) {
          await page.getByRole('button', { name: next }).waitFor();
          violations.push(...await look(page, `setup before ${next}`));
          await page.getByRole('button', { name: next }).click();
        }
        violations.push(...await look(page, 'setup done'));
      } finally {
        identity('POST', 'sign-in/totp', { code: '123456' });
        house.mock.state.isSetUp = true;
        await page.context().close();
      }
      assert.deepEqual(violations, []);
    });
  }

  it('broke no policy and asked nobody else', () => assert.deepEqual(house.problems, []));
});
