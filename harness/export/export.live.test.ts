import { expect } from 'chai';
import type { ScsRecord } from '../record/index.ts';
import { type HashedScript, type MatchMode, parseScript, runScripts } from '../scs/index.ts';
import { targets } from '../targets/index.ts';
import { describeWithProsody } from '../targets/prosody.fixture.ts';
import type { TargetDriver } from '../targets/target.ts';
import { editionsOf, scriptOf } from './index.ts';
import { fixtures, scenarios, scripts } from './suite.fixture.ts';

function driver(name: string, faults: readonly string[] = []): TargetDriver {
  const found = targets.get(name);
  if (found === undefined) throw new Error(`no target ${name}`);
  return { ...found, start: (deployment) => found.start({ ...deployment, faults }) };
}

function play(
  on: TargetDriver,
  chosen: readonly HashedScript[],
  mode: MatchMode = 'portable',
): Promise<ScsRecord> {
  return runScripts({ driver: on, scripts: chosen, fixtures, mode, times: 1, budgetMs: 3000, races: false });
}

const outcomes = ({ scripts: played }: ScsRecord): string[] =>
  played.map(({ file, outcome }) => `${file}: ${outcome}`);

describe('exported scripts on the reference server', function () {
  this.timeout(180_000);

  it('all pass, each with what its tags say in force', async () => {
    const all = scenarios.flatMap((scenario) =>
      editionsOf(scenario, { fixtures }).flatMap((edition) => {
        const written = scriptOf(edition);
        const file = `${scenario.id} ${edition.part.name}`;
        return 'text' in written ? [{ script: parseScript(written.text, file), hash: '' }] : [];
      }),
    );
    const record = await play(driver('reference'), all);
    const open = record.scripts.filter(({ outcome }) => outcome !== 'passed');
    expect(open.map(({ file, reason }) => `${file}: ${reason ?? ''}`)).to.deep.equal([]);
    expect(record.scripts.length).to.equal(all.length).and.greaterThan(250);
  });

  for (const [fault, id] of [
    ['exit.user', 'exit/recipient-not-cleared'],
    ['entry.user', 'entry/sender-not-cleared'],
    ['muc.fanout', 'rooms/release/each-occupant-gets-what-it-is-cleared-for'],
    ['muc.tell', 'rooms/release/each-occupant-gets-what-it-is-cleared-for'],
  ] as const)
    it(`find ${fault} with ${id}, and not in its twin`, async () => {
      expect(outcomes(await play(driver('reference', [fault]), scripts(id)))).to.deep.equal([
        `${id} scenario: failed`,
        `${id} twin: passed`,
      ]);
    });
});

describeWithProsody('exported scripts on Prosody', function () {
  this.timeout(60_000);

  const carried = [
    'label/permitted-label-arrives-at-either-address',
    'label/permitted-label-arrives-with-every-type',
    'label/label-in-every-syntax-arrives-as-it-was-written',
  ];

  for (const mode of ['scansion', 'portable'] as const)
    it(`pass where labels are only carried, in the ${mode} way`, async () => {
      const chosen = scenarios
        .filter(({ id }) => carried.includes(id))
        .flatMap((scenario) => editionsOf(scenario, { fixtures }))
        .flatMap((edition) => {
          const written = scriptOf(edition);
          return 'text' in written
            ? [{ script: parseScript(written.text, edition.scenario.id), hash: '' }]
            : [];
        });
      expect(chosen.length).to.be.greaterThan(1);
      const record = await play(driver('prosody'), chosen, mode);
      expect(
        record.scripts.filter(({ outcome }) => outcome !== 'passed').map(({ file }) => file),
      ).to.deep.equal([]);
    });

  it('show that it delivers what somebody is not cleared for', async () => {
    const [refused] = scripts('exit/recipient-not-cleared');
    const record = await play(driver('prosody'), refused === undefined ? [] : [refused], 'scansion');
    expect(outcomes(record)).to.deep.equal(['exit/recipient-not-cleared scenario: failed']);
  });
});
