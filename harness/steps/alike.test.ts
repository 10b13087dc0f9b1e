import { expect } from 'chai';
import { TranscriptRecorder } from '../observe/index.ts';
import type { Stimulus } from '../scenario/index.ts';
import { type PaperActor, paperActor } from './actor.fixture.ts';
import { playAlike, playTiming } from './alike.ts';
import { Cast } from './cast.ts';
import { playChannel } from './channel.ts';
import { Stage } from './stage.ts';

/** tess, and a server that answers the pings that it is sent until `pongs` of them came. */
function newStage(pongs = Number.POSITIVE_INFINITY) {
  let left = pongs;
  const tess: PaperActor = paperActor('tess', (text) => {
    const id = /id='([^']+)'/.exec(text)?.[1] ?? '';
    if (!text.includes('urn:xmpp:ping')) return;
    left -= 1;
    if (left >= 0) tess.arrive(`<iq id='${id}' type='result'/>`);
  });
  const recorder = new TranscriptRecorder(() => 0);
  class PaperCast extends Cast {
    override actor(): PaperActor {
      return tess;
    }
    override isOnline(): boolean {
      return true;
    }
    override jid(name: string): string {
      return `${name}@a.test/${name}`;
    }
  }
  const stage = new Stage(
    {
      cast: new PaperCast({ domain: 'a.test', roles: new Map(), recorder, newId: () => '', budgetMs: 1 }),
      domain: 'a.test',
      recorder,
      fixtures: {
        labelElement: (name: string) => (name === 'none' ? '' : `<label>${name}</label>`),
        placeholderText: () => undefined,
      },
      tokens: { seed: 's', scenario: 'x', part: 'scenario' },
      budgetMs: 50,
      provision: () => Promise.resolve(),
    },
    0,
  );
  const keys = (): string[] =>
    recorder
      .transcript({
        schema: 'cmbac/transcript@1',
        scenario: 'x',
        part: 'scenario',
        scenarioHash: '',
        target: '',
        startedAt: '',
        actors: {},
        domain: 'a.test',
        seed: '',
      })
      .lines.flatMap((line) => (line.kind === 'note' ? [line.key] : []));
  const sent = (): string[] => tess.sent.map((text) => text.replaceAll(/[a-z2-7]{20,26}/g, '·'));
  return { stage, keys, sent };
}

const toRita = { message: { to: 'rita', type: 'chat', label: 'A-S', syntax: 'ess' } } as const;
const ping = "<iq type='get' id='·' to='a.test'><ping xmlns='urn:xmpp:ping'/></iq>";

describe('playAlike', () => {
  it('sends each kind of stanza, and a ping after it', async () => {
    const { stage, keys, sent } = newStage();
    const probes: Stimulus[] = [
      toRita,
      { message: { to: { bare: 'rita' }, type: 'normal', label: 'none', syntax: 'ess', payload: '<x/>' } },
      { iq: { type: 'set', payload: '<query/>' } },
      { presence: { to: { bare: 'rita' }, type: 'subscribe' } },
      { presence: {} },
      { catalog: { for: { jid: 'nobody@${domain}' }, to: { jid: '${domain}' } } },
      { stanza: { to: 'rita', text: "<message to='${to}' id='${id}'>${nonce}</message>" } },
    ];
    await playAlike(stage, { from: 'tess', probes, expect: 'same' });
    expect(sent().filter((text) => text !== ping)).to.deep.equal([
      "<message to='rita@a.test/rita' type='chat' id='·'><body>·</body><label>A-S</label></message>",
      "<message to='rita@a.test' type='normal' id='·'><body>·</body><x/></message>",
      "<iq type='set' id='·'><query/></iq>",
      "<presence id='·' type='subscribe' to='rita@a.test'/>",
      "<presence id='·'/>",
      "<iq type='get' id='·' to='a.test'><catalog xmlns='urn:xmpp:sec-label:catalog:2' to='nobody@a.test'/></iq>",
      "<message to='rita@a.test/rita' id='·'>·</message>",
    ]);
    expect(keys()).to.deep.equal(probes.flatMap((_, index) => [`probe.${index}`, `sender-fence.${index}`]));
  });
});

describe('playTiming', () => {
  const cases = { a: toRita, b: { presence: {} } };

  it('tries every case in turn, another one first each time', async () => {
    const { stage, keys } = newStage();
    await playTiming(stage, { from: 'tess', cases, trials: 2, effectMs: 20 });
    expect(keys().filter((key) => key.startsWith('trial.'))).to.deep.equal([
      'trial.a.0',
      'trial.b.0',
      'trial.b.1',
      'trial.a.1',
    ]);
  });

  it('ends with the first ping that is not answered', async () => {
    const { stage, keys } = newStage(1);
    await playTiming(stage, { from: 'tess', cases, trials: 2, effectMs: 20 });
    expect(keys()).to.deep.equal(['trial.a.0', 'trial-fence.a.0', 'trial.b.0', 'trial-fence.b.0']);
  });
});

describe('playChannel', () => {
  it('sends the stanza between two messages to the session', async () => {
    const { stage, keys, sent } = newStage();
    const stanza = "<iq to='${to}' id='${id}'>${nonce}</iq>";
    await playChannel(stage, {
      from: 'tess',
      to: 'rita',
      name: 'an iq',
      stanza,
      fence: 'A-U',
      expect: 'either',
    });
    expect(keys()).to.deep.equal(['control', 'stimulus', 'fence', 'sender-fence']);
    expect(sent()[1]).to.equal("<iq to='rita@a.test/rita' id='·'>·</iq>");
  });
});
