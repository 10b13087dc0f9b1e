import { expect } from 'chai';
import { childElements } from '#xml';
import type { Stanza } from '../../xmpp/index.ts';
import { jid } from '../../xmpp/read.fixture.ts';
import { admit } from '../admit.ts';
import type { Arrival } from '../arrival.ts';
import { admitContentFree } from '../content-free.ts';
import { hold, recall } from '../held.ts';
import { labelArrival } from '../label/label-arrival.ts';
import {
  clearedFor,
  labelledMessage,
  labelNamed,
  message,
  type RulesWish,
  rules,
  securityLabel,
  stanza,
} from '../rules.fixture.ts';
import type { Rules } from '../rules.ts';

const secretByDefault: RulesWish = { peers: { 'b.test': { defaultLabel: labelNamed('A-S') } } };

function fromPeer(sent: Stanza): Arrival {
  const from = jid('xenia@b.test/home');
  return { stanza: { ...sent, from }, sender: from, peer: 'b.test' };
}

/** The label that counts, and how many are written on the message. */
function labelled(arrival: Arrival, under: Rules): readonly unknown[] {
  const ruling = labelArrival(arrival, under);
  if (!ruling.allowed) return [ruling.kind];
  const { label, isDefault, stanza: written } = ruling.message;
  const labels = childElements(written.element).filter(({ name }) => name === 'securitylabel');
  return [label.classification.name, labels.length, ...(isDefault === true ? ['default'] : [])];
}

describe('the default label of a peer', () => {
  it('is that of what comes from it without one, before the default of the policy, and is written on it', () => {
    const unlabelled = fromPeer(labelledMessage('unlabelled'));
    expect(labelled(unlabelled, rules(secretByDefault))).to.deep.equal(['SECRET', 1]);
    expect(labelled(unlabelled, rules({ ...secretByDefault, defaultLabel: 'none' }))).to.deep.equal([
      'SECRET',
      1,
    ]);
    expect(labelled(unlabelled, rules())).to.deep.equal(['UNCLASSIFIED', 0, 'default']);
    expect(labelled(unlabelled, rules({ defaultLabel: 'none' }))).to.deep.equal(['unlabelled']);
  });

  it('counts for what asks for the default, in place of what asked', () => {
    const asked = message(
      "<securitylabel xmlns='urn:xmpp:sec-label:0'><label/></securitylabel><body>hi</body>",
    );
    expect(labelled(fromPeer(asked), rules(secretByDefault))).to.deep.equal(['SECRET', 1]);
  });

  it('counts for nothing that has a label, not even one that cannot be read, and for nobody else', () => {
    expect(labelled(fromPeer(labelledMessage('A-U')), rules(secretByDefault))).to.deep.equal([
      'UNCLASSIFIED',
      1,
    ]);
    const unreadable = message(securityLabel('A-S').replace(/>M[^<]*</, '>%<'));
    expect(labelled(fromPeer(unreadable), rules(secretByDefault))).to.deep.equal(['malformed']);
    const own = labelledMessage('unlabelled');
    const ours = { stanza: own, sender: own.from };
    expect(labelled(ours, rules(secretByDefault))).to.deep.equal(['UNCLASSIFIED', 0, 'default']);
  });

  it('is broken by faults: over a label, for what our own clients send, and for nothing at all', () => {
    const over = rules({ ...secretByDefault, faults: ['peer.default'] });
    expect(labelled(fromPeer(labelledMessage('A-U')), over)[0]).to.equal('SECRET');
    const own = labelledMessage('unlabelled');
    const local = rules({ ...secretByDefault, faults: ['peer.default-local'] });
    expect(labelled({ stanza: own, sender: own.from }, local)[0]).to.equal('SECRET');
    const none = rules({ ...secretByDefault, faults: ['peer.no-default'] });
    expect(labelled(fromPeer(own), none)).to.deep.equal(['UNCLASSIFIED', 0, 'default']);
  });

  it('counts for a message without content too', () => {
    const sign = fromPeer(message("<composing xmlns='http://jabber.org/protocol/chatstates'/>")).stanza;
    const noDefault: RulesWish = { defaultLabel: 'none' };
    const passes = (wish: RulesWish, peer?: string): boolean =>
      admitContentFree(sign, rules({ ...noDefault, ...wish }), peer) !== undefined;
    expect([passes({}, 'b.test'), passes(secretByDefault, 'b.test'), passes(secretByDefault)]).to.deep.equal([
      true,
      false,
      true,
    ]);
    const toNobody = stanza("<message><composing xmlns='http://jabber.org/protocol/chatstates'/></message>");
    expect(admitContentFree(toNobody, rules({ ...noDefault, ...secretByDefault }), 'b.test')).to.equal(
      undefined,
    );
  });
});

describe('a message from a peer that was kept', () => {
  const anyone: RulesWish = { anyUser: clearedFor('U', 'S') };

  /** The label that counts when it is released under these rules. */
  function released(name: string, later: RulesWish): readonly unknown[] {
    const came = { ...anyone, peers: { 'b.test': {} } };
    const admitted = admit(fromPeer(labelledMessage(name)), rules(came));
    if (!admitted.allowed) throw new Error(admitted.check);
    const held = hold(admitted.message, rules(came));
    const { ruling } = recall(held, rules({ ...anyone, ...later }));
    return ruling.allowed
      ? [ruling.message.label.classification.name, ruling.message.arrival.peer, ruling.message.isDefault]
      : [ruling.kind];
  }

  it('keeps the default label that counted, or takes that of its peer now', () => {
    expect(released('unlabelled', secretByDefault)).to.deep.equal(['UNCLASSIFIED', 'b.test', undefined]);
    const now: RulesWish = { ...secretByDefault, storedLabel: 'now' };
    expect(released('unlabelled', now)).to.deep.equal(['SECRET', 'b.test', undefined]);
    expect(released('A-U', now)).to.deep.equal(['UNCLASSIFIED', 'b.test', undefined]);
    const none: RulesWish = { storedLabel: 'now', defaultLabel: 'none' };
    expect(released('unlabelled', none)).to.deep.equal(['unlabelled']);
  });
});
