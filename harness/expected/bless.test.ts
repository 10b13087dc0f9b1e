import { expect } from 'chai';
import type { FailureKind, Outcome, RunRecord, ScenarioRecord } from '../record/index.ts';
import { bless } from './bless.ts';
import { readExpectations } from './expectations.ts';

const all = ['entry/a', 'exit/a', 'exit/b', 'exit/c'].map((id) => ({ id }));

const file = `# What is known.
schema: cmbac/expect@1
entries:
  # The rooms team looks at this one
  - match:
      - exit/a # since spring
      - exit/b
    outcome: failed
    kind: protocol
    reason: >-
      it answers
      twice
    owner: Prosody # upstream
    expires: 2027-01-31

  # Labels
  - match: [exit/c]
    outcome: failed
    kind: claim
    reason: it has no labels
    owner: Prosody
# The end.
`;

/** What a run found: `exit/a failed protocol`. */
function runOf(found: readonly string[], peer?: string): RunRecord {
  return {
    schema: 'cmbac/run@1',
    target: { name: 'prosody', product: 'Prosody', version: '0.12.3' },
    ...(peer !== undefined && { peer: { name: peer, product: '', version: '' } }),
    suite: { version: '0.1.0', scenarios: 4, seed: 's' },
    startedAt: '2026-01-01T00:00:00Z',
    wallMs: 1,
    faults: [],
    scenarios: found.map(recordOf),
    requirements: [],
    staleExpectations: [],
    exitCode: 0,
  };
}

const outcomes: readonly Outcome[] = ['passed', 'failed', 'inconclusive', 'unsupported', 'broken'];
const kinds: readonly FailureKind[] = ['leak', 'over-block', 'protocol', 'claim'];

function recordOf(found: string): ScenarioRecord {
  const [id = '', said, saidKind] = found.split(' ');
  const outcome = outcomes.find((one) => one === said) ?? 'broken';
  const kind = kinds.find((one) => one === saidKind);
  return {
    id,
    file: '',
    title: '',
    requirements: [],
    outcome,
    ...(kind && { kind }),
    ...(outcome !== 'passed' && { reason: 'rita gets it: it came' }),
    parts: [],
  };
}

function after(text: string, ...found: readonly string[]): string {
  return bless({ text, file: 'f.yaml' }, runOf(found), all).after;
}

/** The lines that differ, `-` and `+`. */
function changes(text: string, ...found: readonly string[]): string[] {
  const [was, is] = [text.split('\n'), after(text, ...found).split('\n')];
  return [
    ...was.filter((line) => !is.includes(line)).map((line) => `-${line}`),
    ...is.filter((line) => !was.includes(line)).map((line) => `+${line}`),
  ];
}

describe('bless', () => {
  it('changes no letter where everything still holds, was not run, or shows nothing', () => {
    expect(after(file, 'exit/a failed protocol', 'exit/b failed protocol', 'exit/c failed claim')).to.equal(
      file,
    );
    expect(after(file, 'entry/a passed')).to.equal(file);
    expect(after(file, 'exit/a unsupported', 'exit/b broken')).to.equal(file);
  });

  it('takes out what passes, and leaves the rest of its entry and every comment', () => {
    expect(changes(file, 'exit/a failed protocol', 'exit/b passed')).to.deep.equal(['-      - exit/b']);
    const without = after(file, 'exit/a passed', 'exit/b passed');
    expect(without).to.contain('# What is known.').and.to.contain('# The rooms team looks at this one');
    expect(without).to.contain('# Labels').and.to.contain('# The end.').and.not.to.contain('twice');
    expect(readExpectations(without, 'f.yaml').map(({ match }) => match)).to.deep.equal([['exit/c']]);
  });

  it('leaves an empty list where everything passes', () => {
    const without = after(file, 'exit/a passed', 'exit/b passed', 'exit/c passed');
    expect(readExpectations(without, 'f.yaml')).to.deep.equal([]);
    expect(without).to.contain('# The end.');
  });

  it('brings in what nobody expected, to be explained: the file is refused until somebody has', () => {
    expect(changes(file, 'entry/a failed over-block')).to.deep.equal([
      '+  - match: entry/a',
      '+    kind: over-block',
      '+    reason: "TODO why: rita gets it: it came"',
      '+    owner: TODO',
    ]);
    expect(() => readExpectations(after(file, 'entry/a failed over-block'), 'f.yaml')).to.throw(
      '`reason` is still to be written',
    );
    expect(changes(file, 'entry/a inconclusive')).to.include('+    outcome: inconclusive');
  });

  it('never accepts a leak: two people have to be named', () => {
    const leaking = after(file, 'entry/a failed leak');
    expect(leaking).to.contain('    acceptLeak: [TODO who, TODO who else]\n');
    const explained = leaking.replace('"TODO why: ', '"').replace('owner: TODO', 'owner: Prosody');
    expect(() => readExpectations(explained, 'f.yaml')).to.throw('`acceptLeak` is still to be written');
  });

  it('takes another kind of failure for another difference', () => {
    expect(
      changes(file, 'exit/a failed leak', 'exit/b failed protocol', 'exit/c failed claim'),
    ).to.deep.equal([
      '-      - exit/a # since spring',
      '+  - match: exit/a',
      '+    kind: leak',
      '+    reason: "TODO why: rita gets it: it came"',
      '+    owner: TODO',
      '+    acceptLeak: [TODO who, TODO who else]',
    ]);
  });

  it('can be made again of what it made', () => {
    const found = ['entry/a failed leak', 'exit/a failed leak', 'exit/b passed'];
    const once = after(file, ...found);
    expect(after(once, ...found)).to.equal(once);
  });

  it('writes out a glob of which some holds no more', () => {
    const glob = file.replace('[exit/c]', "'entry/*'").replace('      - exit/b\n', '      - exit/*\n');
    expect(after(glob, 'exit/b failed protocol', 'exit/c passed')).to.contain(
      '      - exit/a # since spring\n      - exit/b\n    outcome',
    );
    expect(after(glob, 'exit/a failed protocol', 'exit/b failed protocol', 'exit/c passed')).to.contain(
      '      - exit/a # since spring\n      - exit/b\n    outcome',
    );
    expect(after(glob, 'entry/a passed')).not.to.contain('entry');
    expect(after(glob, 'entry/a failed claim')).to.equal(glob);
  });

  it('writes out of a glob also what the run has not played: nobody knows that it holds no more', () => {
    const glob = file
      .replace('[exit/c]', "'entry/*'")
      .replace('      - exit/a # since spring\n      - exit/b\n', '      - exit/*\n');
    const kept = (...found: readonly string[]): readonly string[] | undefined =>
      readExpectations(after(glob, ...found), 'f.yaml')[0]?.match;
    expect(kept('exit/a passed')).to.deep.equal(['exit/b', 'exit/c']);
    expect(kept('exit/a passed', 'exit/b unsupported', 'exit/c passed')).to.deep.equal(['exit/b']);
  });

  it('keeps the line ends of a file', () => {
    const dos = file.replaceAll('\n', '\r\n');
    const found = ['exit/a passed', 'exit/c failed leak', 'entry/a failed claim'];
    const changed = after(dos, ...found);
    expect(changed).to.equal(after(file, ...found).replaceAll('\n', '\r\n'));
  });

  it('takes what a server said to the letter, whatever signs are in it', () => {
    const said = "it came: $& $' $` $1";
    const run = runOf(['exit/a failed protocol']);
    const scenarios = run.scenarios.map((one) => ({ ...one, reason: said }));
    const begun = bless(
      { text: 'schema: cmbac/expect@1\nentries: []\n', file: 'f.yaml' },
      { ...run, scenarios },
      all,
    ).after;
    expect(begun).to.contain(said);
  });

  it('removes what names no scenario, and what is never asked', () => {
    expect(changes(file.replace('[exit/c]', '[exit/c, exit/z]'))).to.deep.equal([
      '-  - match: [exit/c, exit/z]',
      '+  - match: [exit/c]',
    ]);
    expect(changes(file.replace('[exit/c]', '[exit/c, exit/a]'))).to.include('+  - match: [exit/c]');
  });

  it('leaves alone what is of another second server, and says of what it adds beside which one it was', () => {
    const peers = file.replace('owner: Prosody #', 'peers: [ejabberd]\n    owner: Prosody #');
    expect(after(peers, 'exit/a passed', 'exit/b passed')).to.equal(peers);
    const {
      after: text,
      added,
      removed,
    } = bless(
      { text: peers, file: 'f.yaml' },
      runOf(['exit/a passed', 'exit/b failed protocol', 'entry/a failed protocol'], 'ejabberd'),
      all,
    );
    expect([added, removed]).to.deep.equal([['entry/a'], ['exit/a']]);
    expect(text).to.match(
      /- match: entry\/a\n {4}outcome: failed\n {4}kind: protocol\n {4}peers: \[ejabberd\]/,
    );
  });

  it('begins a file that is not there, or has nothing in it', () => {
    for (const text of ['', '# None yet.\n', 'schema: cmbac/expect@1\nentries: []\n']) {
      const begun = after(text, 'exit/a failed protocol');
      expect(begun, text).to.contain('schema: cmbac/expect@1\nentries:\n  - match: exit/a\n');
      const explained = begun.replace('TODO why', 'because').replace('owner: TODO', 'owner: me too');
      expect(readExpectations(explained, 'f.yaml')).to.have.length(1);
    }
    expect(after('', 'exit/a passed')).to.equal('');
  });

  it('changes nothing where it would lose an entry', () => {
    const entry = (id: string): string =>
      `{ match: ${id}, outcome: failed, kind: claim, reason: it has no labels, owner: me }`;
    const text = `schema: cmbac/expect@1\nentries: [${entry('exit/a')}, ${entry('exit/b')}]\n`;
    expect(() => after(text, 'exit/a passed')).to.throw(
      '`f.yaml` cannot be changed without losing an entry; write each of them in lines of its own',
    );
  });
});
