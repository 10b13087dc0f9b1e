import { expect } from 'chai';
import { label } from '../../policy/fixtures.contract.ts';
import { serializeStanza } from '../../xmpp/index.ts';
import { refuse, replyWith } from '../refuse.ts';
import { labelledMessage, message, rules, stanza } from '../rules.fixture.ts';
import { refused } from '../ruling.ts';
import type { FaultName } from './faults.ts';

const refusal = refused('denied', 'exit', [
  { kind: 'classification-not-held', classification: label('A-S').classification },
  { kind: 'no-clearance' },
]);

function errorTo(sent: ReturnType<typeof stanza>, ...faults: readonly FaultName[]): string {
  const reply = refuse(sent, refusal, rules({ faults }), () => undefined);
  return reply === undefined ? 'silence' : serializeStanza(reply.stanza).replaceAll('"', "'");
}

describe('an error that is broken on purpose', () => {
  const sent = labelledMessage('A-S');
  const sound = errorTo(sent);

  it('err.cond: a denial says service-unavailable', () => {
    expect(errorTo(sent, 'err.cond')).to.include("<error type='cancel'><service-unavailable ");
  });

  it('err.verbose: the text says the label and the check', () => {
    expect(errorTo(sent, 'err.verbose')).to.include('>exit refused: SECRET, no-clearance<');
  });

  it('err.verbose: an error that is no denial says that nobody is there', () => {
    const reply = replyWith(sent, { condition: 'service-unavailable' }, rules({ faults: ['err.verbose'] }));
    expect(serializeStanza(reply?.stanza ?? sent)).to.include('>does not exist<');
  });

  it('err.undefined: there is no condition', () => {
    expect(errorTo(sent, 'err.undefined')).to.include("<error type='auth'/>");
  });

  it('err.sanitise: the stanza comes back in it', () => {
    expect(errorTo(sent, 'err.sanitise')).to.match(/securitylabel.*<body>hi<\/body>.*<forbidden/);
    const { kind, type, from, to } = sent;
    const bare = { kind, type, from, ...(to && { to }) };
    const reply = replyWith(bare, { condition: 'bad-request' }, rules({ faults: ['err.sanitise'] }));
    expect(serializeStanza(reply?.stanza ?? sent)).to.match(
      /^<message [^>]*><error type=.modify.><bad-request/,
    );
  });

  it('err.from: it comes from the server', () => {
    expect(errorTo(sent, 'err.from')).to.equal(sound.replace("from='romeo@a.test'", "from='a.test'"));
  });

  it('err.silent-iq: a request is not answered', () => {
    const iq = stanza("<iq type='get' id='i'><query xmlns='q'/></iq>");
    expect([errorTo(iq, 'err.silent-iq'), errorTo(sent, 'err.silent-iq')]).to.deep.equal(['silence', sound]);
  });

  it('err.noloop: an error is answered with an error', () => {
    const error = message('<body/>', 'error');
    expect([errorTo(error, 'err.cond'), errorTo(error, 'err.noloop')]).to.deep.equal(['silence', sound]);
    expect(errorTo(sent, 'err.noloop')).to.equal(sound);
    expect(errorTo(error, 'err.noloop', 'err.cond', 'err.verbose')).to.equal(sound);
  });

  it('any other fault leaves the error as it is', () => {
    expect(errorTo(sent, 'exit.user')).to.equal(sound);
  });
});
