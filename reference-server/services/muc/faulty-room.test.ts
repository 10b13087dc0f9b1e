import { expect } from 'chai';
import type { FaultName } from '../../enforcement/index.ts';
import { clearedFor, rules, securityLabel } from '../../enforcement/rules.fixture.ts';
import { ops, RoomStage } from './room.fixture.ts';

const says = (id: string, more = '', label = 'A-S'): string =>
  `<message type='groupchat' id='${id}' to='${ops}'><body>${id}</body>${more}${securityLabel(label)}</message>`;

/** Juliet and romeo are cleared for SECRET, rita is not; nobody else is there. */
function broken(...faults: readonly FaultName[]): RoomStage {
  const users = { 'rita@a.test': clearedFor('U', 'R') };
  const wish = { anyUser: clearedFor('U', 'R', 'C', 'S'), users, faults };
  return new RoomStage({ rules: rules(wish) }, 'juliet', 'romeo', 'rita');
}

const ids = (stage: RoomStage, name: string): string[] =>
  [
    ...stage
      .got(name)
      .join('')
      .matchAll(/ id='([^']*)'/g),
  ].map(([, id = '']) => id);

describe('what a broken room makes of what it took', () => {
  const forged = "<x xmlns='http://jabber.org/protocol/muc#user'><status code='307'/></x>";

  it('muc.forged: hands on what only a room may say, and a sound one does not', () => {
    for (const [faults, is] of [
      [[], false],
      [['muc.forged'], true],
    ] as const) {
      const stage = broken(...faults);
      stage.say('juliet', says('one', forged));
      expect(stage.got('romeo').join('').includes("code='307'")).to.equal(is);
    }
  });

  it('muc.filter: takes the label away, and decides by it all the same', () => {
    const stage = broken('muc.filter');
    stage.say('juliet', says('one'));
    expect(stage.got('romeo').join('')).to.include('<body>one</body>').and.not.include('securitylabel');
    expect(stage.got('rita')).to.deep.equal([]);
  });

  it('muc.id: gives the message an id of its own', () => {
    const stage = broken('muc.id');
    stage.say('juliet', says('one'));
    expect(ids(stage, 'romeo')).to.deep.equal(['one-0']);
  });

  it('muc.order: swaps every other message with the next, and loses none', () => {
    const stage = broken('muc.order');
    for (const id of ['one', 'two', 'three', 'four', 'five']) stage.say('juliet', says(id));
    expect(ids(stage, 'romeo')).to.deep.equal(['one', 'three', 'two', 'five', 'four']);
  });

  it('muc.outsider: lets anybody speak', () => {
    const stage = broken('muc.outsider');
    expect(stage.say('nurse', says('one'))).to.equal('');
    expect(stage.got('romeo').join('')).to.include(`from='${ops}/outsider'`);
    expect(broken().say('nurse', says('one'))).to.include('<not-acceptable/>');
  });

  it('muc.followup: sends what names another message to everybody, and nothing else', () => {
    const stage = broken('muc.followup');
    stage.say('juliet', says('one'));
    stage.say('juliet', says('two', "<replace xmlns='urn:xmpp:message-correct:0' id='one'/>"));
    const got = stage.got('rita').join('');
    expect(got).to.include('<body>two</body>').and.not.include('<body>one</body>');
  });
});
