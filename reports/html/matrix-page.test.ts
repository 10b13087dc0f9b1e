import { createHash } from 'node:crypto';
import { expect } from 'chai';
import { sampleMatrix } from '../matrix.fixture.ts';
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
});
