import { expect } from 'chai';
import { childOf, element, serialize } from '#xml';
import { jid } from '../xmpp/read.fixture.ts';
import { admit } from './admit.ts';
import { admitCopy } from './admit-copy.ts';
import { clearedFor, type RulesWish, rules, securityLabel, stanza } from './rules.fixture.ts';
import type { Accepted } from './stages.ts';

const part = element('urn:x', 'part', { of: 'the copy' });

const wish: RulesWish = { anyUser: clearedFor('U', 'R', 'S'), domains: { 'b.test': clearedFor('U', 'R') } };

function accepted(label: string): Accepted {
  const xml = `<message to='a.test' id='m'>${securityLabel(label)}<part xmlns='urn:x'/><body>all</body></message>`;
  const message = stanza(xml);
  const ruling = admit({ stanza: message, sender: message.from }, rules(wish));
  if (!ruling.allowed) throw new Error('refused');
  return ruling.message;
}

describe('admitCopy', () => {
  it('addresses the message to one of several, with the part that this one sees, in both of its stanzas', () => {
    const copy = admitCopy(accepted('A-R'), jid('romeo@b.test'), part, rules(wish));
    if (!copy.allowed) throw new Error('refused');
    for (const each of [copy.message.stanza, copy.message.arrival.stanza]) {
      expect(each.to?.full).to.equal('romeo@b.test');
      const found = childOf(each.element, 'urn:x', 'part');
      expect(found && serialize(found).replaceAll('"', "'")).to.equal("<part xmlns='urn:x' of='the copy'/>");
      expect(childOf(each.element, 'urn:xmpp:sec-label:0', 'securitylabel')).not.to.equal(undefined);
    }
  });

  it('asks the domain of that one', () => {
    const asked = (to: string): boolean => admitCopy(accepted('A-S'), jid(to), part, rules(wish)).allowed;
    expect(asked('romeo@a.test')).to.equal(true);
    expect(asked('romeo@b.test')).to.equal(false);
  });
});
