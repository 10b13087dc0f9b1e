import { expect } from 'chai';
import { explain } from './explain.ts';
import { sampleRun, sampleScenario } from './sample-run.ts';

describe('explain', () => {
  it('leads from the verdict to the requirement, the claim, what was seen and the stanza', () => {
    const { scenarios, requirements } = sampleRun();
    const unfenced = scenarios.filter(({ id }) => id === 'exit/headline');
    const [text] = unfenced.map((scenario) => explain(scenario, requirements));
    expect(text?.split('\n').slice(0, 16)).to.deep.equal([
      '? exit/headline: inconclusive',
      '  A headline is checked like any other message',
      '',
      '  the fence did not arrive at rita within 5000 ms, so her silence proves nothing',
      '',
      '  C2S-EXIT-06 (MUST, XEP-0258 §5)',
      '    So for every type of message.',
      '',
      'scenario: rita, cleared to RESTRICTED, does not receive SECRET',
      '  with U(u-r) = [U, R]',
      '  1. tess sends rita a chat message labelled A-S; it is refused',
      '     ✓ rita receives the control (proof A)',
      '     ? rita does not receive the message',
      '       seen: no fence within 5000 ms',
      '       #7 tess sends (fence, 11.9 ms)',
      '         <message xmlns="jabber:client" from="u-ts@a.test/tess" to="u-r@a.test/rita" type="chat" id="f1">',
    ]);
    expect(text).to.match(/\n {2}transcript: transcripts\/exit\/recipient-not-cleared\.ndjson\n/);
  });

  it('says of what kind a failure is, quotes the source, and tells how it is known that the scenario can fail', () => {
    const control = {
      fault: 'exit.user',
      breaks: 'anybody gets anything',
      seen: 'rita got it',
      current: false,
    };
    const scenario = sampleScenario({ outcome: 'failed', kind: 'leak', controls: [control] });
    const requirements = [
      {
        ...{ id: 'C2S-EXIT-02', group: 'C2S-EXIT', level: 'MUST', sentence: 'She is cleared.' },
        ...{ source: 'XEP-0258 §5', quote: 'always returns Deny', scenarios: [] },
      },
    ];
    const text = explain(scenario, requirements);
    expect(text).to.match(
      /^✕ exit\/recipient-not-cleared: failed \(leak: something reached whom it must not reach\)\n/,
    );
    expect(text).to.include('    She is cleared.\n    “always returns Deny”\n');
    expect(text).to.include(
      '  exit.user: anybody gets anything (with an earlier wording of the scenario)\n    rita got it\n',
    );
  });
});
