import { fileURLToPath } from 'node:url';
import { expect } from 'chai';
import { readFixtures } from '../fixtures/index.ts';
import { ScenarioError } from '../input/index.ts';
import { readScenario } from './load.ts';
import { partsOf } from './part.ts';

const vocabulary = readFixtures(fileURLToPath(new URL('../../fixtures', import.meta.url))).vocabulary();

function scenarioOf(body: string) {
  const text = `title: A scenario made for a test
requirements: [X-1]
${body}`;
  return readScenario(text, { id: 'a', file: 'a.yaml' }, vocabulary);
}

function flaws(body: string): string[] {
  try {
    scenarioOf(body);
    return [];
  } catch (error) {
    if (!(error instanceof ScenarioError)) throw error;
    return error.problems.map(({ sentence }) => sentence);
  }
}

const steps = `steps:
  - probe: {from: sam, to: xenia, label: A-R, expect: delivered}
`;

describe('a scenario with a second real server', () => {
  it('names it by its domain, has users there, and provisions it with what it calls its own', () => {
    expect(
      flaws(`peers: {b.test: server}
actors: {sam: u-s, xenia: x@b.test}
provision: {'Peer(b.test).out': [U, R]}
provisionAt: {b.test: {'Peer(a.test).in': [U, R], 'U(x@b.test)': [U], 'Dom(b.test).clr': [U], 'U(u-s@a.test)': [U]}}
${steps}`),
    ).to.deep.equal([]);
  });

  it('cannot have another one, nor users of another, nor provision what the harness may play', () => {
    expect(flaws(`peers: {c.test: server}\nactors: {sam: u-s, xenia: x@b.test}\n${steps}`)).to.deep.equal([
      'no second server is `c.test`; did you mean `b.test`?',
    ]);
    expect(flaws(`peers: {b.test: any}\nactors: {sam: u-s, xenia: x@c.test}\n${steps}`).join()).to.contain(
      '`x@c.test` is no account of the second server',
    );
    const provisioned = `provisionAt: {b.test: {U*: [U]}}\ntwin: {title: The twin of it, provisionAt: {b.test: {U*: none}}}\n`;
    expect(
      flaws(`peers: {b.test: any}\nactors: {sam: u-s, xenia: x@b.test}\n${provisioned}${steps}`),
    ).to.deep.equal([
      'the harness has nothing to provision there; write `peers: {b.test: server}`',
      'the harness has nothing to provision there; write `peers: {b.test: server}`',
    ]);
  });

  it('is told of words and verbs that the second server cannot know', () => {
    const provisioned = `provisionAt: {b.test: {'Peer(b.test).in': [U], U*: [WORD]}}\n`;
    expect(
      flaws(`peers: {b.test: server}\nactors: {sam: u-s, xenia: x@b.test}\n${provisioned}${steps}`),
    ).to.have.length(2);
  });

  it('has a twin whose provisioning stands on its own, domain by domain', () => {
    const [own, twin] = partsOf(
      scenarioOf(`peers: {b.test: server}
actors: {sam: u-s, xenia: x@b.test}
provisionAt: {b.test: {'U*': [U], 'Srv.clr': [U]}}
${steps}twin: {title: The twin of it, provisionAt: {b.test: {'U*': none}}}`),
    );
    expect(own?.provisionAt).to.deep.equal({ 'b.test': { 'U*': ['U'], 'Srv.clr': ['U'] } });
    expect(twin?.provisionAt).to.deep.equal({ 'b.test': { 'U*': 'none', 'Srv.clr': ['U'] } });
  });
});

describe('a probe that returns labels', () => {
  const body = `actors: {sam: u-s, tess: u-ts}
steps:
  - probe: {from: sam, to: tess, label: A-R, expect: delivered, remember: word}
`;

  it('names a message of before', () => {
    expect(
      flaws(`${body}  - probe: {from: tess, to: sam, returns: word, expect: delivered}\n`),
    ).to.deep.equal([]);
    expect(
      flaws(`${body}  - probe: {from: tess, to: sam, returns: world, expect: delivered}\n`),
    ).to.deep.equal(['no earlier probe remembers `world`; did you mean `word`?']);
  });

  it('has no label of its own', () => {
    for (const own of ['label: A-R', "payload: '<x/>'"])
      expect(
        flaws(`${body}  - probe: {from: tess, to: sam, returns: word, ${own}, expect: delivered}\n`),
      ).to.deep.equal([
        'the labels are those of the earlier message; leave out `label`, `payload` and `stanza`',
      ]);
  });
});
