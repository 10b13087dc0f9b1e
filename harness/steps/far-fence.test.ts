import { expect } from 'chai';
import { TranscriptRecorder } from '../observe/index.ts';
import type { Address, Probe } from '../scenario/index.ts';
import { paperActor } from './actor.fixture.ts';
import { PaperCast } from './cast.fixture.ts';
import { fenceFar } from './far-fence.ts';
import { playProbe } from './probe.ts';
import { Stage } from './stage.ts';

/** sam and tess at a.test, xenia and yara at b.test; every iq of sam's is answered, and messages come to xenia. */
function newStage(servers: readonly string[]) {
  const xenia = { ...paperActor('xenia'), jid: 'x@b.test/xenia' };
  const sam = paperActor('sam', (text) => {
    const id = /id='([^']+)'/.exec(text)?.[1] ?? '';
    if (text.startsWith('<iq')) sam.arrive(`<iq id='${id}' type='result'/>`);
    else xenia.arrive(text);
  });
  const yara = { ...paperActor('yara'), jid: 'y@b.test/yara' };
  const recorder = new TranscriptRecorder(() => 0);
  const cast = new PaperCast({ sam, tess: paperActor('tess'), xenia, yara }, recorder);
  const props = {
    cast,
    domain: 'a.test',
    recorder,
    fixtures: { labelElement: () => '', placeholderText: () => undefined },
    tokens: { seed: 's', scenario: 'x', part: 'scenario' },
    budgetMs: 1000,
    servers,
    provision: () => Promise.resolve(),
  };
  const pinged = (): string[] => sam.sent.flatMap((text) => /<iq .*to='([^']+)'/.exec(text)?.[1] ?? []);
  const keys = (): string[] => recorder.lines.flatMap((line) => (line.kind === 'note' ? [line.key] : []));
  return { stage: new Stage(props, 0), cast, pinged, keys };
}

const both = ['a.test', 'b.test'];

async function pingsFor(to: Address, at: readonly string[], servers = both): Promise<string[]> {
  const { stage, cast, pinged } = newStage(servers);
  cast.places.take('sam', 'ops@muc.b.test', 'sam1');
  await fenceFar(stage, { from: 'sam', to }, at, '');
  return pinged();
}

describe('fenceFar', () => {
  it('pings the other server, and then the sessions there', async () => {
    expect(await pingsFor('xenia', ['xenia'])).to.deep.equal(['b.test', 'x@b.test/xenia']);
    expect(await pingsFor({ bare: 'xenia' }, ['xenia', 'yara'])).to.deep.equal([
      'b.test',
      'x@b.test/xenia',
      'y@b.test/yara',
    ]);
  });

  it('pings the other server alone where nobody is there', async () => {
    expect(await pingsFor({ jid: 'nobody@b.test' }, [])).to.deep.equal(['b.test']);
    expect(await pingsFor({ bare: 'xenia' }, ['gone'])).to.deep.equal(['b.test']);
  });

  it('pings through a room: the own place where the room is elsewhere, and those in it who are', async () => {
    expect(await pingsFor({ room: 'ops@muc.b.test' }, ['sam', 'xenia'])).to.deep.equal([
      'ops@muc.b.test/sam1',
      'ops@muc.b.test/xenia',
    ]);
    expect(await pingsFor({ room: 'ops' }, ['sam', 'tess', 'yara'])).to.deep.equal(['ops@muc.a.test/yara']);
  });

  it('waits for nothing at the own server, and where there is only one', async () => {
    expect(await pingsFor('tess', ['tess'])).to.deep.equal([]);
    expect(await pingsFor('xenia', ['xenia'], [])).to.deep.equal([]);
  });

  it('comes behind the fence and the ping to the own server in a probe, under keys that end like those of the probe', async () => {
    const probe: Probe = {
      from: 'sam',
      to: 'xenia',
      type: 'chat',
      label: 'none',
      syntax: 'ess',
      body: true,
      fence: 'A-U',
      expect: 'delivered',
    };
    const { stage, keys } = newStage(both);
    await playProbe(stage, probe, '.3');
    expect(keys()).to.deep.equal([
      'control.3',
      'stimulus.3',
      'fence.3',
      'sender-fence.3',
      'far-fence.3.0',
      'far-fence.3.1',
    ]);
  });
});
