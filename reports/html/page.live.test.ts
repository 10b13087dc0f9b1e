import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import type { Browser, Page } from 'playwright-core';
import { fullSampleRun } from '../sample-kinds.ts';
import { hasBrowser, openFile, startBrowser } from './browser.fixture.ts';
import { htmlReport } from './index.ts';

const title = hasBrowser
  ? 'the page of a run, in a browser'
  : 'the page of a run, in a browser (needs Chromium: apt-get install chromium)';

(hasBrowser ? describe : describe.skip)(title, function () {
  this.timeout(60_000);
  let browser: Browser;
  let folder: string;
  let file: string;
  before(async () => {
    browser = await startBrowser();
    folder = mkdtempSync(join(tmpdir(), 'cmbac-page-'));
    file = join(folder, 'index.html');
    writeFileSync(file, htmlReport(fullSampleRun(), folder));
  });
  after(async () => {
    await browser.close();
    rmSync(folder, { recursive: true });
  });

  it('opens from a file with no request to anywhere, no error and none of its own rules broken', async () => {
    const { page, complaints } = await openFile(browser, file);
    expect(await page.title()).to.match(/^8 failed · Prosody/);
    await page.getByRole('button', { name: 'Open all' }).click();
    expect(await page.locator('details.scenario[open] .part').count()).to.be.greaterThan(16);
    expect(complaints).to.deep.equal([]);
  });

  it('shows what a person needs of a failure: kind, reason, claim, what was seen, stanza, drawing, quotation, control', async () => {
    const { page } = await openFile(browser, file);
    await page.locator('#trouble a', { hasText: 'Each session of a user gets only what' }).click();
    const scenario = page.locator('[id="exit/several-resources"]');
    const text = await scenario.innerText();
    expect(text).to.match(/▲ leak/);
    for (const said of [
      'rita received the message labelled A-S, which her clearance [U, R] does not cover',
      'rita does not receive the message',
      'the message, 3.4 ms after it was sent, with its label',
      '<body>stimulus 9B2K</body>',
      'each resource of the recipient is to be judged for itself',
      'XEP-0258 §5',
      'With exit.loc broken',
      'Made with an earlier wording',
      'npx cmbac explain exit/several-resources',
      'npx cmbac run exit/several-resources --target prosody --profile lenient',
    ])
      expect(text).to.include(said);
    await scenario.locator('svg.seq').first().waitFor({ state: 'visible' });
    expect(await scenario.locator('svg.seq').first().textContent()).to.include(
      'fence: nothing sent before it is still on its way',
    );
  });

  it('goes from a requirement to its scenario, to the stanza that proves it, and back', async () => {
    const { page } = await openFile(browser, file, { hash: '#C2S-EXIT-03' });
    await page.locator('[id="C2S-EXIT-03"] a', { hasText: 'Each session' }).click();
    await page.locator('[id="exit/several-resources"] .finding.failed a', { hasText: '#6' }).first().click();
    expect(await page.locator('[id="exit/several-resources:scenario:6"]').innerText()).to.include(
      'stimulus 9B2K',
    );
    await page.locator('[id="exit/several-resources"] dl.requirements a', { hasText: 'C2S-EXIT-03' }).click();
    await page.locator('[id="C2S-EXIT-03"] .sentence').waitFor({ state: 'visible' });
    await page.locator('[id="C2S-EXIT-03"] .source a').click();
    await page.locator('[id="document:XEP-0258"] table').waitFor({ state: 'visible' });
  });

  it('builds a scenario that passed when it is opened, and finds its stanzas by their addresses', async () => {
    const { page } = await openFile(browser, file, { hash: '#exit/recipient-not-cleared:twin:5' });
    expect(await page.locator('[id="exit/recipient-not-cleared:twin:5"]').innerText()).to.include(
      'stimulus 9B2K',
    );
    const wire = page.locator('[id="exit/recipient-not-cleared:twin:5"]');
    await wire.getByLabel('as on the wire').check();
    expect(await wire.locator('pre').innerText()).to.match(/^<message xmlns="jabber:client".*<\/message>$/);
  });

  it('finds by text, outcome, kind, group and level together, says how many, and keeps that in its address', async () => {
    const { page } = await openFile(browser, file);
    const found = (): Promise<string> => page.locator('#shown').innerText();
    await page.locator('select[name=standing]').selectOption('failed');
    expect(await found()).to.equal('8 of 16 scenarios shown');
    await page.locator('select[name=kind]').selectOption('leak');
    expect(await found()).to.equal('2 of 16 scenarios shown');
    await page.locator('select[name=level]').selectOption('MUST');
    await page.locator('select[name=group]').selectOption('C2S-EXIT');
    await page.getByLabel('Find').fill('no such words');
    expect(await found()).to.equal('0 of 16 scenarios shown');
    await page.getByText('No scenario fits.').waitFor({ state: 'visible' });
    await page.getByLabel('Find').fill('which HER clearance');
    expect(await found()).to.equal('1 of 16 scenarios shown');
    const again = await openFile(browser, file, { hash: new URL(page.url()).hash });
    expect(await again.page.locator('#shown').innerText()).to.equal('1 of 16 scenarios shown');
    expect(await again.page.locator('details.scenario:visible').getAttribute('id')).to.equal(
      'exit/several-resources',
    );
  });

  it('finds a scenario by what its stanzas were and by the words of its requirement', async () => {
    const { page } = await openFile(browser, file);
    expect(await shownFor(page, 'error forbidden'))
      .to.include('kinds/leak')
      .and.not.to.include('exit/several-resources');
    expect(await shownFor(page, 'resumed stream is checked again')).to.deep.equal(['entry/resumed-stream']);
    expect(await shownFor(page, 'verb Loc')).to.deep.equal(['location/network-not-cleared']);
  });

  it('is used from the keyboard: / finds, Esc shows all, j and k walk, Enter opens', async () => {
    const { page } = await openFile(browser, file);
    await page.keyboard.press('/');
    await page.keyboard.type('exit/headline');
    expect(await page.locator('details.scenario:visible').count()).to.equal(1);
    await page.keyboard.press('Escape');
    expect(await page.locator('details.scenario:visible').count()).to.equal(16);
    await page.locator('#open').focus();
    for (const key of ['j', 'j', 'k', 'Enter']) await page.keyboard.press(key);
    expect(await page.locator('details.scenario[open]').count()).to.equal(1);
    expect(await page.locator('details.scenario').first().getAttribute('open')).to.equal('');
  });

  it('leads from a total, a kind and a missing thing to the scenarios', async () => {
    const { page } = await openFile(browser, file);
    await page.locator('.totals a', { hasText: 'inconclusive' }).click();
    await page.locator('[id="kinds/claim"]').waitFor({ state: 'hidden' });
    expect(await page.locator('details.scenario:visible').count()).to.equal(1);
    await page.locator('a.kindbox.claim').click();
    await page.locator('[id="exit/headline"]').waitFor({ state: 'hidden' });
    expect(await page.locator('details.scenario:visible').getAttribute('id')).to.equal('kinds/claim');
    await page.locator('ul.missing a', { hasText: 'verb Loc' }).click();
    await page.locator('[id="kinds/claim"]').waitFor({ state: 'hidden' });
    expect(await page.locator('details.scenario:visible').getAttribute('id')).to.equal(
      'location/network-not-cleared',
    );
  });
});

async function shownFor(page: Page, words: string): Promise<string[]> {
  await page.getByLabel('Find').fill(words);
  const ids = await page.locator('details.scenario:visible').all();
  return Promise.all(ids.map(async (each) => (await each.getAttribute('id')) ?? ''));
}
