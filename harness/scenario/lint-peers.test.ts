import { fileURLToPath } from 'node:url';
import { expect } from 'chai';
import { readFixtures } from '../fixtures/index.ts';
import { ScenarioError } from '../input/index.ts';
import { readScenario } from './load.ts';

const fixtures = readFixtures(fileURLToPath(new URL('../../fixtures', import.meta.url)));

/** The sentences that a scenario with these steps is refused with. */
function flaws(steps: string, more = ''): string[] {
  const text = `title: A scenario made for a test
requirements: [S2S-EXIT-01]
actors: {sam: u-s, rita: u-r, xenia: x@b.test, cleo: x@conf.b.test, yves: y@c.test}
${more}steps:
${steps}`;
  try {
    readScenario(text, { id: 'a', file: 'a' }, fixtures.vocabulary(['S2S-EXIT-01']));
    return [];
  } catch (error) {
    if (!(error instanceof ScenarioError)) throw error;
    return error.problems.map(({ sentence }) => sentence);
  }
}

const probe = '  - probe: {from: sam, to: xenia, expect: delivered}\n';

describe('steps about peers', () => {
  it('may name whoever is at another server, and the servers themselves', () => {
    expect(
      flaws(`  - peer: {at: b.test, is: held, bidi: true}
  - peer: {at: c.test, rides: b.test, by: dialback, streams: cut}
  - probe: {from: sam, to: xenia, whileQueued: {Peer(b.test).out: [U]}, expect: delivered}
  - bounced: {from: sam, to: xenia, label: A-S, expect: error}
  - bounced: {from: sam, to: {bare: xenia}, label: A-S, error: {labelled: A-U}, expect: nothing}
  - bounced: {from: sam, to: {room: ops}, type: groupchat, at: xenia, expect: nothing}
  - bounced: {from: sam, to: xenia, error: lost, expect: either}
  - stream: {from: yves, certificate: b.test, expect: refused}
  - stream: {from: yves, certificate: c.test, expect: accepted}
  - quiet: {from: sam, to: xenia, label: A-S, via: yves}
`),
    ).to.deep.equal([]);
  });

  it('refuses a setting that says nothing, of a server that nobody knows, or of one that may be real', () => {
    expect(flaws(`${probe}  - peer: {at: b.test}\n`)).to.deep.equal([
      '`peer`: say how it is; mend the value',
    ]);
    expect(flaws(`${probe}  - peer: {at: d.test, is: up}\n`)[0]).to.match(/^unknown peer `d.test`/);
    expect(flaws(`${probe}  - peer: {at: b.test, is: up}\n`, 'peers: {b.test: any}\n')).to.include(
      '`b.test` may be a real server here, which does as it likes; leave it out of `peers`',
    );
    expect(flaws('  - peer: {at: b.test, is: up}\n')[0]).to.match(/^no step claims anything/);
  });

  it('refuses to have wait what goes to nobody elsewhere, and looks at the verbs that change meanwhile', () => {
    const queued = (to: string, verbs: string): string[] =>
      flaws(`  - probe: {from: sam, to: ${to}, whileQueued: ${verbs}, expect: delivered}\n`);
    expect(queued('rita', '{}')).to.deep.equal([
      'only what goes to a server that the harness plays can be made to wait; send it to somebody there',
    ]);
    expect(queued('xenia', '{Peer(d.test).out: [U]}')[0]).to.match(/^unknown peer `d.test`/);
  });

  it('refuses a bounce that nobody sends, and silence that nothing stands against', () => {
    const bounced = (rest: string): string | undefined => flaws(`${probe}  - bounced: {${rest}}\n`)[0];
    expect(bounced('from: sam, to: rita, expect: error')).to.match(/^nobody at a server/);
    expect(bounced('from: sam, to: {room: ops}, expect: error')).to.match(/^nobody at a server/);
    expect(bounced('from: yves, to: xenia, expect: error')).to.match(/^`yves` is at another server too/);
    expect(bounced('from: sam, to: xenia, error: lost, expect: nothing')).to.match(/^nothing shows/);
    expect(bounced('from: sam, to: xenia, expect: nothing')).to.match(
      /^there are servers that pass on no error/,
    );
    expect(bounced('from: sam, to: xenia, label: A-X, expect: error')).to.match(/^unknown label/);
    expect(bounced('from: sam, to: xenia, error: {labelled: A-X}, expect: error')).to.match(/^unknown label/);
    expect(bounced('from: sam, to: {room: ops}, at: xeno, expect: error')).to.match(/^unknown actor/);
  });

  it('refuses a stream of nobody elsewhere, with a certificate of nobody, or one that no server takes', () => {
    const stream = (rest: string): string | undefined => flaws(`${probe}  - stream: {${rest}}\n`)[0];
    expect(stream('from: sam, certificate: b.test, expect: accepted')).to.match(/^`sam` has no server/);
    expect(stream('from: yves, certificate: d.test, expect: accepted')).to.match(/^unknown peer/);
    expect(stream('from: yves, certificate: b.test, expect: refused')).to.match(/^there are servers/);
  });

  it('refuses quiet where one server could pass for the other', () => {
    const quiet = (to: string, via: string): string[] =>
      flaws(`  - quiet: {from: sam, to: ${to}, label: A-S, via: ${via}}\n`);
    for (const [to, via] of [
      ['rita', 'yves'],
      ['xenia', 'rita'],
      ['xenia', 'cleo'],
      ['xenia', 'xenia'],
    ] as const)
      expect(quiet(to, via)[0], `${to} ${via}`).to.match(/^write to somebody at one server/);
    expect(quiet('cleo', 'xenia')).to.deep.equal([]);
  });

  it('refuses verbs about servers and domains that nobody knows', () => {
    const verb = (text: string): string | undefined => flaws(probe, `provision: {${text}}\n`)[0];
    expect(
      verb('Peer(b.test).in: [U], Peer(*.b.test).out: none, Peer*.dfl: A-U, Peer(a2.test>b.test).map: none'),
    ).to.equal(undefined);
    expect(verb('Peer(b.test).map: {format: 4774, policy: harness-b, original: replace}')).to.equal(
      undefined,
    );
    expect(verb('Peer(d.test).in: [U]')).to.match(/^unknown peer `d.test`/);
    expect(verb('Peer(*.d.test).in: [U]')).to.match(/^unknown peer below which others are `d.test`/);
    expect(verb('Peer(b.test>c.test).in: [U]')).to.match(/^unknown domain `b.test`/);
    expect(verb('Peer(b.test).map: {format: x400}')).to.match(/^malformed value/);
    expect(verb('Peer(b.test).map: {policy: harness-x}')).to.match(/^unknown policy/);
  });

  it('gives servers the OID of a policy', () => {
    expect(
      fixtures.provisionValues({ 'Peer(b.test).map': { format: 4778, policy: 'harness-b' } }),
    ).to.deep.equal({
      'Peer(b.test).map': { format: '4778', policy: '1.3.6.1.4.1.32473.258.2' },
    });
    expect(
      fixtures.provisionValues({ 'Peer*.map': { original: 'record' }, 'Peer*.in': 'none' }),
    ).to.deep.equal({
      'Peer*.map': { original: 'record' },
      'Peer*.in': 'none',
    });
  });
});
