import { expect } from 'chai';
import { judge } from '../judge.ts';
import {
  begin,
  end,
  fixtures,
  note,
  received,
  scenarioOf,
  sent,
  stream,
  type Told,
  transcriptOf,
} from '../transcript.fixture.ts';

const stanzas = "xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'";
const failure = (condition: string): Told =>
  received('sam', `<failure xmlns='urn:ietf:params:xml:ns:xmpp-sasl'><${condition}/></failure>`);
const bindError = (condition: string, more = ''): Told =>
  received(
    'sam',
    `<iq type='error' id='b'><error type='cancel'><${condition} ${stanzas}/>${more}</error></iq>`,
  );
const streamError = (condition: string): Told =>
  received(
    'sam',
    `<stream:error><${condition} xmlns='urn:ietf:params:xml:ns:xmpp-streams'/><text xmlns='urn:ietf:params:xml:ns:xmpp-streams'>no</text></stream:error>`,
  );
const open = stream('sam', 'open', 'a.test');
const bound = stream('sam', 'bound', 'u-s@a.test/h');
const closed = stream('sam', 'closed');
const asked = [
  note(0, 'sender-fence', { id: 'p', from: 'sam' }),
  sent('sam', `<iq type='get' id='p' to='a.test'><ping xmlns='urn:xmpp:ping'/></iq>`),
];
const answer = received('sam', `<iq type='result' id='p' from='a.test'/>`);
const message = received('sam', `<message from='u-ts@a.test/x'><body>old</body></message>`);

/** What is found of step 0 as it is written, among whichever other steps. */
function found(steps: string, lines: readonly Told[], index = 0): string[] {
  const twin =
    'steps: [{ login: { actor: sam, expect: accepted } }, { login: { actor: sam, expect: refused } }]';
  const scenario = scenarioOf(`steps: [${steps}]\ntwin: { title: The twin of a test, ${twin} }`);
  const { findings } = judge(scenario, 'scenario', transcriptOf(lines), fixtures);
  return findings
    .filter(({ step }) => step === index)
    .map(({ outcome, claim, seen }) => `${outcome}: ${claim}${seen === undefined ? '' : `: ${seen}`}`);
}

describe('judgeLogin', () => {
  const login = (expects: string, ...lines: Told[]): string[] =>
    found(`{ login: { actor: sam, ${expects} } }`, [begin(0), ...lines, end(0)]);

  it('takes a connection that was shut before a stream began for a refusal where that is taken, and nowhere else', () => {
    const shut = stream('sam', 'closed', 'before a stream began');
    const refusal = "expect: refused, refusal: { connection: 'shut' }";
    const failed = stream('sam', 'error', 'the connection failed: ECONNREFUSED');
    const open = ['inconclusive: sam tries to log in: no connection was opened'];
    expect(login(refusal, shut)).to.deep.equal(['passed: sam is refused a connection']);
    expect(login(refusal, closed, shut)).to.deep.equal(['passed: sam is refused a connection']);
    expect(login('expect: refused', shut)).to.deep.equal(open);
    expect(login('expect: accepted', shut)).to.deep.equal(open);
    expect(login(refusal, closed)).to.deep.equal(open);
    expect(login(refusal, closed, failed)).to.deep.equal(open);
    expect(login(refusal, shut, failed)).to.deep.equal(open);
    expect(login(refusal)).to.deep.equal(open);
    expect(found(`{ login: { actor: sam, ${refusal} } }`, [shut, begin(0), end(0)])).to.deep.equal(open);
  });

  it('accepts where a ping in the session is answered', () => {
    expect(login('expect: accepted', open, bound, ...asked, answer)).to.deep.equal([
      'passed: sam logs in and has a session',
    ]);
  });

  it('does not take a session that was bound for one that serves', () => {
    expect(login('expect: accepted', open, bound, ...asked)).to.deep.equal([
      'inconclusive: sam logs in and has a session: a session was bound, and its ping is not answered',
    ]);
    expect(
      login('expect: accepted', open, bound, streamError('policy-violation'), closed, ...asked),
    ).to.deep.equal(['failed: sam logs in and has a session: it is refused: stream error policy-violation']);
  });

  it('fails an acceptance that is refused, and says nothing where nothing was seen', () => {
    expect(login('expect: accepted', open, failure('not-authorized'))).to.deep.equal([
      'failed: sam logs in and has a session: it is refused: SASL failure not-authorized',
    ]);
    expect(login('expect: accepted', open)).to.deep.equal([
      'inconclusive: sam logs in and has a session: no session was bound, and no refusal came',
    ]);
    expect(login('expect: refused')).to.deep.equal([
      'inconclusive: sam tries to log in: no connection was opened',
    ]);
  });

  it('takes each of the ways of a refusal', () => {
    const refused = ['passed: sam is refused a session'];
    expect(login('expect: refused', open, failure('not-authorized'))).to.deep.equal(refused);
    expect(
      login('expect: refused', open, bindError('not-allowed'), streamError('policy-violation')),
    ).to.deep.equal(refused);
    expect(login('expect: refused', open, streamError('not-authorized'))).to.deep.equal(refused);
    expect(login('expect: refused', open, bound, streamError('policy-violation'), ...asked)).to.deep.equal(
      refused,
    );
  });

  it('fails a refusal after which there is a session, whatever was said', () => {
    const there = 'failed: sam is refused a session: there is one, and a ping in it is answered';
    expect(login('expect: refused', open, bound, ...asked, answer)).to.deep.equal([there]);
    expect(login('expect: refused', open, failure('not-authorized'), bound, ...asked, answer)).to.deep.equal([
      there,
    ]);
  });

  it('does not believe that silence is a refusal, nor a refusal of the connection before', () => {
    expect(login('expect: refused', open)).to.deep.equal([
      'inconclusive: sam is refused a session: no refusal came',
    ]);
    expect(login('expect: refused', open, bound, closed, ...asked)).to.deep.equal([
      'inconclusive: sam is refused a session: a session was bound, and no answer and no refusal came',
    ]);
    expect(login('expect: refused', streamError('policy-violation'), closed, open)).to.deep.equal([
      'inconclusive: sam is refused a session: no refusal came',
    ]);
  });

  it('fails a refusal in another way than those that are taken', () => {
    const ways = 'SASL failure not-authorized or account-disabled';
    expect(login('expect: refused', open, failure('temporary-auth-failure'))[0]).to.match(
      new RegExp(
        `^failed: sam is refused a session \\(${ways}, .*\\): it is refused: SASL failure temporary-auth-failure$`,
      ),
    );
    expect(
      login('expect: refused, refusal: { sasl: [not-authorized] }', open, bindError('not-allowed')),
    ).to.deep.equal([
      'failed: sam is refused a session (SASL failure not-authorized): it is refused: bind error not-allowed',
    ]);
    expect(
      login('expect: refused, refusal: { bind: [conflict] }', open, bindError('conflict')),
    ).to.deep.equal(['passed: sam is refused a session']);
  });

  it('names a refusal without a condition so', () => {
    const streamErrors = 'urn:ietf:params:xml:ns:xmpp-streams';
    const bare = [
      received('sam', "<failure xmlns='urn:ietf:params:xml:ns:xmpp-sasl'><text>no</text></failure>"),
      received('sam', "<iq type='error' id='b'/>"),
      received('sam', `<stream:error><text xmlns='${streamErrors}'>no</text></stream:error>`),
    ];
    const seen = bare.map((refusal) =>
      login('expect: refused', open, refusal)[0]?.split(': ').slice(3).join(),
    );
    expect(seen).to.deep.equal([
      'SASL failure no condition',
      'bind error no condition',
      'stream error no condition',
    ]);
  });

  it('takes a bind error for one before the session only', () => {
    const error = received(
      'sam',
      `<iq type='error' id='x' from='a.test'><error type='cancel'><not-allowed ${stanzas}/></error></iq>`,
    );
    expect(login('expect: accepted', open, bound, error, ...asked, answer)).to.deep.equal([
      'passed: sam logs in and has a session',
    ]);
  });

  it('fails a label in the refusal, and a message that came with it', () => {
    const label = fixtures.labelElement('A-S');
    expect(login('expect: refused', open, bindError('not-allowed', label))).to.deep.equal([
      'passed: sam is refused a session',
      'failed: the refusal holds no label (ERR-03): there is one in it',
    ]);
    expect(login('expect: refused', open, bound, message, streamError('policy-violation'))).to.deep.equal([
      'passed: sam is refused a session',
      'failed: sam receives nothing: a message came',
    ]);
  });
});

describe('summaries of logins and sessions', () => {
  it('say who does what', () => {
    const steps =
      'steps: [{ login: { actor: sam, expect: accepted } }, { login: { actor: sam, password: wrong, expect: refused } }, { session: { actor: sam, expect: lives } }]';
    const record = judge(scenarioOf(steps), 'scenario', transcriptOf([]), fixtures);
    expect(record.steps.map(({ summary }) => summary)).to.deep.equal([
      'sam logs in',
      'sam logs in with a wrong password',
      'sam sends a ping',
    ]);
    expect(record.outcome).to.equal('inconclusive');
  });
});

describe('judgeLogin, of a session that is served before it ends', () => {
  it('does not take it for a refusal', () => {
    const settled = received('sam', `<iq type='result' id='its-first-ping' from='a.test'/>`);
    const login = (...lines: Told[]): string[] =>
      found('{ login: { actor: sam, expect: refused } }', [begin(0), open, ...lines, end(0)]);
    const end1 = [streamError('policy-violation'), closed, ...asked];
    expect(login(bound, settled, ...end1)).to.deep.equal([
      'failed: sam is refused a session: there is one, and a ping in it is answered',
    ]);
    expect(login(settled, bound, ...end1)).to.deep.equal(['passed: sam is refused a session']);
    expect(login(settled, failure('not-authorized'))).to.deep.equal(['passed: sam is refused a session']);
  });
});

describe('judgeLogin, of a session in which nothing is served', () => {
  it('does not take it for one that was accepted', () => {
    const pong = (error: string): Told => received('sam', `<iq type='error' id='p'>${error}</iq>`);
    const login = (answered: Told): string[] =>
      found('{ login: { actor: sam, expect: accepted } }', [
        begin(0),
        open,
        bound,
        ...asked,
        answered,
        end(0),
      ]);
    expect(login(pong(`<error type='auth'><forbidden ${stanzas}/></error>`))).to.deep.equal([
      'inconclusive: sam logs in and has a session: its ping is answered with forbidden',
    ]);
    expect(login(pong(''))).to.deep.equal([
      'inconclusive: sam logs in and has a session: its ping is answered with an error',
    ]);
    expect(login(pong(`<error type='cancel'><service-unavailable ${stanzas}/></error>`))).to.deep.equal([
      'passed: sam logs in and has a session',
    ]);
  });
});

describe('judgeSession', () => {
  const before = [open, bound, begin(0), end(0)];
  const session = (expects: string, ...lines: Told[]): string[] =>
    found(
      `{ provision: { stamp: 'off' } }, { session: { actor: sam, ${expects} } }, { session: { actor: tess, expect: lives } }`,
      lines,
      1,
    );
  const pinged = [
    begin(1),
    note(1, 'sender-fence', { id: 'p', from: 'sam' }),
    sent('sam', `<iq type='get' id='p' to='a.test'><ping xmlns='urn:xmpp:ping'/></iq>`),
  ];

  it('lives where its ping is answered', () => {
    expect(session('expect: lives', ...before, ...pinged, answer, end(1))).to.deep.equal([
      "passed: sam's session lives",
    ]);
    expect(session('expect: lives', ...before, streamError('conflict'), ...pinged, end(1))).to.deep.equal([
      "failed: sam's session lives: the server ended it: conflict",
    ]);
    expect(session('expect: lives', ...before, ...pinged, end(1))).to.deep.equal([
      "inconclusive: sam's session lives: no answer came to the ping in it",
    ]);
  });

  it('is not shown to live by a refusal of its ping, but by the word that pings are unknown', () => {
    const pong = (error: string): Told => received('sam', `<iq type='error' id='p'>${error}</iq>`);
    const condition = (name: string): string => `<error type='cancel'><${name} ${stanzas}/></error>`;
    const outcomes = ['forbidden', 'service-unavailable', 'feature-not-implemented'].map((name) =>
      session('expect: lives', ...before, ...pinged, pong(condition(name)), end(1)),
    );
    expect(outcomes).to.deep.equal([
      ["inconclusive: sam's session lives: the ping in it is answered with forbidden"],
      ["passed: sam's session lives"],
      ["passed: sam's session lives"],
    ]);
    expect(session('expect: lives', ...before, ...pinged, pong(''), end(1))).to.deep.equal([
      "inconclusive: sam's session lives: the ping in it is answered with an error",
    ]);
  });

  it('has ended where the server says so, before the ping or in place of its answer', () => {
    const ended = ["passed: the server has ended sam's session with policy-violation or not-authorized"];
    expect(
      session('expect: ended', ...before, streamError('policy-violation'), closed, ...pinged, end(1)),
    ).to.deep.equal(ended);
    expect(
      session('expect: ended', ...before, ...pinged, streamError('not-authorized'), end(1)),
    ).to.deep.equal(ended);
  });

  it('has not ended where its ping is answered, and shows nothing where the connection is lost', () => {
    const claim = "the server has ended sam's session with policy-violation or not-authorized";
    expect(session('expect: ended', ...before, ...pinged, answer, end(1))).to.deep.equal([
      `failed: ${claim}: a ping in it is answered`,
    ]);
    expect(session('expect: ended', ...before, closed, ...pinged, end(1))).to.deep.equal([
      `inconclusive: ${claim}: neither a stream error nor an answer came`,
    ]);
    expect(
      session('expect: ended', ...before, ...pinged, end(1), begin(2), streamError('policy-violation')),
    ).to.deep.equal([`inconclusive: ${claim}: neither a stream error nor an answer came`]);
  });

  it('names an end without a condition so', () => {
    const bare = received('sam', '<stream:error/>');
    expect(session('expect: lives', ...before, bare, ...pinged, end(1))).to.deep.equal([
      "failed: sam's session lives: the server ended it: no condition",
    ]);
  });

  it('asks for the stream errors that are named, of the session that was there', () => {
    expect(
      session(
        'expect: ended, with: [conflict]',
        ...before,
        streamError('policy-violation'),
        ...pinged,
        end(1),
      ),
    ).to.deep.equal([
      "failed: the server has ended sam's session with conflict: it ended it with policy-violation",
    ]);
    const again = [open, bound, streamError('policy-violation'), open, bound, ...pinged, end(1)];
    expect(session('expect: ended', ...again)).to.deep.equal([
      "inconclusive: the server has ended sam's session with policy-violation or not-authorized: neither a stream error nor an answer came",
    ]);
    expect(session('expect: ended', ...pinged, end(1))).to.deep.equal([
      "inconclusive: sam's session lives: there was none",
    ]);
  });
});
