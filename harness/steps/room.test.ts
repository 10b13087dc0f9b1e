import { expect } from 'chai';
import { TranscriptRecorder } from '../observe/index.ts';
import type { Enter, Probe, Room } from '../scenario/index.ts';
import { type PaperActor, paperActor } from './actor.fixture.ts';
import { playAlike } from './alike.ts';
import { PaperCast } from './cast.fixture.ts';
import { playChannel } from './channel.ts';
import { playMatrix } from './matrix.ts';
import { playProbe } from './probe.ts';
import { playSend } from './raw.ts';
import { playConfigure, playEnter, playForm, playLeave, playLook, playRoom } from './room.ts';
import { Stage } from './stage.ts';
import { Unprepared } from './unprepared.ts';

/** What a room answers an iq that is no ping, by what is in it; `undefined`: it says nothing. */
interface PaperRoom {
  readonly codes?: string;
  readonly fields?: readonly string[];
  readonly refuses?: 'presence' | 'submit' | 'affiliations';
  readonly isSilent?: boolean;
}

/** A stage with two actors and a room that lets them in, passes all messages to both, and answers pings. */
function newStage({ codes = '110', fields = [], refuses, isSilent = false }: PaperRoom = {}) {
  const actors: Record<string, PaperActor> = {};
  const room = (name: string, text: string): string[] => {
    const id = /id='([^']+)'/.exec(text)?.[1] ?? '';
    const to = /to='([^']+)'/.exec(text)?.[1] ?? '';
    const statuses = codes.split(' ').map((code) => `<status code='${code}'/>`);
    if (text.includes('<ping')) return [`<iq id='${id}' type='result' from='${to}'/>`];
    if (isSilent) return [];
    if (text.startsWith("<presence type='unavailable'"))
      return [`<presence type='unavailable' from='${to}'/>`];
    if (text.startsWith('<presence')) {
      if (refuses === 'presence') return [`<presence type='error' id='${id}' from='${to}'/>`];
      const x = `<x xmlns='http://jabber.org/protocol/muc#user'>${statuses.join('')}</x>`;
      return [
        `<presence from='${to}'>${x}</presence>`,
        `<message type='groupchat' from='ops@muc.a.test'><subject/></message>`,
      ];
    }
    if (text.startsWith('<message')) {
      for (const one of Object.values(actors)) one.arrive(text);
      return [];
    }
    if (text.includes("type='get'")) {
      const offered = fields.map((field) => `<field var='${field}'/>`).join('');
      const form = `<x xmlns='jabber:x:data'>${offered}</x>`;
      return [
        `<iq id='${id}' type='result'><query xmlns='http://jabber.org/protocol/muc#owner'>${form}</query></iq>`,
      ];
    }
    const what = text.includes('muc#admin') ? 'affiliations' : 'submit';
    return [`<iq id='${id}' type='${what === refuses ? 'error' : 'result'}' from='${name}'/>`];
  };
  for (const name of ['tess', 'sam'])
    actors[name] = paperActor(name, (text) => {
      for (const answer of room(name, text)) actors[name]?.arrive(answer);
    });
  const recorder = new TranscriptRecorder(() => 0);
  const props = {
    cast: new PaperCast(actors, recorder),
    domain: 'a.test',
    recorder,
    fixtures: {
      labelElement: (name: string) => (name === 'none' ? '' : `<label>${name}</label>`),
      placeholderText: () => undefined,
    },
    tokens: { seed: 's', scenario: 'x', part: 'scenario' },
    budgetMs: 30,
    provision: () => Promise.resolve(),
  };
  const sent = (name: string): string[] =>
    (actors[name]?.sent ?? []).map((text) => text.replace(/[a-z2-7]{20,}/g, '*'));
  return { stage: new Stage(props, 0), sent };
}

const ping = (to: string): string => `<iq type='get' id='*' to='${to}'><ping xmlns='urn:xmpp:ping'/></iq>`;
const fence = (nick: string): string[] => [ping(`ops@muc.a.test/${nick}`), ping('a.test')];

const ops: Room = {
  name: 'ops',
  owner: 'tess',
  config: {},
  optional: {},
  owners: [],
  admins: [],
  members: [],
  outcasts: [],
  expect: 'made',
};

const submitted = (inside: string): string =>
  `<iq type='set' id='*' to='ops@muc.a.test'><query xmlns='http://jabber.org/protocol/muc#owner'><x xmlns='jabber:x:data' type='submit'>${inside}</x></query></iq>`;

const enters = (nick: string, inside = ''): string =>
  `<presence to='ops@muc.a.test/${nick}' id='*'><x xmlns='http://jabber.org/protocol/muc'>${inside}</x></presence>`;

/** Did the part end there? */
async function isUnprepared(playing: Promise<void>): Promise<boolean> {
  try {
    await playing;
    return false;
  } catch (error) {
    if (error instanceof Unprepared) return true;
    throw error;
  }
}

describe('playRoom', () => {
  it('makes an instant room', async () => {
    const { stage, sent } = newStage({ codes: '110 201' });
    await playRoom(stage, ops);
    expect(sent('tess')).to.deep.equal([enters('tess'), submitted(''), ...fence('tess')]);
  });

  it('submits the fields that the form has, and affiliations', async () => {
    const { stage, sent } = newStage({ codes: '110 201', fields: ['a', 'b', 'c', 'd', 'e'] });
    const config = { a: true, b: 7, c: ['x', '<y>'], d: '${room:ops}' };
    await playRoom(stage, {
      ...ops,
      nick: 'boss',
      config,
      optional: { e: false, f: 'not offered' },
      admins: ['sam'],
      outcasts: ['tess'],
    });
    const field = (name: string, ...values: string[]): string =>
      `<field var='${name}'>${values.map((value) => `<value>${value}</value>`).join('')}</field>`;
    const item = (affiliation: string, jid: string): string =>
      `<item affiliation='${affiliation}' jid='${jid}'/>`;
    expect(sent('tess')).to.deep.equal([
      enters('boss'),
      `<iq type='get' id='*' to='ops@muc.a.test'><query xmlns='http://jabber.org/protocol/muc#owner'></query></iq>`,
      submitted(
        field('FORM_TYPE', 'http://jabber.org/protocol/muc#roomconfig') +
          field('a', '1') +
          field('b', '7') +
          field('c', 'x', '&lt;y&gt;') +
          field('d', 'ops@muc.a.test') +
          field('e', '0'),
      ),
      `<iq type='set' id='*' to='ops@muc.a.test'><query xmlns='http://jabber.org/protocol/muc#admin'>${item('admin', 'sam@a.test')}${item('outcast', 'tess@a.test')}</query></iq>`,
      ...fence('boss'),
    ]);
  });

  it('ends the part where the room is not made, and says nothing more to it', async () => {
    const cases: [PaperRoom, Room, number][] = [
      [{ refuses: 'presence' }, ops, 1],
      [{ codes: '110' }, ops, 1],
      [{ codes: '110 201', refuses: 'submit' }, ops, 2],
      [{ codes: '110 201', fields: ['b'] }, { ...ops, config: { a: 1 } }, 2],
      [{ codes: '110 201', refuses: 'affiliations' }, { ...ops, members: ['sam'] }, 3],
      [{ isSilent: true }, ops, 1],
    ];
    for (const [room, step, number] of cases) {
      const { stage, sent } = newStage(room);
      expect(await isUnprepared(playRoom(stage, step))).to.equal(true);
      expect(sent('tess')).to.have.lengthOf(number + 2);
    }
  });

  it('ends the part where the owner is not there', async () => {
    const { stage } = newStage();
    expect(await isUnprepared(playRoom(stage, { ...ops, owner: 'gone' }))).to.equal(true);
  });

  it('goes on where a refusal is expected', async () => {
    const { stage } = newStage({ refuses: 'presence' });
    expect(await isUnprepared(playRoom(stage, { ...ops, expect: 'refused' }))).to.equal(false);
  });
});

describe('playConfigure', () => {
  it('goes on whether the form is taken or refused, and not where it lacks a field', async () => {
    const step = { actor: 'tess', room: 'ops', config: { a: 1 }, optional: {}, expect: 'done' } as const;
    const isOver = (room: PaperRoom): Promise<boolean> =>
      isUnprepared(playConfigure(newStage(room).stage, step));
    expect(await isOver({ fields: ['a'] })).to.equal(false);
    expect(await isOver({ fields: ['a'], refuses: 'submit' })).to.equal(false);
    expect(await isOver({ fields: ['b'] })).to.equal(true);
  });
});

describe('playForm', () => {
  it('asks for the form and submits nothing', async () => {
    const { stage, sent } = newStage({ fields: ['a'] });
    await playForm(stage, { actor: 'tess', room: 'ops', has: [], values: {}, offers: {}, lacks: {} });
    expect(sent('tess')).to.deep.equal([
      `<iq type='get' id='*' to='ops@muc.a.test'><query xmlns='http://jabber.org/protocol/muc#owner'></query></iq>`,
      ...fence('tess'),
    ]);
  });
});

describe('playEnter', () => {
  const step: Enter = { actor: 'sam', room: 'ops', expect: 'entered', contains: [], holds: [], lacks: [] };

  it('asks for what the scenario wants, then pings through the room under the same nick', async () => {
    const { stage, sent } = newStage();
    await playEnter(stage, {
      ...step,
      nick: 's & m',
      password: '<p>',
      history: { maxstanzas: 2, seconds: 0 },
    });
    expect(sent('sam')).to.deep.equal([
      enters('s &amp; m', "<password>&lt;p&gt;</password><history maxstanzas='2' seconds='0'/>"),
      ping('ops@muc.a.test/s &amp; m'),
      ping('a.test'),
    ]);
  });

  it('pings after a refusal, and after silence', async () => {
    for (const room of [{ refuses: 'presence' }, { isSilent: true }] as const) {
      const { stage, sent } = newStage(room);
      await playEnter(stage, { ...step, room: 'ops@muc2.a.test' });
      expect(sent('sam').slice(1)).to.deep.equal([ping('ops@muc2.a.test/sam'), ping('a.test')]);
    }
  });
});

describe('playLeave and playLook', () => {
  it('speak to the place that the actor took', async () => {
    const { stage, sent } = newStage();
    stage.cast.places.take('sam', 'ops@muc.a.test', 'other');
    await playLook(stage, { at: 'sam', room: 'ops' });
    await playLeave(stage, { actor: 'sam', room: 'ops' });
    expect(sent('sam')).to.deep.equal([
      ...fence('other'),
      "<presence type='unavailable' to='ops@muc.a.test/other' id='*'/>",
      ...fence('other'),
    ]);
  });
});

describe('playProbe, to a room', () => {
  const probe: Probe = {
    from: 'tess',
    to: { room: 'ops', nick: 'sam' },
    type: 'groupchat',
    label: 'A-S',
    syntax: 'ess',
    body: true,
    fence: 'A-U',
    at: ['sam'],
    expect: 'refused',
  };
  const kinds = (texts: readonly string[]): string[] =>
    texts.map((text) => (text.startsWith('<iq') ? `ping ${/to='([^']+)'/.exec(text)?.[1] ?? ''}` : text));

  it('sends control and fence where and how the bracket says', async () => {
    const { stage, sent } = newStage();
    await playProbe(stage, { ...probe, bracket: { to: { room: 'ops' }, type: 'chat' } });
    const message = (to: string, type: string, label: string): string =>
      `<message to='${to}' type='${type}' id='*'><body>*</body><label>${label}</label></message>`;
    expect(sent('tess').slice(0, 3)).to.deep.equal([
      message('ops@muc.a.test', 'chat', 'A-U'),
      message('ops@muc.a.test/sam', 'groupchat', 'A-S'),
      message('ops@muc.a.test', 'chat', 'A-U'),
    ]);
    const raw = newStage();
    await playProbe(raw.stage, { ...probe, bracket: { stanza: "<message id='${id}'>${nonce}</message>" } });
    expect([raw.sent('tess')[0], raw.sent('tess')[2]]).to.deep.equal([
      "<message id='*'>*</message>",
      "<message id='*'>*</message>",
    ]);
  });

  it('lets the room answer the sender before another sends the fence', async () => {
    const { stage, sent } = newStage();
    expect(await playProbe(stage, { ...probe, to: { room: 'ops' }, bracket: { from: 'sam' } })).to.equal(
      true,
    );
    expect(kinds(sent('tess')).slice(1)).to.deep.equal(['ping ops@muc.a.test/tess', 'ping a.test']);
    expect(sent('sam')).to.have.lengthOf(2);
  });
});

describe('playMatrix, as a burst', () => {
  it('sends all rows so many times without a pause, between one control and one fence, and then pings', async () => {
    const { stage, sent } = newStage();
    await playMatrix(stage, {
      from: 'tess',
      room: 'ops',
      to: ['tess', 'sam'],
      type: 'chat',
      syntax: 'ess',
      fence: 'A-U',
      burst: 2,
      rows: { 'A-R': ['+', '+'], 'A-S': ['+', '-'] },
    });
    const texts = sent('tess');
    expect(texts.map((text) => /<label>([^<]*)/.exec(text)?.[1] ?? 'ping')).to.deep.equal([
      'A-U',
      'A-R',
      'A-S',
      'A-R',
      'A-S',
      'A-U',
      'ping',
    ]);
    expect(texts.slice(0, 6).every((text) => text.includes("type='groupchat'"))).to.equal(true);
  });
});

describe('playSend and playAlike, through a room', () => {
  it('let the room answer a ping before the server does', async () => {
    const { stage, sent } = newStage();
    await playSend(stage, { from: 'sam', stanza: '<message/>', settles: true, room: 'ops' });
    expect(sent('sam').slice(1)).to.deep.equal(fence('sam'));
    const message = {
      message: { to: { room: 'ops' }, type: 'groupchat', label: 'none', syntax: 'ess' },
    } as const;
    await playAlike(stage, { from: 'tess', room: 'ops', probes: [message, message], expect: 'same' });
    expect(sent('tess').filter((text) => text.startsWith('<iq'))).to.deep.equal([
      ...fence('tess'),
      ...fence('tess'),
    ]);
  });
});

describe('playChannel, in a room', () => {
  it('sends control and fence to all in it, and then asks', async () => {
    const { stage, sent } = newStage();
    await playChannel(stage, {
      from: 'tess',
      to: 'sam',
      room: 'ops',
      name: 'a subject',
      stanza: "<message to='${to}' id='${id}'>${nonce}</message>",
      fence: 'A-U',
      asks: { to: { room: 'ops' }, payload: '<query/>' },
      expect: 'either',
    });
    const control =
      "<message to='ops@muc.a.test' type='groupchat' id='*'><body>*</body><label>A-U</label></message>";
    expect(sent('tess').slice(0, 3)).to.deep.equal([
      control,
      "<message to='ops@muc.a.test' id='*'>*</message>",
      control,
    ]);
    expect(sent('sam')).to.deep.equal([`<iq type='get' id='*' to='ops@muc.a.test'><query/></iq>`]);
  });
});
