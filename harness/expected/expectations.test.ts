import { expect } from 'chai';
import { readDraft, readExpectations } from './expectations.ts';

/** A file with one entry, `more` among its keys. */
function withEntry(...more: readonly string[]): string {
  return [
    'schema: cmbac/expect@1',
    'entries:',
    '  - reason: it has no labels',
    ...more.map((one) => `    ${one}`),
    '',
  ].join('\n');
}

const failed = ['match: exit/*', 'outcome: failed', 'kind: protocol', 'owner: Prosody'];
const leak = ['match: exit/a', 'outcome: failed', 'kind: leak', 'owner: Prosody'];

function read(...more: readonly string[]): unknown {
  return readExpectations(withEntry(...more), 'f.yaml');
}

describe('readExpectations', () => {
  it('reads entries with all that they can say, and nothing from an empty file', () => {
    const more = [
      'match: [exit/a, entry/b]',
      'outcome: failed',
      'kind: leak',
      "when: version < '19.6'",
      'peers: [ejabberd]',
      'issue: https://a.test/1',
      'owner: Prosody',
      'expires: 2027-01-31',
      'acceptLeak: [tess, sam]',
    ];
    expect(read(...more)).to.deep.equal([
      {
        match: ['exit/a', 'entry/b'],
        outcome: 'failed',
        kind: 'leak',
        when: { text: "version < '19.6'", comparisons: [{ operator: '<', version: '19.6' }] },
        peers: ['ejabberd'],
        reason: 'it has no labels',
        issue: 'https://a.test/1',
        owner: 'Prosody',
        expires: '2027-01-31',
        acceptLeak: ['tess', 'sam'],
        place: 'f.yaml:3',
      },
    ]);
    expect(read('match: exit/**', 'outcome: inconclusive', 'owner: Prosody')).to.deep.equal([
      {
        match: ['exit/**'],
        outcome: 'inconclusive',
        reason: 'it has no labels',
        owner: 'Prosody',
        place: 'f.yaml:3',
      },
    ]);
    expect(readExpectations('# none\n', 'f')).to.deep.equal([]);
    expect(readExpectations('schema: cmbac/expect@1\nentries: []\n', 'f')).to.deep.equal([]);
  });

  it('says what is wrong where, and how to mend it', () => {
    const cases: readonly (readonly [readonly string[], string])[] = [
      [
        ['match: a', 'outcome: fails', 'owner: me'],
        'f.yaml:5:5: `outcome` must be one of failed, inconclusive; pick one',
      ],
      [
        ['match: a', 'outcome: failed', 'kind: leaks', 'owner: me'],
        'f.yaml:6:5: `kind` must be one of leak, over-block, label-lost, label-altered, wrong-error, protocol, claim; pick one',
      ],
      [['match: a', 'outcome: failed', 'kind: claim'], 'f.yaml:3:5: `owner` is missing; add it'],
      [
        ['match: a', 'outcome: failed', 'owner: me'],
        'f.yaml:5:5: a failure has a kind; add `kind`, one of leak, over-block, label-lost, label-altered, wrong-error, protocol, claim',
      ],
      [
        ['match: a', 'outcome: inconclusive', 'kind: claim', 'owner: me'],
        'f.yaml:6:5: what is inconclusive has no kind; take `kind` away',
      ],
      [
        [...failed, 'when: version is old'],
        "f.yaml:8:5: `when` is no condition; write it as `version < '19.6'`, several with `and` between",
      ],
      [[...failed, 'expires: next year'], 'f.yaml:8:5: `expires` is malformed: invalid ISO date; rewrite it'],
      [
        [...failed, 'acceptLeak: [tess, sam]'],
        'f.yaml:8:5: only a leak is accepted by two; take `acceptLeak` away, or say `kind: leak`',
      ],
      [
        ['match: [a, a]', 'outcome: failed', 'kind: claim', 'owner: me'],
        'f.yaml:4:5: `a` is named twice; keep one of them',
      ],
      [[...failed, 'until: 2027-01-31'], 'f.yaml:8:5: unknown key `until`; known are'],
    ];
    for (const [more, sentence] of cases) expect(() => read(...more), sentence).to.throw(sentence);
    expect(() => readExpectations('- { scenario: a }', 'f.yaml')).to.throw(
      'f.yaml:1:1: the list has no header; write `schema: cmbac/expect@1` and put it below `entries:`',
    );
  });

  it('takes a leak only for scenarios that are named, and only where two accept it who are not its owner', () => {
    expect(read(...leak, 'acceptLeak: [tess, sam]')).to.have.length(1);
    const two = 'f.yaml:8:5: a leak is accepted by two, neither of whom is its owner; name two others';
    expect(() => read(...leak)).to.throw(
      'f.yaml:6:5: a leak is expected only where two accept it; add `acceptLeak` with two names',
    );
    expect(() => read(...leak, 'acceptLeak: [tess, tess]')).to.throw(two);
    expect(() => read(...leak, 'acceptLeak: [tess, prosody]')).to.throw(two);
    expect(() => read(...leak, 'acceptLeak: [tess]')).to.throw('f.yaml:8:5: `acceptLeak` is too short');
    expect(() => read('match: [exit/a, exit/*]', ...leak.slice(1), 'acceptLeak: [tess, sam]')).to.throw(
      'f.yaml:4:5: a leak is accepted for scenarios that are named; write out those of `exit/*`',
    );
  });

  it('refuses what is still to be written', () => {
    const toDo = (...more: readonly string[]): string =>
      ['schema: cmbac/expect@1', 'entries:', ...more, ''].join('\n');
    const text = toDo(
      '  - match: exit/a',
      '    outcome: failed',
      '    kind: leak',
      '    reason: "TODO why: it came"',
      '    owner: TODO',
      '    acceptLeak: [TODO who, TODO who else]',
    );
    expect(() => readExpectations(text, 'f.yaml')).to.throw(
      [
        'f.yaml:6:5: `reason` is still to be written; write it, and take TODO away',
        'f.yaml:7:5: `owner` is still to be written; write it, and take TODO away',
        'f.yaml:8:5: `acceptLeak` is still to be written; write it, and take TODO away',
      ].join('\n'),
    );
    expect(readDraft(text, 'f.yaml')).to.have.length(1);
  });
});
