import { expect } from 'chai';
import type { Clearances } from '#policy';
import { jid, readElement } from '../../xmpp/read.fixture.ts';
import { Decided } from '../decided.ts';
import { checkRelease } from '../exit.ts';
import { hold, recall } from '../held.ts';
import {
  accepted,
  clearedFor,
  labelledMessage,
  labelNamed,
  message,
  type RulesWish,
  rules,
  securityLabel,
} from '../rules.fixture.ts';
import type { Admitted } from '../stages.ts';
import { checkRoom } from './admission.ts';
import { idsNamedIn, isFollowUp, mayHearOf, measuredBesides } from './follow-up.ts';
import { unlimitedRoom } from './room-rules.ts';

const users = {
  'juliet@a.test': clearedFor('U', 'R', 'C', 'S'),
  'sam@a.test': clearedFor('U', 'R', 'C', 'S'),
  'rita@a.test': clearedFor('U', 'R'),
};
const under = rules({ users });
const secret = { label: labelNamed('A-S'), equivalents: [] };
const restricted = { label: labelNamed('A-R'), equivalents: [] };

function admitted(name: string): Admitted {
  const ruling = checkRoom(accepted(labelledMessage(name), under), unlimitedRoom, under);
  if (!ruling.allowed) throw new Error('the room does not take it');
  return ruling.message;
}

/** May sam and rita have it? */
function released(said: Admitted, wish: RulesWish = {}): boolean[] {
  return ['sam@a.test', 'rita@a.test'].map(
    (bareJid) =>
      checkRelease(
        said,
        { jid: jid(bareJid), origin: { address: '10.0.0.1', names: [] } },
        rules({ users, ...wish }),
        {
          fault: 'muc.fanout',
          decided: new Decided(),
        },
      ).allowed,
  );
}

describe('idsNamedIn', () => {
  it('gives every id that a message names, and none of its own', () => {
    const named = readElement(
      "<message id='own'><body id='1'>x</body><replace xmlns='urn:xmpp:message-correct:0' id='2'/><origin-id xmlns='urn:xmpp:sid:0' id='3'/><x xmlns='urn:x'/></message>",
    );
    expect(idsNamedIn(named)).to.deep.equal(['1', '2']);
  });
});

describe('isFollowUp', () => {
  it('is a message that came without a label, or with one that says none', () => {
    const stamped = rules({ users, stamp: true });
    const taken = (xml: string): Admitted => {
      const came = checkRoom(accepted(message(xml), stamped), unlimitedRoom, stamped);
      if (!came.allowed) throw new Error('the room does not take it');
      return came.message;
    };
    const asksForDefault = "<securitylabel xmlns='urn:xmpp:sec-label:0'><label/></securitylabel>";
    const said = ['<body>hi</body>', asksForDefault, securityLabel('A-U')].map(taken);
    expect(said.map((each) => isFollowUp(each, stamped))).to.deep.equal([true, true, false]);
  });

  it('is one of which a broken server could not read the label', () => {
    const broken = rules({ users, faults: ['lbl.syntax'] });
    const garbled = "<securitylabel xmlns='urn:xmpp:sec-label:0'><label>?</label></securitylabel>";
    const came = checkRoom(accepted(message(garbled), broken), unlimitedRoom, broken);
    expect(came.allowed && isFollowUp(came.message, broken)).to.equal(true);
  });
});

describe('measuredBesides', () => {
  it('keeps it from those who may not have what it names', () => {
    const said = admitted('A-U');
    expect(measuredBesides(said, [])).to.equal(said);
    expect(released(measuredBesides(said, [restricted]))).to.deep.equal([true, true]);
    expect(released(measuredBesides(said, [restricted, secret]))).to.deep.equal([true, false]);
    expect(released(measuredBesides(admitted('A-S'), [restricted]))).to.deep.equal([true, false]);
  });

  it('keeps it from places that may not', () => {
    const places = { '10.0.0.1': clearedFor('U', 'R') };
    const said = measuredBesides(admitted('A-U'), [secret]);
    expect(released(said, { places })).to.deep.equal([false, false]);
  });

  it('holds when the message is judged again', () => {
    const said = measuredBesides(admitted('A-U'), [secret]);
    const { ruling } = recall(hold(said, under), under);
    expect(ruling.allowed && ruling.message.besides).to.deep.equal([secret]);
    const later = rules({ users, policies: { ...under.policies, all: [], byOid: new Map() } });
    expect(recall(hold(said, under), later).ruling.allowed).to.equal(false);
  });

  it('is refused when one of the labels is not known any longer', () => {
    const held = hold(measuredBesides(admitted('A-U'), [secret]), under);
    const unknown = held.replace(/"besides":\["[^"]*"\]/, '"besides":["MQYCAQQGASk="]');
    expect(unknown).not.to.equal(held);
    const { ruling } = recall(unknown, under);
    expect(ruling).to.deep.include({ allowed: false, kind: 'denied', check: 'label' });
  });
});

describe('mayHearOf', () => {
  const room = jid('ops@muc.a.test');
  const hears = (user: string, wish: RulesWish = {}, peer?: string): boolean => {
    const to = { jid: jid(`${user}/desk`), origin: undefined, peer };
    return mayHearOf([restricted, secret], to, room, rules({ users, ...wish }));
  };

  it('asks the user and the place for each label', () => {
    expect([hears('sam@a.test'), hears('rita@a.test')]).to.deep.equal([true, false]);
    expect(hears('sam@a.test', { places: {} })).to.equal(false);
    expect(hears('rita@a.test', { faults: ['muc.signs'] })).to.equal(true);
    expect(mayHearOf([], { jid: jid('nobody@a.test/desk'), origin: undefined }, room, under)).to.equal(true);
  });

  it('asks a peer in place of both, and where one is known the clearance of the user there', () => {
    const abroad = (outbound: Clearances | undefined, wish: RulesWish = {}): boolean =>
      hears(
        'xenia@b.test',
        { peers: { 'b.test': outbound ? { outbound } : {} }, places: {}, ...wish },
        'b.test',
      );
    const [high, low] = [clearedFor('U', 'R', 'S'), clearedFor('U', 'R')];
    expect([abroad(high), abroad(low), abroad(undefined)]).to.deep.equal([true, false, true]);
    expect(abroad(high, { users: { 'xenia@b.test': low } })).to.equal(false);
    expect(abroad(low, { faults: ['exit.peer'] })).to.equal(true);
  });

  it('tells a peer with words of its own of nothing', () => {
    const mapping = { format: '4774', original: 'replace' } as const;
    const peers = { 'b.test': { outbound: clearedFor('U', 'R', 'S'), mapping } };
    expect(hears('xenia@b.test', { peers }, 'b.test')).to.equal(false);
  });
});
