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
  ping,
  received,
  refusalOf,
  scenarioOf,
  sent,
  type Told,
  transcriptOf,
} from '../transcript.fixture.ts';

const account = 'u-r@a.test';

/** A message in a copy for desk, from the account unless told otherwise. */
function copy(inner: string, { from = account, direction = 'received', more = '' } = {}): string {
  const forwarded = `<forwarded xmlns='urn:xmpp:forward:0'>${inner}${more}</forwarded>`;
  return `<message from='${from}' to='${actors.desk}' type='chat'><${direction} xmlns='urn:xmpp:carbons:2'>${forwarded}</${direction}></message>`;
}

function inClient(raw: string): string {
  return raw.replace('<message ', "<message xmlns='jabber:client' ");
}

/** tess's message to rita, and what desk gets of it. */
function passage(
  key: string,
  label: string,
  atDesk: (raw: string) => string | undefined,
): (Told | undefined)[] {
  const nonce = `nonce-of-${key}`;
  const value = { id: key, nonce, to: actors.rita, from: 'tess', at: ['rita', 'desk'], label };
  const raw = message(key, nonce, label, `from='${actors.tess}' to='${actors.rita}'`);
  const desk = atDesk(raw);
  return [
    note(0, key, value),
    sent('tess', message(key, nonce, label, `to='${actors.rita}'`)),
    received('rita', raw),
    desk === undefined ? undefined : received('desk', desk),
  ];
}

/** What does not hold in the step, or the word that all does. */
function flawsOf(scenario: Scenario, lines: readonly (Told | undefined)[]): readonly string[] {
  const { findings } = judge(scenario, 'scenario', transcriptOf(lines), fixtures);
  const flaws = findings.filter(({ step, outcome }) => step === 0 && outcome !== 'passed');
  return flaws.map(({ outcome, claim, seen }) => `${outcome}: ${claim}: ${seen ?? ''}`);
}

function linesOf(stimulus: readonly (Told | undefined)[]): readonly (Told | undefined)[] {
  const around = (key: string): (Told | undefined)[] => passage(key, 'A-U', (raw) => copy(inClient(raw)));
  return [begin(0), ...around('control'), ...stimulus, ...around('fence'), ...Object.values(ping(0)), end(0)];
}

describe('judgeProbe, where a session gets a carbon copy', () => {
  const scenario = scenarioOf(`
steps:
  - probe: { from: tess, to: rita, at: [rita, desk], carbons: { desk: received }, label: A-S, expect: delivered }
`);
  const judged = (atDesk: (raw: string) => string | undefined): readonly string[] =>
    flawsOf(scenario, linesOf(passage('stimulus', 'A-S', atDesk)));

  it('passes when the copy comes from the account and holds what was sent', () => {
    expect(judged((raw) => copy(inClient(raw)))).to.deep.equal([]);
  });

  it('fails when it is missing, comes by itself, or as another kind of copy', () => {
    expect(judged(() => undefined)).to.deep.equal(['failed: desk receives the message once: nothing came']);
    const otherwise = 'failed: desk gets the message in a copy, as `received`: it came otherwise';
    expect(judged((raw) => raw)).to.deep.equal([otherwise]);
    expect(judged((raw) => copy(inClient(raw), { direction: 'sent' }))).to.include(otherwise);
    expect(judged((raw) => copy(inClient(raw), { more: inClient(raw) }))).to.include(otherwise);
    expect(judged((raw) => copy(raw.replace('<message ', "<message xmlns='urn:example:x' ")))).to.include(
      otherwise,
    );
    const twice = (raw: string): string =>
      copy(inClient(raw)).replace('<received ', "<sent xmlns='urn:xmpp:carbons:2'/><received ");
    expect(judged(twice)).to.include(otherwise);
    const empty = (raw: string): string => copy('').replace('</message>', `${inClient(raw)}</message>`);
    expect(judged(empty)).to.include(otherwise);
    const bare = (raw: string): string =>
      `<message from='${account}'><received xmlns='urn:xmpp:carbons:2'>${inClient(raw)}</received></message>`;
    expect(judged(bare)).to.include(otherwise);
    expect(
      judged((raw) =>
        copy(inClient(raw)).replaceAll(/^<message|message>$/g, (tag) => tag.replace('message', 'iq')),
      ),
    ).to.include(otherwise);
  });

  it('fails when it comes from somebody else, who may have made it up', () => {
    expect(judged((raw) => copy(inClient(raw), { from: actors.tess }))).to.deep.equal([
      `failed: the copy comes from ${account} itself: it comes from ${actors.tess}`,
    ]);
    expect(judged((raw) => copy(inClient(raw)).replace(`from='${account}'`, ''))).to.deep.equal([
      `failed: the copy comes from ${account} itself: it comes from nobody`,
    ]);
  });

  it('fails when what is in it is not what was sent', () => {
    const unlabelled = (raw: string): string => copy(inClient(raw).replace(fixtures.labelElement('A-S'), ''));
    expect(judged(unlabelled)).to.deep.equal(["failed: the copy's label is A-S (LBL-01): it is none"]);
    const altered = (raw: string): string => copy(inClient(raw).replace('</body>', '!</body>'));
    expect(judged(altered)[0]).to.include("the copy's body is");
  });
});

describe('judgeProbe, where a session must get no copy', () => {
  const scenario = scenarioOf(`
steps:
  - probe: { from: tess, to: rita, at: [rita], notAt: [desk], label: A-S, expect: delivered }
`);

  it('takes a copy for the message', () => {
    const lines = linesOf(passage('stimulus', 'A-S', (raw) => copy(inClient(raw))));
    expect(flawsOf(scenario, lines)).to.deep.equal([
      'failed: desk does not receive the message: it came: message chat',
    ]);
    expect(flawsOf(scenario, linesOf(passage('stimulus', 'A-S', () => undefined)))).to.deep.equal([]);
  });
});

describe('judgeProbe, where the error of a refused message is copied', () => {
  const scenario = scenarioOf(`
steps:
  - probe: { from: tess, to: rita, at: [rita, desk], label: A-S, expect: refused }
  - probe: { from: tess, to: rita, label: A-U, expect: delivered }
`);
  const [stimulusNote, stimulusSent] = passage('stimulus', 'A-S', () => undefined);
  const condition = "<error type='auth'><forbidden xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></error>";
  const judged = (inside: string, id = 'stimulus'): readonly string[] => {
    const error = `<message xmlns='jabber:client' type='error' id='${id}' from='${actors.rita}' to='${actors.tess}'>${inside}${condition}</message>`;
    return flawsOf(
      scenario,
      linesOf([stimulusNote, stimulusSent, refusalOf('stimulus'), received('desk', copy(error))]),
    );
  };

  it('passes when it holds nothing of the message', () => {
    expect(judged('')).to.deep.equal([]);
  });

  it('fails when there is a label in it, with or without the content', () => {
    expect(judged(fixtures.labelElement('A-S'))).to.include(
      'failed: the error holds no label (ERR-03): there is one in it',
    );
  });

  it('looks at no error that is for something else', () => {
    expect(judged(fixtures.labelElement('A-S'), 'other')).to.deep.equal([]);
  });
});
