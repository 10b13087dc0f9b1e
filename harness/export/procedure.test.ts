import { expect } from 'chai';
import { editionsOf, procedureOf } from './index.ts';
import { editions, fixtures, scenarios } from './suite.fixture.ts';

const requirements = [
  {
    id: 'C2S-EXIT-02',
    group: 'C2S-EXIT',
    level: 'seed',
    sentence: 'Whoever is not cleared gets nothing.',
    source: 'WP-LABELS "Exit"',
    quote: 'the check is against the clearance of the recipient',
    scenarios: [],
  },
];

/** The lines of one step. */
function step(text: string, title: string): string[] {
  const [, after = ''] = text.split(`#### ${title}`);
  return (
    after
      .split('#### ')[0]
      ?.split('\n')
      .filter((line) => line.trim() !== '') ?? []
  );
}

describe('procedureOf', () => {
  it('writes every scenario down, each step with a box or something to do', () => {
    for (const scenario of scenarios) {
      const text = procedureOf(editionsOf(scenario, { fixtures }), { requirements: [] });
      expect(text, scenario.id).to.not.match(/undefined|\[object|\$\{|scansion|\n\n\n/);
      const [head = '', ...steps] = text.split('\n#### ');
      expect(head, scenario.id).to.contain('### Set up');
      for (const one of steps) expect(one, `${scenario.id}: ${one.split('\n')[0] ?? ''}`).to.match(/☐|\n- /);
    }
  }).timeout(60_000);

  it('says what it shows, by whose words', () => {
    const text = procedureOf(editions('exit/recipient-not-cleared'), { requirements });
    expect(text).to.contain(
      '- **C2S-EXIT-02** (seed) Whoever is not cleared gets nothing.\n  Source: WP-LABELS "Exit"\n  > the check is against the clearance of the recipient\n',
    );
  });

  it('tells control, tested message and fence apart, and what must be seen after each', () => {
    const lines = step(procedureOf(editions('exit/recipient-not-cleared'), { requirements }), '1. ');
    expect(lines.filter((line) => /^ {0,2}- /.test(line)).slice(0, 6)).to.deep.equal([
      '- **tess** sends the control, labelled HARNESS-A: UNCLASSIFIED:',
      '  - ☐ **rita** gets the control.',
      '- **tess** sends the tested message labelled HARNESS-A: SECRET:',
      '- **tess** sends the fence, which must get through:',
      '  - ☐ **rita** gets the fence.',
      '  - ☐ **rita** has not got the tested message (`tested-1`), nor any word of it. The fence has come, so what was sent before it would have come too.',
    ]);
  });

  it('has the second half say only what changes on the server', () => {
    const text = procedureOf(editions('exit/recipient-not-cleared'), { requirements });
    const [, changes = ''] = text.split('### What changes\n\n');
    expect(changes.split('\n').slice(0, 4)).to.deep.equal([
      '| | what | name | setting | in words |',
      '| --- | --- | --- | --- | --- |',
      '| ☐ | account | `u-r@a.test` | clearance | HARNESS-A: UNCLASSIFIED, RESTRICTED, SECRET |',
      '',
    ]);
  });

  it('does not say that an absent recipient got a fence', () => {
    const text = procedureOf(editions('streams/resumed-session-is-judged-again'), { requirements });
    expect(step(text, '3. ').join('\n')).to.not.contain('**sam**');
    expect(step(text, '5. ').join('\n')).to.contain('**sam** has not got the tested message');
  });

  it('writes a matrix as a table', () => {
    const text = procedureOf(editions('access/label-of-the-server-limits-no-message'), { requirements });
    expect(text).to.contain('| A-TS: labelled HARNESS-A: TOP SECRET | ☐ gets it | ☐ gets nothing |');
  });
});
