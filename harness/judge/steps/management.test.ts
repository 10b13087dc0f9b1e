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

const sm = "xmlns='urn:xmpp:sm:3'";
const enableSent = sent('desk', `<enable ${sm} resume='true'/>`);
const enabled = received('desk', `<enabled ${sm} id='x' resume='true'/>`);
const closed = stream('desk', 'closed', 'cut');
const streamError = received(
  'desk',
  "<stream:error><undefined-condition xmlns='urn:ietf:params:xml:ns:xmpp-streams'/></stream:error>",
);
const stanza = (id: string): string => `<message id='${id}' to='u-s@a.test'><body>text</body></message>`;

function ping(step: number): Told[] {
  const id = `ping-${step}`;
  return [
    note(step, 'sender-fence', { id, from: 'desk' }),
    sent('desk', `<iq type='get' id='${id}' to='a.test'><ping xmlns='urn:xmpp:ping'/></iq>`),
    received('desk', `<iq type='result' id='${id}' from='a.test'/>`),
  ];
}

/** What is found of one step among others. */
function found(steps: string, step: number, ...lines: Told[]): string[] {
  const scenario = scenarioOf(`steps: [${steps}]`);
  const { findings } = judge(scenario, 'scenario', transcriptOf(lines), fixtures);
  return findings
    .filter((one) => one.step === step)
    .map(({ outcome, claim, seen }) => `${outcome}: ${claim}${seen === undefined ? '' : `: ${seen}`}`);
}

const before = [begin(0), enableSent, enabled, end(0)];

describe('judgeEnable', () => {
  const steps = '{ enable: { actor: desk } }, { counted: { actor: desk } }';
  const claim = "desk's stream is managed, and its session can be resumed";

  it('believes the server, and no more than it says', () => {
    const enable = (...lines: Told[]): string[] => found(steps, 0, begin(0), enableSent, ...lines, end(0));
    expect(enable(enabled)).to.deep.equal([`passed: ${claim}`]);
    expect(enable(received('desk', `<enabled ${sm} id='x' resume='1'/>`))).to.deep.equal([
      `passed: ${claim}`,
    ]);
    expect(enable(received('desk', `<enabled ${sm}/>`))).to.deep.equal([
      `inconclusive: ${claim}: it cannot be resumed`,
    ]);
    expect(enable(received('desk', `<enabled ${sm} id='x'/>`))).to.deep.equal([
      `inconclusive: ${claim}: it cannot be resumed`,
    ]);
    expect(enable(received('desk', `<failed ${sm}/>`))).to.deep.equal([
      `inconclusive: ${claim}: the server does not say so`,
    ]);
  });
});

describe('judgeCounted', () => {
  const steps = '{ enable: { actor: desk } }, { counted: { actor: desk } }';
  const claim = 'passed: the server has counted all that desk sent';
  const asked = note(1, 'count', { id: 'c', from: 'desk' });
  const count = (h: string): Told => received('desk', `<a ${sm}${h}/>`);
  const counted = (...lines: Told[]): string[] => found(steps, 1, ...before, begin(1), ...lines, end(1));

  it('compares the count with all stanzas that the actor sent since its stream is managed', () => {
    const one = sent('desk', stanza('1'));
    const goesOn = "passed: desk's stream goes on";
    expect(counted(one, asked, count(" h='1'"), ...ping(1))).to.deep.equal([claim, goesOn]);
    expect(counted(one, asked, count(" h='0'"), ...ping(1))).to.deep.equal([
      'failed: the server has counted all that desk sent: it says 0 of 1',
      goesOn,
    ]);
    expect(counted(asked, count(''), ...ping(1))[0]).to.contain('it says nothing of 0');
  });

  it('begins with the count of the resumption where the stream was resumed', () => {
    const steps =
      '{ enable: { actor: desk } }, { drop: desk }, { resume: { actor: desk } }, { counted: { actor: desk } }';
    const lines = [
      ...before,
      sent('desk', stanza('1')),
      received('desk', `<resumed ${sm} h='1' previd='x'/>`),
      sent('desk', stanza('2')),
      begin(3),
      note(3, 'count', { id: 'c', from: 'desk' }),
      count(" h='2'"),
      ...ping(3),
      end(3),
    ];
    expect(found(steps, 3, ...lines)[0]).to.equal(claim);
  });

  it('shows nothing without a count, or where it is not known from when to count', () => {
    const open = 'inconclusive: the server has counted all that desk sent: no count came';
    expect(counted(asked, ...ping(1))[0]).to.equal(open);
    expect(counted(count(" h='0'"), ...ping(1))[0]).to.equal(open);
    expect(found(steps, 1, begin(1), asked, count(" h='0'"), ...ping(1), end(1))[0]).to.equal(open);
  });

  it('fails where the stream ends over it', () => {
    const [, goesOn] = counted(asked, count(" h='0'"), streamError, stream('desk', 'error'), closed);
    expect(goesOn).to.equal("failed: desk's stream goes on: it ended: undefined-condition");
  });
});

describe('judgeAcknowledge', () => {
  const steps = '{ enable: { actor: desk } }, { acknowledge: { actor: desk } }';
  const acknowledge = (...lines: Told[]): string[] => found(steps, 1, ...before, begin(1), ...lines, end(1));

  it('asks that the stream goes on', () => {
    expect(acknowledge(...ping(1))).to.deep.equal(["passed: desk's stream goes on"]);
    expect(acknowledge(closed)).to.deep.equal([
      "failed: desk's stream goes on: it ended: without a stream error",
    ]);
    const unanswered = "inconclusive: desk's stream goes on: no answer came to the ping after it";
    expect(acknowledge(...ping(1).slice(0, 2))).to.deep.equal([unanswered]);
    expect(acknowledge()).to.deep.equal([unanswered]);
  });
});

describe('judgeDrop', () => {
  const steps = '{ enable: { actor: desk } }, { drop: desk }, { resume: { actor: desk } }';

  it('asks that there was a connection', () => {
    expect(found(steps, 1, ...before, begin(1), closed, end(1))).to.deep.equal([
      "passed: desk's connection is cut",
    ]);
    expect(found(steps, 1, ...before, begin(1), end(1))).to.deep.equal([
      "inconclusive: desk's connection is cut: there was none",
    ]);
  });
});

describe('judgeResume', () => {
  const cut = [...before, begin(1), closed, end(1)];
  const resumed = received('desk', `<resumed ${sm} h='0' previd='x'/>`);
  const failed = received('desk', `<failed ${sm}/>`);
  const old = received('desk', "<message id='old' from='u-ts@a.test/h'><body>text</body></message>");
  const other = received('desk', "<message id='new' from='u-ts@a.test/h'><body>text</body></message>");
  const nameless = received('desk', "<message from='u-ts@a.test/h'><body>text</body></message>");
  const claim = 'desk resumes the session of desk';
  const twice = 'no message that desk had comes again';

  function resume(how: string, ...lines: Told[]): string[] {
    const refused = how.includes('refused');
    const steps = `{ enable: { actor: desk } }, { drop: desk }, { resume: { actor: desk${how} } }${refused ? ', { resume: { actor: desk } }' : ''}`;
    return found(steps, 2, ...cut.slice(0, 3), old, nameless, ...cut.slice(3), begin(2), ...lines, end(2));
  }

  it('takes what comes behind the answer for resumed, and nothing twice', () => {
    const once = [`passed: ${claim}`, `passed: ${twice}`];
    expect(resume('', resumed, other, nameless, ...ping(2))).to.deep.equal(once);
    expect(resume('', resumed, old, ...ping(2))).to.deep.equal([
      `passed: ${claim}`,
      `failed: ${twice}: one came`,
    ]);
    const again = 'a message that desk did not acknowledge comes again';
    expect(resume(', has: acknowledged', resumed, old, ...ping(2))).to.deep.equal([
      `passed: ${claim}`,
      `passed: ${again}`,
    ]);
    expect(resume(', has: acknowledged', resumed, other, ...ping(2))).to.deep.equal([
      `passed: ${claim}`,
      `inconclusive: ${again}: none came`,
    ]);
  });

  it('fails no server that resumes nothing', () => {
    expect(resume('', failed)).to.deep.equal([`inconclusive: ${claim}: the server did not`]);
    const unanswered = [`inconclusive: ${claim}: the ping in it is not answered`];
    expect(resume('', resumed)).to.deep.equal(unanswered);
    const error = received('desk', "<iq type='error' id='ping-2' from='a.test'/>");
    expect(resume('', resumed, ...ping(2).slice(0, 2), error)).to.deep.equal(unanswered);
  });

  it('believes a refusal that is told, and nothing that comes with it', () => {
    const refused = 'desk does not resume the session of desk';
    const resumeNot = (...lines: Told[]): string[] => resume(', expect: refused', ...lines);
    expect(resumeNot(failed)).to.deep.equal([`passed: ${refused}`]);
    expect(resumeNot(streamError)).to.deep.equal([`passed: ${refused}`]);
    expect(resumeNot(resumed)).to.deep.equal([`failed: ${refused}: it does`]);
    expect(resumeNot()).to.deep.equal([`inconclusive: ${refused}: the server said neither`]);
    expect(resumeNot(received('desk', '<failed/>'))[0]).to.contain('inconclusive');
    expect(resumeNot(failed, other)).to.deep.equal([
      `passed: ${refused}`,
      'failed: desk receives nothing: a message came',
    ]);
  });
});
