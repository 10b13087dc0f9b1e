import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import type { Browser } from 'playwright-core';
import { fullSampleRun } from '../sample-kinds.ts';
import { standingOf } from '../standing.ts';
import { hasBrowser, openFile, startBrowser } from './browser.fixture.ts';
import { htmlReport } from './index.ts';

const contrast = readFileSync(new URL('contrast.browser.js', import.meta.url), 'utf8');
/** Of poppler-utils. */
const pdfReader = 'pdftotext';
const hasPdfReader = spawnSync(pdfReader, ['-v']).status === 0;
const title = hasBrowser
  ? 'how the page of a run looks'
  : 'how the page of a run looks (needs Chromium: apt-get install chromium)';

(hasBrowser ? describe : describe.skip)(title, function () {
  this.timeout(60_000);
  const run = fullSampleRun();
  let browser: Browser;
  let folder: string;
  let file: string;
  before(async () => {
    browser = await startBrowser();
    folder = mkdtempSync(join(tmpdir(), 'cmbac-page-'));
    file = join(folder, 'index.html');
    writeFileSync(file, htmlReport(run));
  });
  after(async () => {
    await browser.close();
    rmSync(folder, { recursive: true });
  });

  for (const colorScheme of ['light', 'dark'] as const)
    it(`has enough contrast in ${colorScheme} colours, with everything open`, async () => {
      const { page } = await openFile(browser, file, { colorScheme });
      await page.getByRole('button', { name: 'Open all' }).click();
      await page.evaluate('for (const each of document.querySelectorAll("details")) each.open = true');
      expect(await page.evaluate<string[]>(contrast)).to.deep.equal([]);
    });

  it('needs no scrolling to the side on a narrow screen, with everything open', async () => {
    const { page } = await openFile(browser, file, { viewport: { width: 360, height: 780 } });
    expect(await page.evaluate('document.documentElement.scrollWidth')).to.equal(360);
    await page.evaluate('for (const each of document.querySelectorAll("details")) each.open = true');
    expect(await page.evaluate('document.documentElement.scrollWidth')).to.equal(360);
  });

  it('tells standings and kinds apart by the shape of their signs, and says each in words', async () => {
    const { page } = await openFile(browser, file);
    const signs = async (selector: string): Promise<string[]> =>
      [...new Set(await page.locator(selector).allInnerTexts())].map((text) => text.trim());
    const marks = await signs('details.scenario > summary .mark');
    expect(marks).to.have.members(['✓', '✕', '‼', '?', '!', '⊘', '–']);
    const kinds = await signs('details.scenario > summary .kind');
    expect(new Set(kinds.map((text) => text.slice(0, 1)))).to.have.property('size', 7);
    expect(
      kinds.every((text) => /^\S [a-z]/.test(text)),
      kinds.join(),
    ).to.be.true;
    const words = await signs('details.scenario > summary .words');
    expect(words).to.have.length(7);
  });

  it('prints what needs a look in full, the rest as lines, and puts everything back', async () => {
    const { page } = await openFile(browser, file, { viewport: { width: 718, height: 1000 } });
    await page.emulateMedia({ media: 'print' });
    await page.evaluate('dispatchEvent(new Event("beforeprint"))');
    const failed = run.scenarios.filter((each) => standingOf(each) === 'failed');
    for (const { id, reason } of failed) {
      const text = await page.locator(`#in-full [id="${id}"]`).innerText();
      expect(text).to.include(reason).and.to.include('SECRET');
    }
    const passed = page.locator('.folder details.scenario.passed').first();
    await passed.locator('.title').waitFor({ state: 'visible' });
    await passed.locator('.body').waitFor({ state: 'hidden' });
    for (const drawing of await page.locator('svg.seq:visible').all()) {
      const box = await drawing.boundingBox();
      expect(box?.width).to.be.within(100, 718);
      expect(box?.height).to.be.below(920);
    }
    await page.evaluate('dispatchEvent(new Event("afterprint"))');
    expect(await page.locator('#in-full details').count()).to.equal(0);
    expect(await page.locator('details.scenario[open]').count()).to.equal(0);
  });

  const pdfTitle = `becomes a PDF with verdict, scope and failures in it${hasPdfReader ? '' : ' (needs pdftotext: apt-get install poppler-utils)'}`;
  it(pdfTitle, async function () {
    if (!hasPdfReader) this.skip();
    const { page } = await openFile(browser, file);
    const pdf = join(folder, 'page.pdf');
    await page.pdf({ path: pdf, format: 'A4' });
    const text = spawnSync(pdfReader, ['-layout', pdf, '-'], { encoding: 'utf8' }).stdout.replaceAll(
      /\s+/g,
      ' ',
    );
    for (const said of [
      'fails 8 of 16 scenarios',
      'What this report covers',
      'accepted by R. Accreditor and S. Owner',
      'rita received the message labelled A-S, which her clearance [U, R] does not cover',
      'the message, 3.4 ms after it was sent, with its label',
      'stimulus 9B2K',
    ])
      expect(text).to.include(said);
  });
});
