import { expect } from 'chai';
import { serializeStanza } from '../xmpp/index.ts';
import { jid } from '../xmpp/read.fixture.ts';
import { checkEntry } from './entry.ts';
import { checkExit } from './exit.ts';
import { isUndecidable } from './offer.ts';
import { refuse } from './refuse.ts';
import { accepted, arrived, clearedFor, labelledMessage, rules } from './rules.fixture.ts';
import type { Rules } from './rules.ts';

const sound = rules({ anyUser: clearedFor('U', 'R', 'C', 'S') });
const why = { unavailable: 'the directory is down: it has no answer' };

/** Rules under which nobody can say what these users are cleared for. */
function lost(...users: readonly string[]): Rules {
  const ofUser: Rules['clearances']['ofUser'] = (user) =>
    users.includes(user) ? why : sound.clearances.ofUser(user);
  return { ...sound, clearances: { ...sound.clearances, ofUser } };
}

describe('refusalOfUser', () => {
  it('refuses sender and recipient for now when nobody can say what they are cleared for', () => {
    const reasons = [{ kind: 'rule', rule: why.unavailable }];
    const under = lost('juliet@a.test', 'romeo@a.test');
    expect(checkEntry(arrived(labelledMessage('A-U'), under), under)).to.deep.equal({
      allowed: false,
      kind: 'unavailable',
      check: 'entry',
      reasons,
    });
    expect(checkExit(accepted(labelledMessage('A-U'), sound), 'romeo@a.test', under)).to.deep.equal({
      allowed: false,
      kind: 'unavailable',
      check: 'exit',
      reasons,
    });
  });

  it('asks the sender to wait, and says no more than that', () => {
    const under = lost('romeo@a.test');
    const message = labelledMessage('A-U');
    const refusal = checkExit(accepted(message, sound), 'romeo@a.test', under);
    if (refusal.allowed) throw new Error('allowed');
    const reply = refuse(message, refusal, under, () => undefined);
    expect(reply && serializeStanza(reply.stanza).replaceAll('"', "'")).to.equal(
      "<message from='romeo@a.test' to='juliet@a.test/balcony' id='m1' type='error'><error type='wait'>" +
        "<resource-constraint xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></error></message>",
    );
  });
});

describe('isUndecidable', () => {
  const [from, to, server] = [jid('juliet@a.test/balcony'), jid('romeo@a.test'), jid('a.test')];
  const ask = (under: Rules, target = to, hidesRecipient = false): boolean =>
    isUndecidable({ from, origin: undefined, to: target, hidesRecipient }, under);

  it('holds where the clearance of either user is out of reach', () => {
    expect([ask(sound), ask(lost('juliet@a.test')), ask(lost('romeo@a.test'))]).to.deep.equal([
      false,
      true,
      true,
    ]);
  });

  it('does not ask for a recipient that is the server, or that is kept from the asker', () => {
    expect([ask(lost('a.test'), server), ask(lost('romeo@a.test'), to, true)]).to.deep.equal([false, false]);
  });
});
