import { createHash } from 'node:crypto';
import { expect } from 'chai';
import { brokenMatrix, sampleMatrix } from '../matrix.fixture.ts';
import { sampleRun } from '../sample-run.ts';
import { matrixPage } from './index.ts';

describe('matrixPage', () => {
  const { matrix, runs } = sampleMatrix();
  const page = matrixPage(matrix, runs);

  it('has a cell for each pair with the own way and, where that is another pair, the way back', () => {
    const cells = [...page.matchAll(/<td class="([^"]*)">(.*?)<\/td>/gs)].map(([, name, text = '']) => [
      name,
      text.includes('←'),
    ]);
    expect(cells).to.deep.equal([
      ['passed itself', false],
      ['expected-failure', true],
      ['passed', true],
      ['expected-failure itself', false],
    ]);
  });

  it('leads from each cell to the pair, and from there to the files of its run', () => {
    const ids = [...page.matchAll(/\sid="([^"]*)"/g)].map(([, id]) => id ?? '');
    const links = [...page.matchAll(/\shref="#([^"]*)"/g)].map(([, id]) => decodeURI(id ?? ''));
    expect(ids).to.have.length(new Set(ids).size);
    expect(links.filter((link) => !ids.includes(link))).to.deep.equal([]);
    for (const file of ['index.html', 'run.json', 'transcripts/exit/recipient-not-cleared.ndjson'])
      expect(page).to.contain(`href="./pairs/prosody-ejabberd/${file}"`);
  });

  it('shows stanzas of each scenario that was run', () => {
    expect(page.match(/<figure class="stanza/g)?.length).to.be.greaterThan(4);
  });

  it('is one file: its own style by hash, no script, nothing from elsewhere', () => {
    const style = /<style>(.*?)<\/style>/s.exec(page)?.[1] ?? '';
    const hash = createHash('sha256').update(style).digest('base64');
    expect(page).to.contain(
      `default-src 'none'; style-src 'sha256-${hash}'; base-uri 'none'; form-action 'none'`,
    );
    expect(page).not.to.match(/<(script|link|iframe|object|img)\b|\s(src|style|on\w+)=/);
  });

  it('says in its title what needs a look, what is explained, or that all is well', () => {
    const titleOf = (change: object): string | undefined => {
      const pairs = matrix.pairs.map((pair) => ({
        ...pair,
        verdicts: { ...pair.verdicts, expectedFailures: 0, ...change },
      }));
      return /<h1>(.*?)<\/h1>/s.exec(matrixPage({ ...matrix, pairs }, runs))?.[1];
    };
    expect(titleOf({ failed: 1 })).to.equal('4 of 4 pairs of servers need a look');
    expect(titleOf({ expectedFailures: 1 })).to.equal(
      '4 pairs of servers understand each other, but for what is explained in 4',
    );
    expect(titleOf({ passed: 0, unsupported: 3 })).to.equal('4 of 4 pairs of servers could be asked nothing');
    expect(titleOf({})).to.equal('4 pairs of servers understand each other');
    expect(matrixPage({ ...matrix, pairs: matrix.pairs.slice(1) }, [])).to.contain('<td></td>');
  });

  it('says why a pair has no run, in its cell and its section, and links to no file of it', () => {
    const { matrix: some, runs: theirs } = brokenMatrix('ejabberd is not installed');
    const broken = matrixPage(some, theirs);
    expect(broken).to.contain('<h1>1 of 4 pairs of servers need a look</h1>');
    expect(broken).to.contain('<p class="rest">2 broken: ejabberd is not installed</p>');
    expect(broken).to.contain('<p class="reason broken">ejabberd is not installed</p>');
    expect(broken).to.contain('ejabberd<small>ran in no pair</small>');
    expect(broken).to.not.contain('href="./pairs/prosody-ejabberd/');
    expect(broken.match(/<section class="pair"/g)?.length).to.equal(4);
  });

  it('shows hostile text of servers, runs and reasons as text', () => {
    const hostile = '"><script>alert(1)</script><img src=x onerror=alert(1)>\u0000\ud800';
    const { matrix: some } = brokenMatrix(hostile);
    const server = { name: 'prosody', product: hostile, version: hostile };
    const scenarios = sampleRun().scenarios.map((scenario) => ({
      ...scenario,
      title: hostile,
      reason: hostile,
      requirements: [hostile],
      parts: scenario.parts.map((part) => ({
        ...part,
        title: hostile,
        findings: [{ step: 0, outcome: 'failed' as const, claim: hostile, seen: hostile, evidence: [5] }],
        steps: part.steps.map((step) => ({
          ...step,
          summary: hostile,
          arrows: step.arrows.map((arrow) => ({ ...arrow, actor: hostile, caption: hostile, raw: hostile })),
        })),
      })),
    }));
    const run = sampleRun({ target: server, peer: server, scenarios });
    const shown = matrixPage({ ...some, suite: hostile, servers: [server] }, [run, undefined, run, run]);
    expect(shown).to.contain('&lt;script&gt;alert(1)');
    expect(shown).not.to.match(/<(script|img)\b|\u0000|\ud800|=""></);
  });
});
