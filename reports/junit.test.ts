import { expect } from 'chai';
import { SaxesParser } from 'saxes';
import { junit } from './junit.ts';
import { samplePart, sampleRun, sampleScenario } from './sample-run.ts';

/** Element name, attributes, text. */
type Node = readonly [string, Readonly<Record<string, string>>, string];

describe('junit', () => {
  it('gives each part a case with target, suite and folder as its class, and seconds as its time', () => {
    const [first, second] = nodes(junit(sampleRun(), 'out')).filter(([name]) => name === 'testcase');
    const shared = { classname: 'prosody.cmbac.exit', file: 'scenarios/exit/recipient-not-cleared.yaml' };
    expect(first?.[1]).to.deep.equal({ ...shared, name: 'exit/recipient-not-cleared', time: '0.042' });
    expect(second?.[1]).to.deep.equal({
      ...shared,
      name: 'exit/recipient-not-cleared (twin)',
      time: '0.038',
    });
  });

  it('counts what failed, could not be judged, and was not run', () => {
    const [root] = nodes(junit(sampleRun(), 'out'));
    expect(root).to.deep.equal([
      'testsuites',
      { name: 'cmbac prosody', tests: '12', failures: '3', errors: '2', skipped: '2' },
      '',
    ]);
  });

  it('says in one line why a part failed, proves it in the body, and attaches the transcript', () => {
    const scenario = sampleRun().scenarios.filter(({ id }) => id === 'exit/several-resources');
    const found = nodes(junit(sampleRun({ scenarios: scenario }), 'reports/out'));
    const failure = found.find(([name]) => name === 'failure');
    expect(failure?.[1]).to.deep.equal({
      message:
        'rita does not receive the message; seen: the message, 3.4 ms after it was sent, with its label',
      type: 'leak',
    });
    expect(failure?.[2])
      .to.include('#6 rita receives (stimulus, 10.2 ms)')
      .and.to.include('<body>stimulus 9B2K</body>');
    expect(found.find(([name]) => name === 'system-out')?.[2]).to.equal(
      '[[ATTACHMENT|reports/out/transcripts/exit/recipient-not-cleared.ndjson]]',
    );
  });

  it('has an error for what could not be judged or run, named by its outcome', () => {
    const types = nodes(junit(sampleRun(), 'out')).flatMap(([name, { type }]) =>
      name === 'error' ? [type] : [],
    );
    expect(types).to.deep.equal(['inconclusive', 'broken']);
  });

  it('skips what is unsupported and what failed as expected, with the reason in the output', () => {
    const found = nodes(junit(sampleRun(), 'out'));
    const reasons = found.flatMap(([name], index) => (name === 'skipped' ? [found[index + 1]?.[2]] : []));
    expect(reasons).to.deep.equal([
      'the target can be asked this: it lacks verb Loc',
      'expected to be failed: Prosody echoes the payload of a bounced message (as expected)',
    ]);
  });

  it('fails what passed though it was expected to fail', () => {
    const types = nodes(junit(sampleRun(), 'out')).flatMap(([name, { type }]) =>
      name === 'failure' ? [type] : [],
    );
    expect(types).to.deep.equal(['leak', 'unexpected-pass', 'unexpected-pass']);
  });

  it('is red for what ends a run though no scenario is: entries that say nothing true, and what a lock names', () => {
    const scenarios = [sampleScenario()];
    const run = sampleRun({
      scenarios,
      staleExpectations: ['f.yaml:3: `x` matches no scenario; remove it'],
      debt: { file: 'executed.lock', owed: 3, missing: ['exit/a', 'exit/b'] },
    });
    const failures = nodes(junit(run, 'out')).filter(([name]) => name === 'failure');
    expect(failures.map(([, { type, message }]) => [type, message])).to.deep.equal([
      ['stale-expectation', 'f.yaml:3: `x` matches no scenario; remove it'],
      ['not-executed', '2 of 3 scenarios that executed.lock names were not executed: exit/a, exit/b'],
    ]);
    const met = sampleRun({ scenarios, debt: { file: 'executed.lock', owed: 3, missing: [] } });
    expect(nodes(junit(met, 'out')).some(([name]) => name === 'failure')).to.equal(false);
  });

  it('stays well formed whatever a stanza holds', () => {
    const seen = 'a ]]> b ]]> c <!-- & \u0001\u001b';
    const findings = [{ step: 0, outcome: 'failed' as const, claim: 'x', seen, evidence: [] }];
    const scenario = sampleScenario({
      outcome: 'failed',
      parts: [samplePart({ outcome: 'failed', findings })],
    });
    const failure = nodes(junit(sampleRun({ scenarios: [scenario] }), 'out')).find(
      ([name]) => name === 'failure',
    );
    expect(failure?.[2]).to.include('seen: a ]]> b ]]> c <!-- & \\u{1}\\u{1b}\n');
  });
});

/** Every element in document order, with the text directly inside it. */
function nodes(xml: string): Node[] {
  const found: [string, Record<string, string>, string][] = [];
  const open: [string, Record<string, string>, string][] = [];
  const parser = new SaxesParser({ xmlns: false });
  parser.on('opentag', ({ name, attributes }) => {
    const node: [string, Record<string, string>, string] = [name, { ...attributes }, ''];
    found.push(node);
    open.push(node);
  });
  const text = (characters: string): void => {
    const node = open.at(-1);
    if (node !== undefined && (node[2] !== '' || characters.trim() !== '')) node[2] += characters;
  };
  parser.on('text', text);
  parser.on('cdata', text);
  parser.on('closetag', () => open.pop());
  parser.write(xml).close();
  return found;
}
