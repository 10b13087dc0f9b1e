import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import type { Browser } from 'playwright-core';
import { hasBrowser, openFile, startBrowser } from './browser.fixture.ts';

const title = hasBrowser
  ? 'the page of a real run, in a browser'
  : 'the page of a real run, in a browser (needs Chromium: apt-get install chromium)';
const command = join(import.meta.dirname, '../../bin/cmbac.ts');

(hasBrowser ? describe : describe.skip)(title, function () {
  this.timeout(120_000);
  let browser: Browser;
  let folder: string;
  let file: string;
  before(async () => {
    browser = await startBrowser();
    folder = mkdtempSync(join(tmpdir(), 'cmbac-page-'));
    file = join(folder, 'index.html');
    const run = spawnSync(
      process.execPath,
      [command, 'run', 'exit/*', 'catalog/*', '--faults', 'exit.user', '--out', folder],
      { encoding: 'utf8' },
    );
    expect(run.status, run.stderr).to.equal(1);
  });
  after(async () => {
    await browser.close();
    rmSync(folder, { recursive: true });
  });

  it('says that it leaks, on purpose, and shows the message that came with the stanza that proves it', async () => {
    const { page, complaints } = await openFile(browser, file, { hash: '#exit/recipient-not-cleared' });
    expect(await page.locator('header').innerText())
      .to.include('It leaks')
      .and.to.include('exit.user broken: this run proves the suite');
    const scenario = page.locator('[id="exit/recipient-not-cleared"]');
    expect(await scenario.innerText())
      .to.match(/▲ leak/)
      .and.to.include('Seen');
    const proof = scenario.locator('.finding.failed .lines a').first();
    await proof.click();
    const stanza = page.locator(`[id="${decodeURIComponent(new URL(page.url()).hash.slice(1))}"]`);
    expect(await stanza.innerText()).to.include('<securitylabel');
    expect(await scenario.locator('svg.seq .band.failed').count()).to.be.greaterThan(0);
    expect(complaints).to.deep.equal([]);
  });

  it('leads to a transcript that is there', async () => {
    const { page } = await openFile(browser, file, { hash: '#exit/recipient-not-cleared' });
    const transcript = page.locator('[id="exit/recipient-not-cleared"] .facts a').first();
    const answer = await page.goto(new URL((await transcript.getAttribute('href')) ?? '', page.url()).href);
    expect(await answer?.text()).to.include('"');
  });

  it('needs no scrolling to the side on a narrow screen, whatever was on the wire', async () => {
    const { page, complaints } = await openFile(browser, file, { viewport: { width: 390, height: 844 } });
    await page.getByRole('button', { name: 'Open all' }).click();
    await page.evaluate('for (const each of document.querySelectorAll("details")) each.open = true');
    expect(await page.evaluate('document.documentElement.scrollWidth')).to.equal(390);
    expect(complaints).to.deep.equal([]);
  });
});
