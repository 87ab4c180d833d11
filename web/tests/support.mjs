// Opens the built console against the stand-in server in a real browser. Build first: scripts/console.sh
import { existsSync } from 'node:fs';
import { chromium } from 'playwright-core';
import { start } from '../mock/server.mjs';

const flags = ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'];
export const executable = process.env.CHROMIUM ?? '/usr/bin/chromium';
export const canRun = existsSync(executable);
export const skip = canRun ? false : `there is no browser at ${executable}; install chromium or set CHROMIUM`;

export async function open(options = {}) {
  const mock = await start(0, options);
  const browser = await chromium.launch({ executablePath: executable, args: flags });
  const base = `http://127.0.0.1:${mock.port}`;
  const problems = [];

  async function page({ colorScheme = 'light', width = 1440, height = 900 } = {}) {
    const context = await browser.newContext({ viewport: { width, height }, colorScheme, baseURL: base, reducedMotion: 'reduce' });
    const page = await context.newPage();
    // A policy that is broken, a script that throws, an evidence that runs: each of them fails the test.
    page.on('pageerror', (error) => problems.push(`${page.url()}: ${error.message}`));
    page.on('console', (message) => {
      // Typing over a selection in an editable element, the browser itself tries to keep its style; the policy stops that, and nothing is lost.
      const own = /\/search/.test(page.url()) && /Applying inline style/.test(message.text());
      if (message.type() === 'error' && !own && !/status of (400|401|403)/.test(message.text())) problems.push(`${page.url()}: ${message.text()}`);
    });
    page.on('dialog', (dialog) => { problems.push(`a dialog opened: ${dialog.message()}`); void dialog.dismiss(); });
    page.on('request', (request) => { if (!request.url().startsWith(base) && !request.url().startsWith('data:')) problems.push(`a request left the house: ${request.url()}`); });
    return page;
  }

  async function close() {
    await browser.close();
    for (const response of mock.listening) response.end();
    await new Promise((done) => { mock.server.close(done); mock.server.closeAllConnections(); });
  }

  const ask = async (path) => (await fetch(`${base}/api/v1/${path}`)).json();
  return { page, close, base, problems, mock, ask };
}
