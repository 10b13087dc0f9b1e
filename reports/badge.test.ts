import { expect } from 'chai';
import { SaxesParser } from 'saxes';
import { badgeJson, badgeSvg } from './badge.ts';
import { sampleRun, sampleScenario } from './sample-run.ts';

const passed = sampleRun({ scenarios: [sampleScenario()], exitCode: 0 });
const leaks = sampleRun({
  scenarios: [
    sampleScenario({ outcome: 'failed', kind: 'leak' }),
    sampleScenario({ id: 'b', outcome: 'failed', kind: 'protocol' }),
  ],
});

describe('badgeJson', () => {
  it('is what the endpoint badge of shields.io reads', () => {
    expect(JSON.parse(badgeJson(passed))).to.deep.equal({
      schemaVersion: 1,
      label: 'CMBAC Prosody',
      message: '1/1 passed',
      color: '1a7f37',
      isError: false,
    });
  });

  it('says the worst that was found, in words', () => {
    const messages = [
      leaks,
      sampleRun({ scenarios: [sampleScenario({ outcome: 'failed' })] }),
      sampleRun({ scenarios: [sampleScenario({ outcome: 'inconclusive' })] }),
      sampleRun({ scenarios: [sampleScenario({ outcome: 'unsupported' })] }),
      { ...passed, debt: { file: 'l', owed: 2, missing: ['x'] } },
      { ...passed, faults: ['exit.user'] },
    ].map((run) => /"message":"([^"]*)"/.exec(badgeJson(run))?.[1]);
    expect(messages).to.deep.equal([
      '1 leak',
      '1 failed',
      '1 inconclusive',
      'nothing tested',
      '1 owed',
      'broken on purpose',
    ]);
  });

  it('is not green while something is known to differ', () => {
    const known = { outcome: 'failed' as const, reason: 'r', met: true };
    const run = sampleRun({
      scenarios: [sampleScenario(), sampleScenario({ id: 'b', outcome: 'failed', expected: known })],
      exitCode: 0,
    });
    expect(badgeJson(run)).to.include('"1/2 passed, 1 known"').and.not.to.include('1a7f37');
  });
});

describe('badgeSvg', () => {
  it('has a title that says the verdict, is well formed whatever the product is called, and asks for nothing from elsewhere', () => {
    const target = { name: 'x', product: 'A & <B> "C"', version: '1' };
    const svg = badgeSvg({ ...leaks, target });
    let [element, title] = ['', ''];
    const parser = new SaxesParser({ xmlns: false });
    parser.on('opentag', ({ name }) => (element = name));
    parser.on('text', (text) => (title += element === 'title' ? text.trim() : ''));
    parser.write(svg).close();
    expect(title).to.equal('A & <B> "C" 1: A & <B> "C" 1 fails 2 of 2 scenarios.');
    expect(svg).to.include('role="img"').and.to.include('>1 leak<');
    expect(svg).not.to.match(/href|url\(h|<image|<style/);
  });
});
