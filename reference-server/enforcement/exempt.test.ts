import { expect } from 'chai';
import { serializeStanza } from '../xmpp/index.ts';
import { admitError, admitUnlabelled, ownStanza } from './exempt.ts';
import { Outstanding } from './outstanding.ts';
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

  it('refuses a presence with a label at any depth: nothing measures what it forwards', () => {
    const deep = `${"<x xmlns='y'>".repeat(12)}${securityLabel('A-U')}${'</x>'.repeat(12)}`;
    expect(admitUnlabelled(stanza(`<presence>${deep}</presence>`), rules()).allowed).to.be.false;
  });

  it('leaves a label alone that stands too deep to be one of the stanza, or that is none', () => {
    expect(admitUnlabelled(iq(nested(`<entry>${securityLabel('A-U')}</entry>`)), rules()).allowed).to.be.true;
    expect(admitUnlabelled(iq("<securitylabel xmlns='urn:example:0'/>"), rules()).allowed).to.be.true;
  });
});

describe('admitError', () => {
  const error = (beside: string): ReturnType<typeof stanza> =>
    stanza(
      `<message type='error' id='m1' xml:lang='smuggled' to='romeo@a.test/x'>${beside}<error type='cancel'><gone xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'>smuggled</gone><text>smuggled</text></error></message>`,
    );
  const outstanding = (): Outstanding => {
    const sent = new Outstanding();
    sent.note(stanza("<message id='m1'/>", 'romeo@a.test/x'));
    return sent;
  };

  it('writes an error again from its type and condition, and passes on nothing else of it', () => {
    const exempt = admitError(error("<body>smuggled</body><x xmlns='y'/>"), outstanding(), rules());
    expect(exempt && serializeStanza(exempt.stanza).replaceAll('"', "'")).to.equal(
      "<message from='juliet@a.test/balcony' to='romeo@a.test/x' id='m1' type='error'>" +
        "<error type='cancel'><gone xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></error></message>",
    );
  });

  it('discards one that answers nothing that was sent, or the same a second time', () => {
    const sent = outstanding();
    expect(admitError(error(''), new Outstanding(), rules())).to.equal(undefined);
    expect(admitError(error(''), sent, rules())).to.be.an('object');
    expect(admitError(error(''), sent, rules())).to.equal(undefined);
  });

  it('discards one with a label, wherever it stands', () => {
    expect(admitError(error(securityLabel('A-U')), outstanding(), rules())).to.equal(undefined);
    expect(admitError(error(`<x xmlns='y'>${securityLabel('A-U')}</x>`), outstanding(), rules())).to.equal(
      undefined,
    );
  });
});

describe('ownStanza', () => {
  it('is the stanza as it was made', () => {
    const made = stanza('<presence/>');
    expect(ownStanza(made)).to.deep.equal({ stanza: made });
  });
});
