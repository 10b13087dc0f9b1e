import { expect } from 'chai';
import { serialize } from '#xml';
import { admitError, admitUnlabelled, ownStanza } from './exempt.ts';
import { rules, securityLabel, stanza } from './rules.fixture.ts';

const iq = (payload: string): ReturnType<typeof stanza> =>
  stanza(`<iq type='set' id='i' to='romeo@a.test/x'>${payload}</iq>`);
const nested = (label: string): string =>
  `<pubsub xmlns='p'><publish><item>${label}</item></publish></pubsub>`;

describe('admitUnlabelled', () => {
  it('lets an iq and a presence without a label through as they are', () => {
    for (const each of [iq("<query xmlns='q'/>"), stanza('<presence/>')]) {
      expect(admitUnlabelled(each, rules())).to.deep.equal({ allowed: true, message: { stanza: each } });
    }
  });

  it('refuses one with a label, on the stanza or in its payload', () => {
    const label = securityLabel('A-U');
    for (const each of [
      stanza(`<presence>${label}</presence>`),
      stanza(`<presence type='subscribe' to='romeo@a.test'>${label}</presence>`),
      iq(label),
      iq(`<query xmlns='q'>${label}</query>`),
      iq(`<query xmlns='q'><item>${label}</item></query>`),
      iq("<query xmlns='q'><securitylabel xmlns='urn:xmpp:sec-label:0'/></query>"),
    ]) {
      expect(admitUnlabelled(each, rules())).to.deep.equal({
        allowed: false,
        kind: 'malformed',
        check: 'label',
        reasons: [{ kind: 'unreadable-label', message: `a label in ${each.kind}` }],
      });
    }
  });

  it('leaves a label alone that stands too deep to be one of the stanza, or that is none', () => {
    expect(admitUnlabelled(iq(nested(`<entry>${securityLabel('A-U')}</entry>`)), rules()).allowed).to.be.true;
    expect(admitUnlabelled(iq("<securitylabel xmlns='urn:example:0'/>"), rules()).allowed).to.be.true;
  });
});

describe('admitError', () => {
  const error = (beside: string): ReturnType<typeof stanza> =>
    stanza(
      `<message type='error' to='romeo@a.test/x'>${beside}<error type='cancel'><gone xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></error></message>`,
    );

  it('passes on nothing but the error element', () => {
    const exempt = admitError(error("<body>smuggled</body><x xmlns='y'/>"), rules());
    expect(serialize((exempt?.stanza ?? error('')).element, 'jabber:client'))
      .to.include('<gone')
      .and.not.include('smuggled')
      .and.not.include('<x');
  });

  it('discards one with a label, wherever it stands', () => {
    expect(admitError(error(securityLabel('A-U')), rules())).to.equal(undefined);
    expect(admitError(error(`<x xmlns='y'>${securityLabel('A-U')}</x>`), rules())).to.equal(undefined);
  });
});

describe('ownStanza', () => {
  it('is the stanza as it was made', () => {
    const made = stanza('<presence/>');
    expect(ownStanza(made)).to.deep.equal({ stanza: made });
  });
});
