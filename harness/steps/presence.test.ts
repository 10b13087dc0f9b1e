import { expect } from 'chai';
import { TranscriptRecorder } from '../observe/index.ts';
import type { Presence } from '../scenario/index.ts';
import { type PaperActor, paperActor } from './actor.fixture.ts';
import { PaperCast } from './cast.fixture.ts';
import { playPresence, playUnseen } from './presence.ts';
import { Stage } from './stage.ts';

/** A stage where a server passes all but presence on, and answers pings to it. Gives what each of the two sent, in short. */
function newStage(): {
  stage: Stage;
  tess: () => string[];
  rita: () => string[];
  deliver: (to: string, text: string) => void;
} {
  const actors: Record<string, PaperActor> = {};
  const passOn = (from: string, to: string): PaperActor =>
    paperActor(from, (text) => {
      const id = /id='([^']+)'/.exec(text)?.[1] ?? '';
      if (text.includes("to='a.test'")) actors[from]?.arrive(`<iq id='${id}' type='result'/>`);
      else if (!text.startsWith('<presence')) actors[to]?.arrive(text);
    });
  actors['tess'] = passOn('tess', 'rita');
  actors['rita'] = passOn('rita', 'tess');
  const recorder = new TranscriptRecorder(() => 0);
  const props = {
    cast: new PaperCast(actors, recorder),
    domain: 'a.test',
    recorder,
    fixtures: {
      labelElement: (name: string) => (name === 'none' ? '' : `<label>${name}</label>`),
      placeholderText: (kind: string, name: string) => `${name}-${kind}`,
    },
    tokens: { seed: 's', scenario: 'x', part: 'scenario' },
    budgetMs: 1000,
    provision: () => Promise.resolve(),
  };
  const gist = (name: string) => () =>
    (actors[name]?.sent ?? []).map((text) =>
      text
        .replace(/ id='[^']+'/, '')
        .replace(/[a-z2-7]{26}/, 'NONCE')
        .replace("<ping xmlns='urn:xmpp:ping'/>", ''),
    );
  const deliver = (to: string, text: string): void => actors[to]?.arrive(text);
  return { stage: new Stage(props, 0), tess: gist('tess'), rita: gist('rita'), deliver };
}

const broadcast: Presence = {
  from: 'tess',
  type: 'available',
  label: 'none',
  seen: {},
  unseen: { rita: ['available'] },
  fence: 'A-U',
};
const fence = "<message to='rita@a.test/rita' type='chat'><body>NONCE</body><label>A-U</label></message>";
const ping = "<iq type='get' to='a.test'></iq>";

describe('playPresence', () => {
  it('sends the presence between control and fence, then a ping to the server', async () => {
    const { stage, tess, rita } = newStage();
    await playPresence(stage, broadcast);
    const presence = '<presence><status>NONCE</status></presence>';
    expect([tess(), rita()]).to.deep.equal([[fence, presence, fence, ping], []]);
  });

  it('has a permitted message come back where the sender looks, before the ping', async () => {
    const { stage, tess, rita } = newStage();
    const request = { type: 'subscribe', to: { bare: 'rita' }, unseen: { tess: ['available'] } } as const;
    await playPresence(stage, { ...broadcast, ...request, unseen: { tess: ['available'] }, label: 'A-S' });
    const presence = "<presence type='subscribe' to='rita@a.test'><label>A-S</label></presence>";
    expect(tess()).to.deep.equal([fence, presence, fence, ping]);
    expect(rita()).to.deep.equal([fence.replaceAll('rita', 'tess')]);
  });

  it('pings the other side where no message may pass', async () => {
    const { stage, tess } = newStage();
    await playPresence(stage, { ...broadcast, fence: 'ping' });
    expect(tess()[0]).to.equal("<iq type='get' to='rita@a.test/rita'></iq>");
  });

  it('waits for presence that must be seen and comes behind the fence', async () => {
    const { stage, deliver } = newStage();
    const step: Presence = {
      ...broadcast,
      type: 'subscribed',
      to: { bare: 'rita' },
      seen: { rita: ['available'] },
      unseen: {},
    };
    let played = false;
    const playing = playPresence(stage, step).then(() => {
      played = true;
    });
    await new Promise((resolve) => setImmediate(resolve));
    deliver('rita', "<presence from='tess@a.test' type='subscribed'/>");
    await new Promise((resolve) => setImmediate(resolve));
    const before = played;
    deliver('rita', "<presence from='tess@a.test/tess'/>");
    await playing;
    expect([before, played]).to.deep.equal([false, true]);
  });

  it('waits for nobody who is not there', async () => {
    const { stage, tess } = newStage();
    const probe = { type: 'probe', to: { bare: 'sam' } } as const;
    await playPresence(stage, { ...broadcast, ...probe, unseen: { tess: ['unsubscribed'] } });
    expect(tess()).to.deep.equal(["<presence type='probe' to='sam@a.test'></presence>", ping]);
  });
});

describe('playUnseen', () => {
  it('pings from each session that is looked at', async () => {
    const { stage, tess, rita } = newStage();
    await playUnseen(stage, { message: 'word', at: ['tess', 'rita'] });
    expect([tess(), rita()]).to.deep.equal([[ping], [ping]]);
  });
});
