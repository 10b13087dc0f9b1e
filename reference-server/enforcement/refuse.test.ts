import { expect } from 'chai';
import { label } from '../policy/fixtures.contract.ts';
import { serializeStanza } from '../xmpp/index.ts';
import type { FaultName } from './faults/faults.ts';
import { refuse, replyAbsent, replyWith } from './refuse.ts';
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
      closed: errorTo(sent, refused('closed', 'iq', [])),
    }).to.deep.equal({
      denied: denial,
      malformed: `${head}<error type='modify'><bad-request ${stanzas}/></error></message>`,
      unlabelled: violation,
      marking: violation,
      closed: `${head}<error type='cancel'><service-unavailable ${stanzas}/></error></message>`,
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

  it('says nothing to a room elsewhere whose copy is refused, whichever check refused it', () => {
    const peers = { 'conf.b.test': {} };
    const copy = stanza(
      "<message type='groupchat' to='juliet@a.test/desk' id='m1'/>",
      'ops@conf.b.test/xenia',
    );
    const checks: readonly CheckName[] = ['label', 'entry', 'server', 'domain', 'exit'];
    const answer = (sent: typeof copy, check: CheckName, faults: readonly FaultName[] = []): unknown =>
      refuse(sent, refused('denied', check, notHeld), rules({ peers, faults }), none);
    expect(checks.map((check) => answer(copy, check))).to.deep.equal(checks.map(() => undefined));
    expect(checks.map((check) => answer(copy, check, ['err.groupchat']))).not.to.include(undefined);
    const whispered = stanza(
      "<message type='chat' to='juliet@a.test/desk' id='m1'/>",
      'ops@conf.b.test/xenia',
    );
    expect(checks.map((check) => answer(whispered, check))).not.to.include(undefined);
  });

  it('writes every refusal down with its reasons, the silent ones too', () => {
    const seen: unknown[] = [];
    const headline = message('<body/>', 'headline');
    const refusal = refused('denied', 'exit', notHeld);
    refuse(headline, refusal, rules(), (...record) => seen.push(record));
    expect(seen).to.deep.equal([[headline, refusal]]);
  });
});

describe('where denials are opaque', () => {
  const opaque = rules({ denials: 'opaque' });
  const written = (reply: ReturnType<typeof replyAbsent>): string =>
    reply === undefined ? 'nothing' : serializeStanza(reply.stanza).replaceAll('"', "'");
  const denied = (sent: ReturnType<typeof stanza>, check: CheckName = 'exit', under = opaque): string =>
    written(refuse(sent, refused('denied', check, notHeld), under, none));
  const iq = stanza("<iq type='get' id='i' to='romeo@a.test/x'><query xmlns='q'/></iq>");
  const toSession = (type: string): ReturnType<typeof stanza> =>
    stanza(`<message to='romeo@a.test/x' type='${type}' id='m1'/>`);

  it('a denial for the recipient looks as if nobody were there, for every kind of stanza', () => {
    const types = ['chat', 'normal', 'headline', 'groupchat'];
    for (const sent of [iq, ...types.map((type) => message('', type)), ...types.map(toSession)]) {
      expect(denied(sent), sent.type).to.equal(written(replyAbsent(sent, opaque)));
    }
  });

  it('that is silence for messages, but for groupchat to an account', () => {
    expect([message('', 'chat'), toSession('groupchat')].map((sent) => denied(sent))).to.deep.equal([
      'nothing',
      'nothing',
    ]);
    expect(denied(message('', 'groupchat'))).to.include('<service-unavailable');
    expect(denied(iq)).to.include('<service-unavailable');
  });

  it('a denial for the sake of anybody else is the usual one, and so is any with a fault', () => {
    const explicit = denied(message(''), 'entry', rules());
    expect(denied(message(''), 'entry')).to.equal(explicit);
    expect(denied(message(''), 'exit', rules({ denials: 'opaque', faults: ['err.distinct'] }))).to.equal(
      explicit,
    );
  });

  it('loses time with a fault', () => {
    const begun = performance.now();
    denied(message(''), 'exit', rules({ denials: 'opaque', faults: ['leak.slow'] }));
    expect(performance.now() - begun).to.be.greaterThan(45);
  });
});

describe('replyAbsent', () => {
  it('says service-unavailable where denials are explicit', () => {
    const reply = replyAbsent(message('', 'chat'), rules());
    expect(reply && serializeStanza(reply.stanza)).to.include('service-unavailable');
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
