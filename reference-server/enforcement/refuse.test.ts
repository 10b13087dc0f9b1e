import { expect } from 'chai';
import { label } from '../policy/fixtures.contract.ts';
import { serializeStanza } from '../xmpp/index.ts';
import { refuse, replyWith } from './refuse.ts';
import { labelledMessage, message, rules, securityLabel, stanza } from './rules.fixture.ts';
import { type CheckName, type Refusal, refused } from './ruling.ts';

const secret = label('A-S');
const notHeld = [{ kind: 'classification-not-held', classification: secret.classification }] as const;
const none = (): void => undefined;

/** The error as it is sent, or nothing. */
function errorTo(sent: ReturnType<typeof stanza>, refusal: Refusal): string | undefined {
  const reply = refuse(sent, refusal, rules(), none);
  return reply === undefined ? undefined : serializeStanza(reply.stanza).replaceAll('"', "'");
}

const head = "<message from='romeo@a.test' to='juliet@a.test/balcony' id='m1' type='error'>";
const stanzas = "xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'";

describe('refuse', () => {
  it('gives one error for each kind', () => {
    const sent = labelledMessage('A-S');
    const denial = `${head}<error type='auth'><forbidden ${stanzas}/><text ${stanzas} xml:lang='en'>Not permitted</text><denied xmlns='urn:x-cmbac:denied:0'/></error></message>`;
    const violation = `${head}<error type='modify'><policy-violation ${stanzas}/></error></message>`;
    expect({
      denied: errorTo(sent, refused('denied', 'exit', notHeld)),
      malformed: errorTo(sent, refused('malformed', 'label', [])),
      unlabelled: errorTo(sent, refused('unlabelled', 'label', [])),
      marking: errorTo(sent, refused('marking', 'label', [])),
    }).to.deep.equal({
      denied: denial,
      malformed: `${head}<error type='modify'><bad-request ${stanzas}/></error></message>`,
      unlabelled: violation,
      marking: violation,
    });
  });

  it('gives the same denial whichever check refused, and whatever the reasons', () => {
    const checks: readonly CheckName[] = ['label', 'entry', 'server', 'domain', 'exit', 'catalog', 'access'];
    const errors = checks.flatMap((check) => [
      errorTo(labelledMessage('A-S'), refused('denied', check, notHeld)),
      errorTo(labelledMessage('A-TS'), refused('denied', check, [{ kind: 'no-clearance' }])),
    ]);
    expect(new Set(errors).size).to.equal(1);
  });

  it('puts nothing of the stanza into the error', () => {
    const marked = securityLabel('A-S', '<displaymarking>SECRET</displaymarking>');
    const sent = message(`<subject>nonce</subject><body>nonce</body><thread>nonce</thread>${marked}`);
    for (const kind of ['denied', 'malformed', 'unlabelled', 'marking'] as const) {
      expect(errorTo(sent, refused(kind, 'exit', notHeld))).not.to.match(
        /nonce|SECRET|securitylabel|MRACAQQ|exit|clearance/,
      );
    }
  });

  it('says nothing to the sender of a headline, an error or a result', () => {
    const refusal = refused('denied', 'exit', notHeld);
    for (const silent of [
      message('<body/>', 'headline'),
      message('<body/>', 'error'),
      stanza("<iq type='result' id='i' to='romeo@a.test/x'/>"),
    ]) {
      expect(errorTo(silent, refusal), silent.type).to.equal(undefined);
    }
  });

  it('answers every request: an iq is never refused in silence', () => {
    const iq = stanza("<iq type='get' id='i' to='romeo@a.test/x'><query xmlns='q'/></iq>");
    expect(errorTo(iq, refused('malformed', 'label', []))).to.equal(
      `<iq from='romeo@a.test/x' to='juliet@a.test/balcony' id='i' type='error'><error type='modify'><bad-request ${stanzas}/></error></iq>`,
    );
  });

  it('writes every refusal down with its reasons, the silent ones too', () => {
    const seen: unknown[] = [];
    const headline = message('<body/>', 'headline');
    const refusal = refused('denied', 'exit', notHeld);
    refuse(headline, refusal, rules(), (...record) => seen.push(record));
    expect(seen).to.deep.equal([[headline, refusal]]);
  });
});

describe('replyWith', () => {
  it('answers for the account of the sender where the stanza was for nobody', () => {
    const reply = replyWith(
      stanza("<iq type='get' id='i'><x xmlns='y'/></iq>"),
      { condition: 'bad-request' },
      rules(),
    );
    expect([reply?.stanza.from.full, reply?.stanza.to?.full]).to.deep.equal([
      'juliet@a.test',
      'juliet@a.test/balcony',
    ]);
  });
});
