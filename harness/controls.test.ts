import { readFileSync } from 'node:fs';
import { expect } from 'chai';
import { controlsOf, gapsIn, renewed } from './controls.ts';
import { readFixtures } from './fixtures/index.ts';
import { scenarioOf } from './judge/transcript.fixture.ts';
import { controlsSchema, type SavedControl } from './record/index.ts';
import { expectsRefusal, loadRequirements, loadScenarios, type Scenario } from './scenario/index.ts';

const probing = scenarioOf(`
steps:
  - probe: { from: tess, to: rita, label: A-S, expect: refused }
  - probe: { from: tess, to: rita, expect: delivered }
kills: [exit.user]
`);
const scenario: Scenario = { ...probing, id: 'exit/a', hash: 'today' };
const control: SavedControl = {
  scenario: 'exit/a',
  hash: 'today',
  fault: 'exit.user',
  breaks: 'anybody gets anything',
  seen: 'rita got it',
  suite: '1.0',
};

describe('controlsOf', () => {
  it('tells what a fault showed, and whether the scenario was worded so', () => {
    const { fault, breaks, seen } = control;
    expect(controlsOf([control], scenario)).to.deep.equal([{ fault, breaks, seen, current: true }]);
    expect(controlsOf([control], { ...scenario, hash: 'tomorrow' })[0]?.current).to.equal(false);
    expect(controlsOf([control], { ...scenario, id: 'exit/b' })).to.deep.equal([]);
  });
});

describe('renewed', () => {
  const elsewhere = { ...control, scenario: 'exit/b' };
  const both = [scenario, { ...scenario, id: 'exit/b' }];

  it('keeps what was not tried, and replaces what was, also by nothing', () => {
    const anew = { ...control, seen: 'she saw it' };
    expect(renewed([control, elsewhere], ['exit/a exit.user'], [anew], both)).to.deep.equal([
      anew,
      elsewhere,
    ]);
    expect(renewed([control, elsewhere], ['exit/a exit.user'], [], both)).to.deep.equal([elsewhere]);
  });

  it('leaves out what no scenario names any more', () => {
    expect(renewed([control, elsewhere], [], [], [scenario])).to.deep.equal([control]);
    expect(renewed([control], [], [], [{ ...scenario, kills: ['entry.user'] }])).to.deep.equal([]);
  });
});

describe('gapsIn', () => {
  it('names what expects a refusal and was never seen red, and what was worded anew since', () => {
    const unsaid = { ...scenario, id: 'exit/none', kills: [] };
    const worded = { ...scenario, id: 'exit/worded', hash: 'anew' };
    const saved = [control, { ...control, scenario: 'exit/worded' }];
    const never = { ...scenario, id: 'exit/never' };
    expect(gapsIn(saved, [scenario, unsaid, worded, never])).to.deep.equal({
      missing: ['exit/never'],
      outdated: ['exit/worded'],
    });
  });
});

/** Scenarios that expect a refusal and that no fault of the reference server can turn red, and why. */
const withoutControl: Readonly<Record<string, string>> = {
  'federation/interop/other-server-withholds-what-the-own-check-would-pass':
    'what must hold there is done by the second server, which is sound',
  'nato/comment-does-not-shorten-a-name': 'there is no fault that reads XML so',
  'nato/entities-are-never-expanded': 'there is no fault that expands entities',
  'storage/archive-of-a-room-keeps-labels-and-no-private-messages': 'the reference server has no archive',
};

const folder = new URL('../scenarios', import.meta.url).pathname;
const controlsFile = `${folder}/controls.json`;

describe('the controls of this package', () => {
  const groups = loadRequirements(`${folder}/requirements`);
  const ids = groups.flatMap(({ requirements }) => requirements.map(({ id }) => id));
  const fixtures = readFixtures(new URL('../fixtures', import.meta.url).pathname);
  const scenarios = loadScenarios(folder, fixtures.vocabulary(ids));

  it('are asked for by every scenario that expects a refusal, or it says here why not', () => {
    const silent = scenarios.filter((one) => expectsRefusal(one) && one.kills.length === 0);
    expect(silent.map(({ id }) => id)).to.deep.equal(Object.keys(withoutControl));
  });

  it('are there for every scenario that expects a refusal, as it is worded (npx cmbac prove --named ID --write scenarios/controls.json)', () => {
    const { controls } = controlsSchema.parse(JSON.parse(readFileSync(controlsFile, 'utf8')));
    expect(gapsIn(controls, scenarios)).to.deep.equal({ missing: [], outdated: [] });
  });
});
