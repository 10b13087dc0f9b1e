import { expect } from 'chai';
import { cleared, label } from '../policy/fixtures.contract.ts';
import { jid } from '../xmpp/read.fixture.ts';
import { admit } from './admit.ts';
import { covers } from './covers.ts';
import { checkEntry } from './entry.ts';
import { checkExit } from './exit.ts';
import { checkInternal } from './internal.ts';
import { checkRestriction } from './restriction.ts';
import {
  accepted,
  arrived,
  ess,
  labelledMessage,
  message,
  type RulesWish,
  rules,
  securityLabel,
  unaddressed,
} from './rules.fixture.ts';

const juliet = 'juliet@a.test';
const upToSecret = cleared('U', 'R', 'C', 'S');
const upToRestricted = cleared('U', 'R');
const notHeld = { kind: 'classification-not-held', classification: label('A-S').classification };

describe('checkEntry', () => {
  const entryOf = (name: string, wish: RulesWish): unknown => {
    const ruling = checkEntry(arrived(labelledMessage(name), rules(wish)), rules(wish));
    return ruling.allowed ? 'allowed' : ruling;
  };

  it("allows a label that the sender's clearance lists", () => {
    expect(entryOf('A-S', { users: { [juliet]: [upToSecret] } })).to.equal('allowed');
  });

  it('refuses one that it does not list, whoever else is cleared', () => {
    expect(
      entryOf('A-S', { users: { [juliet]: [upToRestricted] }, anyUser: [upToSecret], server: [upToSecret] }),
    ).to.deep.equal({ allowed: false, kind: 'denied', check: 'entry', reasons: [notHeld] });
  });

  it('refuses a lower label than those that are listed', () => {
    expect(entryOf('A-U', { users: { [juliet]: [cleared('S')] } })).to.have.property('check', 'entry');
  });

  it('refuses everything for a sender without a clearance', () => {
    expect(entryOf('A-U', {})).to.deep.equal({
      allowed: false,
      kind: 'denied',
      check: 'entry',
      reasons: [{ kind: 'no-clearance' }],
    });
  });

  it('checks the default label of a message without one', () => {
    expect(entryOf('unlabelled', { users: { [juliet]: [cleared('S')] } })).to.have.property('check', 'entry');
  });
});

describe('checkInternal', () => {
  const all = { users: { [juliet]: [upToSecret] } };

  function internalOf(name: string, wish: RulesWish, to = 'romeo@a.test'): string {
    const under = rules({ ...all, ...wish });
    const sent = labelledMessage(name);
    const entered = checkEntry(arrived(to === '' ? unaddressed(sent) : sent, under), under);
    if (!entered.allowed) throw new Error('entry refused it');
    const ruling = checkInternal(entered.message, under);
    return ruling.allowed ? 'allowed' : `${ruling.kind} at ${ruling.check}`;
  }

  it('asks no level that has no clearance', () => {
    expect(internalOf('A-S', {})).to.equal('allowed');
  });

  it('refuses what the server or the domain may not carry', () => {
    expect(internalOf('A-S', { server: [upToRestricted] })).to.equal('denied at server');
    expect(internalOf('A-S', { domains: { 'a.test': [upToRestricted] } })).to.equal('denied at domain');
    expect(internalOf('A-S', { server: [] })).to.equal('denied at server');
  });

  it('asks all levels: a wider one below does not widen the one above', () => {
    const wide = { 'a.test': [upToSecret] };
    expect(internalOf('A-S', { server: [upToRestricted], domains: wide })).to.equal('denied at server');
    expect(internalOf('A-S', { server: [upToSecret], domains: wide })).to.equal('allowed');
    expect(internalOf('A-U', { server: [cleared('S')] })).to.equal('denied at server');
  });

  it("asks the sender's domain for a message without an address, and both domains between two", () => {
    const under = (domains: RulesWish['domains']): RulesWish => ({ ...all, ...(domains && { domains }) });
    expect(internalOf('A-S', under({ 'a.test': [upToRestricted] }), '')).to.equal('denied at domain');
    expect(internalOf('A-S', under({ 'a.test': [upToSecret] }), '')).to.equal('allowed');
    const between = (domains: RulesWish['domains']): string => {
      const wanted = rules(under(domains));
      const elsewhere = { ...labelledMessage('A-S'), to: jid('romeo@b.test') };
      const entered = checkEntry(arrived(elsewhere, wanted), wanted);
      return entered.allowed && checkInternal(entered.message, wanted).allowed ? 'allowed' : 'denied';
    };
    expect(between({ 'a.test': [upToSecret], 'b.test': [upToRestricted] })).to.equal('denied');
    expect(between({ 'a.test': [upToRestricted], 'b.test': [upToSecret] })).to.equal('denied');
    expect(between({ 'b.test': [upToSecret] })).to.equal('allowed');
  });
});

describe('checkExit', () => {
  const under = rules({
    users: { [juliet]: [upToSecret], 'sam@a.test': [upToSecret], 'rita@a.test': [upToRestricted] },
  });

  it('allows a recipient who is cleared, and refuses one who is not or has no clearance', () => {
    const secret = accepted(labelledMessage('A-S'), under);
    expect(checkExit(secret, 'sam@a.test', under)).to.deep.equal({ allowed: true, message: secret });
    expect(checkExit(secret, 'rita@a.test', under)).to.deep.equal({
      allowed: false,
      kind: 'denied',
      check: 'exit',
      reasons: [notHeld],
    });
    expect(checkExit(secret, 'nobody@a.test', under)).to.deep.include({
      reasons: [{ kind: 'no-clearance' }],
    });
  });
});

describe('covers', () => {
  const under = rules();

  it('lets one of several grants suffice, and never their union', () => {
    const both = [cleared('S'), cleared('U', 'ALPHA')];
    expect(covers(label('A-S'), [], both, under)).to.deep.equal({ grant: true });
    expect(covers(label('A-S ALPHA'), [], both, under)).to.have.property('grant', false);
  });

  it("covers by the mapping to the clearance's policy, where there is one", () => {
    const foreign = [cleared('B-U', 'B-S')];
    expect(covers(label('A-S'), [], foreign, under)).to.deep.equal({ grant: true });
    for (const name of ['A-R', 'A-TS', 'A-S ALPHA']) {
      expect(covers(label(name), [], foreign, under), name).to.deep.include({ grant: false });
    }
  });

  it('covers by a verified equivalent', () => {
    expect(covers(label('A-S'), [label('B-S')], [cleared('B-S')], under)).to.deep.equal({ grant: true });
    expect(covers(label('A-S'), [label('B-S')], [cleared('B-R')], under)).to.have.property('grant', false);
  });

  it("looks at no equivalent where a clearance is for the label's own policy", () => {
    expect(covers(label('A-S'), [label('B-S')], [cleared('U'), cleared('B-S')], under)).to.deep.equal({
      grant: false,
      reasons: [notHeld],
    });
  });

  it('covers nothing by a clearance for a policy that is not loaded', () => {
    const unknown = { ...cleared('U'), policy: '1.3.6.1.4.1.32473.258.99' };
    expect(covers(label('A-U'), [], [unknown], under)).to.have.property('grant', false);
  });
});

describe('checkRestriction', () => {
  const restricted = (name: string, restrictedTo?: readonly ReturnType<typeof label>[]): unknown => {
    const under = rules(restrictedTo === undefined ? {} : { restrictedTo });
    const ruling = checkRestriction(arrived(labelledMessage(name), under), under);
    return ruling.allowed ? 'allowed' : ruling;
  };

  it('lets every label through where no catalog is binding', () => {
    expect(restricted('A-S')).to.equal('allowed');
  });

  it('lets listed labels through and no other', () => {
    const listed = [label('A-U'), label('A-S')];
    expect(restricted('A-S', listed)).to.equal('allowed');
    expect(restricted('A-S EYES ONLY', listed)).to.equal('allowed');
    const refusal = {
      allowed: false,
      kind: 'denied',
      check: 'catalog',
      reasons: [{ kind: 'rule', rule: 'the catalog is binding and does not list the label' }],
    };
    expect(restricted('A-R', listed)).to.deep.equal(refusal);
    expect(restricted('A-S ALPHA', listed)).to.deep.equal(refusal);
    expect(restricted('A-S', [])).to.deep.equal(refusal);
  });
});

describe('admit', () => {
  const nobody: RulesWish = { users: {}, server: [], domains: { 'a.test': [] }, restrictedTo: [] };
  const checkAt = (name: string, wish: RulesWish): string => {
    const sent = labelledMessage(name);
    const ruling = admit({ stanza: sent, sender: sent.from }, rules({ ...nobody, ...wish }));
    return ruling.allowed ? 'admitted' : ruling.check;
  };

  it('asks label, catalog, entry, server, domain, and stops at the first refusal', () => {
    expect(checkAt('ess-truncated', {})).to.equal('label');
    expect(checkAt('A-S', {})).to.equal('catalog');
    const listed: RulesWish = { restrictedTo: [label('A-S')] };
    expect(checkAt('A-S', listed)).to.equal('entry');
    const entered: RulesWish = { ...listed, users: { [juliet]: [upToSecret] } };
    expect(checkAt('A-S', entered)).to.equal('server');
    expect(checkAt('A-S', { ...entered, server: [upToSecret] })).to.equal('domain');
    expect(checkAt('A-S', { ...entered, server: [upToSecret], domains: {} })).to.equal('admitted');
  });

  it('takes an equivalent for a sender who is cleared under another policy', () => {
    const sent = message(securityLabel('A-S', '', `<equivalentlabel>${ess('B-S')}</equivalentlabel>`));
    const ruling = admit({ stanza: sent, sender: sent.from }, rules({ anyUser: [cleared('B-S')] }));
    expect(ruling).to.deep.equal({
      allowed: true,
      message: {
        arrival: { stanza: sent, sender: sent.from },
        stanza: sent,
        label: label('A-S'),
        equivalents: [label('B-S')],
      },
    });
  });
});
