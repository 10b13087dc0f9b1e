import { expect } from 'chai';
import { jid } from '../xmpp/read.fixture.ts';
import { accessText, checkAccess, limitsAccess } from './access.ts';
import { clearedFor, labelNamed, type RulesWish, rules } from './rules.fixture.ts';

const secret = labelNamed('A-S');

/** Juliet is cleared to SECRET, rita to RESTRICTED; each has an account of the same name on a2.test. */
const users: RulesWish['users'] = {
  'juliet@a.test': clearedFor('U', 'R', 'C', 'S'),
  'juliet@a2.test': clearedFor('U', 'R', 'C', 'S'),
  'rita@a.test': clearedFor('U', 'R'),
  'rita@a2.test': clearedFor('U', 'R'),
};

const onServer: RulesWish = { users, access: { server: secret } };
const onDomain: RulesWish = { users, access: { domains: new Map([['a2.test', secret]]) } };

describe('checkAccess', () => {
  const outcome = (full: string, wish: RulesWish): string => {
    const refusal = checkAccess({ jid: jid(full) }, rules(wish));
    return refusal === undefined ? 'in' : `${refusal.kind} at ${refusal.check}`;
  };
  const both = (name: string, wish: RulesWish): string[] =>
    ['a.test', 'a2.test'].map((domain) => outcome(`${name}@${domain}/desk`, wish));

  it('lets everybody in where there is no label', () => {
    expect([both('rita', { users }), outcome('nobody@a.test', { users })]).to.deep.equal([
      ['in', 'in'],
      'in',
    ]);
  });

  it('asks the label of the server of the users of all its domains', () => {
    expect(both('juliet', onServer)).to.deep.equal(['in', 'in']);
    expect(both('rita', onServer)).to.deep.equal(['denied at access', 'denied at access']);
    expect(outcome('nobody@a.test', onServer)).to.equal('denied at access');
  });

  it('asks the label of a domain of its own users alone', () => {
    expect(both('rita', onDomain)).to.deep.equal(['in', 'denied at access']);
    expect(both('juliet', onDomain)).to.deep.equal(['in', 'in']);
  });

  it('wants both labels covered', () => {
    const wide = { users, access: { server: labelNamed('A-R'), domains: new Map([['a2.test', secret]]) } };
    expect(both('rita', wide)).to.deep.equal(['in', 'denied at access']);
    const narrow = { users, access: { server: secret, domains: new Map([['a2.test', labelNamed('A-R')]]) } };
    expect(both('rita', narrow)).to.deep.equal(['denied at access', 'denied at access']);
  });

  it('refuses whoever nobody can say anything about, as something that may change', () => {
    const under = rules(onServer);
    const away = {
      ...under,
      clearances: { ...under.clearances, ofUser: () => ({ unavailable: 'it is down' }) },
    };
    const refusal = checkAccess({ jid: jid('juliet@a.test/desk') }, away);
    expect(refusal).to.deep.include({ kind: 'unavailable', check: 'access' });
    expect(checkAccess({ jid: jid('juliet@a.test/desk') }, { ...away, access: rules().access })).to.equal(
      undefined,
    );
  });

  it('asks the location as well as the user', () => {
    const under = rules(onServer);
    const at = (...words: string[]): unknown => {
      const clearances = { ...under.clearances, ofLocation: () => clearedFor(...words) };
      return checkAccess({ jid: jid('juliet@a.test/desk') }, { ...under, clearances })?.kind;
    };
    expect([at('U', 'R'), at('U', 'S')]).to.deep.equal(['denied', undefined]);
  });

  it('is broken by its faults, each in its place', () => {
    const broken = (faults: RulesWish['faults']): string[][] =>
      [onServer, onDomain].map((wish) => both('rita', { ...wish, ...(faults && { faults }) }));
    const out = 'denied at access';
    expect(broken(['access.server'])).to.deep.equal([
      ['in', 'in'],
      ['in', out],
    ]);
    expect(broken(['access.domain'])).to.deep.equal([
      [out, out],
      ['in', 'in'],
    ]);
    expect(broken(['access.any-domain'])).to.deep.equal([
      [out, out],
      [out, out],
    ]);
  });
});

describe('limitsAccess', () => {
  it('says whether there is any label', () => {
    expect([{}, onServer, onDomain].map((wish) => limitsAccess(rules(wish)))).to.deep.equal([
      false,
      true,
      true,
    ]);
  });
});

describe('accessText', () => {
  it('is the same whatever was not covered', () => {
    const text = (label: string, faults: RulesWish['faults'] = []): string | undefined => {
      const under = rules({ users, access: { server: labelNamed(label) }, faults });
      const refusal = checkAccess({ jid: jid('rita@a.test/desk') }, under);
      return refusal && accessText(refusal, under);
    };
    expect(['A-S', 'A-TS', 'B-S'].map((label) => text(label))).to.deep.equal(Array(3).fill('Not permitted'));
    expect(['A-S', 'B-S'].map((label) => text(label, ['access.text']))).to.deep.equal([
      'Only for users who are cleared for SECRET',
      'Only for users who are cleared for other-policy',
    ]);
  });
});
