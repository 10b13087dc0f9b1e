import { expect } from 'chai';
import type { Scenario } from '../../scenario/index.ts';
import { judge } from '../judge.ts';
import {
  actors,
  begin,
  end,
  fixtures,
  message,
  note,
  passing,
  ping,
  received,
  scenarioOf,
  sent,
  stream,
  type Told,
  transcriptOf,
} from '../transcript.fixture.ts';

type Lines = Readonly<Record<string, Told>>;

const [tess, rita] = ['u-ts@a.test', 'u-r@a.test'];

/** The findings on the first step, `outcome: claim`, with what was seen instead where it does not hold. */
function of(scenario: Scenario, lines: Lines, ...without: readonly string[]): string[] {
  const told = Object.entries(lines).filter(([name]) => !without.includes(name));
  return told.length === 0
    ? []
    : judge(scenario, 'scenario', transcriptOf(told.map(([, line]) => line)), fixtures)
        .findings.filter(({ step }) => step === 0)
        .map(({ outcome, claim, seen }) => `${outcome}: ${claim}${seen === undefined ? '' : `: ${seen}`}`);
}

/** The lines of a presence that tess sends, with `came` between control and fence. */
function stepLines(text: string, came: Lines = {}): Lines {
  return {
    begin: begin(0),
    ...passing(0, 'control', 'rita'),
    stimulus: note(0, 'stimulus', { id: 'p1', nonce: 'nonce-of-p1', from: 'tess' }),
    stimulusSent: sent('tess', text),
    ...came,
    ...passing(0, 'fence', 'rita'),
    ...ping(0),
    end: end(0),
  };
}

const proof = "passed: permitted messages before and after reach rita, and tess's ping is answered";
const broadcast = `<presence id='p1'><status>nonce-of-p1</status></presence>`;
const copy = `<presence id='p1' from='${actors.tess}' to='${rita}'><status>nonce-of-p1</status></presence>`;

describe('judgePresence, of a broadcast that must not be seen', () => {
  const scenario = scenarioOf(`
steps:
  - presence: { from: tess, unseen: { rita: [available] } }
  - presence: { from: tess, seen: { rita: [available] } }
`);
  const claim = 'rita sees no presence available from tess';

  it('passes where nothing comes between control and fence', () => {
    expect(of(scenario, stepLines(broadcast))).to.deep.equal([`passed: ${claim}`, proof]);
  });

  it('fails where it comes', () => {
    const lines = stepLines(broadcast, { copy: received('rita', copy) });
    expect(of(scenario, lines)[0]).to.equal(`failed: ${claim}: it came`);
  });

  it('fails where it comes after the step, or another one of the kind comes within it', () => {
    const late = { ...stepLines(broadcast), later: begin(1), copy: received('rita', copy) };
    const other = stepLines(broadcast, { copy: received('rita', `<presence from='${tess}/other'/>`) });
    expect([of(scenario, late)[0], of(scenario, other)[0]]).to.deep.equal([
      `failed: ${claim}: it came`,
      `failed: ${claim}: it came`,
    ]);
  });

  it('fails, when in doubt, for a presence that says nothing of where it is from', () => {
    const lines = stepLines(broadcast, { copy: received('rita', '<presence/>') });
    expect(of(scenario, lines)[0]).to.equal(`failed: ${claim}: it came`);
  });

  it('is not about presence of another account, or of another type, or from before', () => {
    const others = {
      stranger: received('rita', `<presence from='${actors.sam}'/>`),
      gone: received('rita', `<presence from='${tess}' type='unsubscribed'/>`),
      own: sent('rita', '<presence/>'),
      atSam: received('sam', `<presence from='${actors.tess}'/>`),
    };
    const lines = stepLines(broadcast, others);
    const { begin: first, ...rest } = lines;
    const before: Lines = first
      ? { begin: first, early: received('rita', copy.replaceAll('p1', 'p0')), ...rest }
      : {};
    expect([of(scenario, lines)[0], of(scenario, before)[0]]).to.deep.equal([
      `passed: ${claim}`,
      `passed: ${claim}`,
    ]);
  });

  it('fails where one of the kind comes at the next login, if nothing else was sent before', () => {
    const back = (...more: Told[]): Lines => ({
      ...stepLines(broadcast),
      ...Object.fromEntries(
        [
          ...more,
          begin(2),
          stream('rita', 'bound', actors.rita),
          received('rita', `<presence from='${tess}/other'/>`),
        ].map((line, index) => [`later-${index}`, line]),
      ),
    });
    expect(of(scenario, back())[0]).to.equal(`failed: ${claim}: it came`);
    const asked = note(1, 'send', { id: 'p2', from: 'tess' });
    expect(of(scenario, back(begin(1), asked))[0]).to.equal(`passed: ${claim}`);
  });

  it('is inconclusive without control, fence or ping', () => {
    for (const missing of ['controlArrives', 'fenceArrives', 'pong']) {
      const [first, ...rest] = of(scenario, stepLines(broadcast), missing);
      expect(first, missing).to.equal(`inconclusive: ${claim}: none came, and the proof is not complete`);
      expect(rest.join(), missing).to.include('inconclusive');
    }
  });

  it('is inconclusive where it was not sent', () => {
    const claims = ['inconclusive: tess sends the presence: it was not sent'];
    expect(of(scenario, stepLines(broadcast), 'stimulusSent')).to.deep.equal(claims);
    expect(of(scenario, stepLines(broadcast), 'stimulus')).to.deep.equal(claims);
  });

  it('fails where the server ends the stream of the one who looks', () => {
    const lines = stepLines(broadcast, { ended: stream('rita', 'closed') });
    expect(of(scenario, lines)).to.include("failed: rita's stream goes on: it ended: closed");
  });
});

describe('judgePresence, of a broadcast that must be seen', () => {
  const scenario = scenarioOf(`
steps:
  - presence: { from: tess, seen: { rita: [available] } }
`);
  const claim = 'rita sees presence available from tess';

  it('passes where this very one comes', () => {
    const lines = stepLines(broadcast, { copy: received('rita', copy) });
    expect(of(scenario, lines)).to.deep.equal([`passed: ${claim}`, proof]);
  });

  it('fails where none comes, or another one', () => {
    const other = stepLines(broadcast, { copy: received('rita', `<presence from='${actors.tess}'/>`) });
    expect([of(scenario, stepLines(broadcast))[0], of(scenario, other)[0]]).to.deep.equal([
      `failed: ${claim}: none came`,
      `failed: ${claim}: none came`,
    ]);
  });

  it('is inconclusive where none comes and no fence does', () => {
    expect(of(scenario, stepLines(broadcast), 'fenceArrives')[0]).to.equal(
      `inconclusive: ${claim}: none came, and the proof is not complete`,
    );
  });
});

describe('judgePresence, of what comes back to its sender', () => {
  const scenario = scenarioOf(`
steps:
  - presence: { from: tess, type: subscribe, to: { bare: rita }, seen: { rita: [subscribe] }, unseen: { tess: [available] } }
`);
  const request = `<presence id='p1' type='subscribe' to='${rita}'/>`;
  const asked = received('rita', `<presence type='subscribe' from='${tess}' to='${rita}'/>`);
  const backId = { id: 'back', nonce: 'nonce-of-back', from: 'rita', to: actors.tess, at: ['tess'] };
  const back: Lines = {
    back: note(0, 'back-fence.0', backId),
    backSent: sent('rita', message('back', 'nonce-of-back', 'A-U', `to='${actors.tess}'`)),
    backArrives: received('tess', message('back', 'nonce-of-back', 'A-U', `from='${actors.rita}'`)),
  };
  const { end: last, ...steps } = stepLines(request, { asked });
  const lines: Lines = last ? { ...steps, ...back, end: last } : {};

  it('passes where a permitted message came back from the other side', () => {
    expect(of(scenario, lines)).to.deep.equal([
      'passed: rita sees presence subscribe from tess',
      "passed: tess sees no presence available from rita's account",
      proof,
      'passed: a permitted message comes back from rita',
    ]);
  });

  it('fails where presence of the other side comes', () => {
    const shown = { ...lines, shown: received('tess', `<presence from='${actors.rita}'/>`) };
    expect(of(scenario, shown)[1]).to.equal(
      "failed: tess sees no presence available from rita's account: it came",
    );
  });

  it('is inconclusive where nothing came back', () => {
    for (const missing of ['back', 'backArrives']) {
      expect(of(scenario, lines, missing)[1], missing).to.match(/^inconclusive: /);
    }
  });

  it('believes pings to the other side as control and fence, with less strength', () => {
    const pinging = scenarioOf(`
steps:
  - presence: { from: tess, type: subscribe, to: { bare: rita }, seen: { rita: [subscribe] }, fence: ping }
`);
    const pings = Object.fromEntries(
      ['control', 'fence'].flatMap((key): [string, Told][] => {
        const ask = `<iq type='get' id='${key}' from='${actors.tess}'/>`;
        const value = { id: key, from: 'tess', to: actors.rita, at: ['rita'] };
        return [
          [key, note(0, `${key}.0`, value)],
          [`${key}Arrives`, received('rita', ask)],
        ];
      }),
    );
    const told = Object.values({ ...stepLines(request, { asked }), ...pings });
    const { findings } = judge(pinging, 'scenario', transcriptOf(told), fixtures);
    expect(findings.map(({ outcome, strength }) => [outcome, strength])).to.deep.equal([
      ['passed', undefined],
      ['passed', 'B'],
    ]);
  });

  it('believes the sender’s ping alone where the other side is not there', () => {
    const toNobody = scenarioOf(`
steps:
  - presence: { from: tess, type: probe, to: { jid: 'nobody@\${domain}' }, seen: { tess: [unsubscribed] } }
  - presence: { from: tess, type: probe, to: { bare: rita }, unseen: { tess: [available] } }
`);
    const answered: Lines = {
      begin: begin(0),
      stimulus: note(0, 'stimulus', { id: 'p1', nonce: 'nonce-of-p1', from: 'tess' }),
      stimulusSent: sent('tess', `<presence id='p1' type='probe' to='nobody@a.test'/>`),
      answer: received('tess', `<presence from='nobody@a.test' type='unsubscribed'/>`),
      ...ping(0),
      end: end(0),
    };
    expect(of(toNobody, answered)).to.deep.equal([
      'passed: tess sees presence unsubscribed from nobody@a.test',
      "passed: tess's ping is answered",
    ]);
  });
});
