import { expect } from 'chai';
import type { Releasable } from '../../../enforcement/index.ts';
import { clearedFor, type RulesWish, rules, securityLabel } from '../../../enforcement/rules.fixture.ts';
import type { Renditions } from '../../../xmpp/index.ts';
import type { Session } from '../../im/sessions.ts';
import { ops, RoomStage } from '../room.fixture.ts';

/** Juliet, romeo and the nurse may have what is SECRET, rita may not. */
const cleared: RulesWish = {
  anyUser: clearedFor('U', 'R', 'C', 'S'),
  users: { 'rita@a.test': clearedFor('U', 'R') },
};
const says = (body: string, label = 'A-S'): string =>
  `<message type='groupchat' id='${body}' to='${ops}'><body>${body}</body>${securityLabel(label)}</message>`;

describe('fanOut', () => {
  const bodies = (stage: RoomStage, name: string): string[] =>
    [
      ...stage
        .got(name)
        .join('')
        .matchAll(/<body>([^<]*)<\/body>/g),
    ].map(([, body = '']) => body);

  it('brings a message to every session of those who are cleared, once and in order, and nobody hears of the others', () => {
    const stage = new RoomStage({ rules: rules(cleared) }, 'juliet', 'romeo', 'rita', 'romeo@a.test/phone');
    expect(stage.say('juliet', says('one')) + stage.say('juliet', says('two', 'A-R'))).to.equal('');
    const seen = ['juliet', 'romeo', 'romeo@a.test/phone', 'rita'].map((name) => bodies(stage, name));
    expect(seen).to.deep.equal([['one', 'two'], ['one', 'two'], ['one', 'two'], ['two']]);
    expect(stage.host.audited).to.deep.equal(['exit']);
  });

  it('of a broken server says that there was something', () => {
    const wish = { ...cleared, faults: ['muc.stub'] } as const;
    const stage = new RoomStage({ rules: rules(wish) }, 'juliet', 'rita');
    stage.say('juliet', says('one'));
    expect(stage.got('rita')).to.deep.equal([
      `<message from='${ops}/juliet' to='rita@a.test/desk' type='groupchat'/>`,
    ]);
  });

  it('passes over a session that is gone', () => {
    const stage = new RoomStage({ rules: rules(cleared) }, 'juliet', 'romeo');
    stage.host.sessions.remove(stage.session('romeo'));
    stage.say('juliet', says('one'));
    expect([bodies(stage, 'juliet'), bodies(stage, 'romeo')]).to.deep.equal([['one'], []]);
  });

  it('gives everybody one content, of which only the address is their own', () => {
    const stage = new RoomStage({ rules: rules(cleared) }, 'juliet', 'romeo', 'rita', 'nurse');
    const released: { to: string | undefined; message: Releasable; renditions: Renditions | undefined }[] =
      [];
    stage.host.release = (session: Session, message: Releasable, renditions?: Renditions): void => {
      expect(message.stanza.to).to.equal(session.jid);
      released.push({ to: message.stanza.to?.full, message, renditions });
    };
    stage.say('juliet', says('one'));
    expect(released.map(({ to }) => to)).to.deep.equal([
      'juliet@a.test/desk',
      'romeo@a.test/desk',
      'nurse@a.test/desk',
    ]);
    expect(new Set(released.map(({ message }) => message.stanza.element)).size).to.equal(1);
    expect(new Set(released.map(({ renditions }) => renditions)).size).to.equal(1);
    expect(released[0]?.renditions).not.to.equal(undefined);
  });

  it('denies those alone whom a mistake of ours keeps it from deciding about, and the sender hears nothing', () => {
    const right = rules(cleared);
    const { clearances } = right;
    let isBroken = false;
    const broken = {
      ...right,
      clearances: {
        ...clearances,
        ofUser: (bareJid: string) => {
          if (isBroken && bareJid === 'romeo@a.test') throw new Error('no such luck');
          return clearances.ofUser(bareJid);
        },
      },
    };
    const stage = new RoomStage({ rules: broken }, 'juliet', 'romeo', 'nurse');
    const reported: unknown[] = [];
    stage.host.report = (mistake: unknown): void => {
      reported.push(mistake);
    };
    isBroken = true;
    expect(stage.say('juliet', says('one'))).to.equal('');
    expect(['juliet', 'romeo', 'nurse'].map((name) => bodies(stage, name))).to.deep.equal([
      ['one'],
      [],
      ['one'],
    ]);
    expect(reported).to.have.length(1);
    stage.presence('romeo', `<presence type='unavailable' to='${ops}/romeo'/>`);
    // Whoever enters is in the room, without the history that nobody can decide about
    const seen = stage.enter('romeo').join('');
    expect(seen).to.include("code='110'").and.to.include('<subject/>');
    expect(seen).not.to.include('<body>');
    expect(reported).to.have.length(2);
  });
});
