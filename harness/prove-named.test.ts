import { expect } from 'chai';
import { scenarioOf } from './judge/transcript.fixture.ts';
import { proveNamed } from './prove-named.ts';
import type { Outcome, ScenarioRecord } from './record/index.ts';
import { sampleScenario } from './run-record.fixture.ts';
import type { Scenario } from './scenario/index.ts';

const probing = scenarioOf(`
steps:
  - probe: { from: tess, to: rita, label: A-S, expect: refused }
  - probe: { from: tess, to: rita, expect: delivered }
kills: [exit.user]
`);
const one: Scenario = { ...probing, id: 'exit/one', hash: 'h1' };
const other: Scenario = { ...probing, id: 'exit/other', hash: 'h2', kills: ['entry.user', 'exit.user'] };
const unconcerned: Scenario = { ...probing, id: 'exit/unconcerned', kills: ['lbl.mark'] };
const faults = [
  { name: 'exit.user', broken: 'anybody gets anything' },
  { name: 'entry.user', broken: 'anybody sends anything' },
];

/** Notes who was asked under which fault; `outcomes` by fault and id, else passed. */
function runner(outcomes: Readonly<Record<string, Outcome>>): {
  readonly asked: string[];
  readonly run: (scenarios: readonly Scenario[], fault?: string) => Promise<ScenarioRecord[]>;
} {
  const asked: string[] = [];
  return {
    asked,
    run: (scenarios, fault = 'sound') => {
      asked.push(`${fault}: ${scenarios.map(({ id }) => id).join(' ')}`);
      return Promise.resolve(
        scenarios.map(({ id }) => {
          const outcome = outcomes[`${fault} ${id}`] ?? 'passed';
          return sampleScenario({ id, outcome, ...(outcome === 'failed' && { reason: `${fault} shows` }) });
        }),
      );
    },
  };
}

describe('proveNamed', () => {
  it('asks only scenarios that name a fault, each fault over those that name it', async () => {
    const { asked, run } = runner({});
    await proveNamed(faults, [one, other, unconcerned], run, '1.0');
    expect(asked).to.deep.equal([
      'sound: exit/one exit/other',
      'exit.user: exit/one exit/other',
      'entry.user: exit/other',
    ]);
  });

  it('keeps what each scenario saw as its control, with the wording that it had', async () => {
    const { run } = runner({
      'exit.user exit/one': 'failed',
      'exit.user exit/other': 'failed',
      'entry.user exit/other': 'failed',
    });
    const { controls, proof } = await proveNamed(faults, [one, other], run, '1.0');
    expect(controls[0]).to.deep.equal({
      scenario: 'exit/one',
      hash: 'h1',
      fault: 'exit.user',
      breaks: 'anybody gets anything',
      seen: 'exit.user shows',
      suite: '1.0',
    });
    expect(controls.map(({ scenario, fault }) => `${scenario} ${fault}`)).to.deep.equal([
      'exit/one exit.user',
      'exit/other exit.user',
      'exit/other entry.user',
    ]);
    expect(proof.faults.flatMap(({ missed }) => missed)).to.deep.equal([]);
  });

  it('has no control of what stays green, of what the sound server does not pass, and of what could not be played', async () => {
    const { run } = runner({
      'sound exit/other': 'failed',
      'exit.user exit/other': 'failed',
      'exit.user exit/one': 'broken',
    });
    const { controls, proof } = await proveNamed(faults, [one, other], run, '1.0');
    expect(controls).to.deep.equal([]);
    expect(proof.unsound).to.deep.equal(['exit/other']);
    expect(proof.faults[0]?.missed).to.deep.equal(['exit/one', 'exit/other']);
  });
});
