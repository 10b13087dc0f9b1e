import { expect } from 'chai';
import { TranscriptRecorder } from '../observe/index.ts';
import type { Matrix, Probe } from '../scenario/index.ts';
import { cellsOf } from '../scenario/index.ts';
import { paperActor } from './actor.fixture.ts';
import { PaperCast } from './cast.fixture.ts';
import { playMatrix } from './matrix.ts';
import { playProbe } from './probe.ts';
import { playSend } from './raw.ts';
import { Stage } from './stage.ts';

/** A stage where a server passes each message of tess's to rita that it lets through, and answers every ping to it. */
function newStage(passes: (label: string) => boolean, budgetMs = 1000) {
  const rita = paperActor('rita');
  const tess = paperActor('tess', (text) => {
    const id = /id='([^']+)'/.exec(text)?.[1] ?? '';
    if (text.includes("to='a.test'")) tess.arrive(`<iq id='${id}' type='result'/>`);
    else if (text.startsWith('<iq') || passes(text)) rita.arrive(text);
  });
  const recorder = new TranscriptRecorder(() => 0);
  const fixtures = {
    labelElement: (name: string, syntax = 'ess') =>
      name === 'none' ? '' : `<label>${name}${syntax === 'ess' ? '' : ` in ${syntax}`}</label>`,
    placeholderText: (kind: string, name: string) => `${name}-${kind}`,
  };
  const props = {
    cast: new PaperCast({ tess, rita }, recorder),
    domain: 'a.test',
    recorder,
    fixtures,
    tokens: { seed: 's', scenario: 'x', part: 'scenario' },
    budgetMs,
    provision: () => Promise.resolve(),
  };
  const lines = (): string[] =>
    recorder
      .transcript({
        schema: 'cmbac/transcript@1',
        scenario: 'x',
        part: 'scenario',
        scenarioHash: '',
        target: '',
        startedAt: '',
        actors: {},
        domain: 'a.test',
        seed: 's',
      })
      .lines.flatMap((line) => (line.kind === 'note' ? [line.key] : []));
  return { stage: new Stage(props, 0), tess, rita, lines };
}

const probe: Probe = {
  from: 'tess',
  to: 'rita',
  type: 'chat',
  label: 'A-S',
  syntax: 'ess',
  body: true,
  fence: 'A-U',
  expect: 'refused',
};

describe('playProbe', () => {
  it('ends with a sender who is not there, and leaves no promise behind', async () => {
    const { stage } = newStage(() => true);
    const unhandled: unknown[] = [];
    const note = (reason: unknown): unknown => unhandled.push(reason);
    process.prependListener('unhandledRejection', note);
    const error: unknown = await playProbe(stage, { ...probe, from: 'gone' }).catch(
      (reason: unknown) => reason,
    );
    await new Promise((resolve) => setImmediate(resolve));
    process.off('unhandledRejection', note);
    expect(error).to.have.property('message', 'gone');
    expect(unhandled).to.deep.equal([]);
  });

  it('sends control, stimulus and fence on one path, then the own fence of the sender', async () => {
    const { stage, tess, lines } = newStage((text) => !text.includes('A-S'));
    expect(await playProbe(stage, probe)).to.equal(true);
    expect(lines()).to.deep.equal(['control', 'stimulus', 'fence', 'sender-fence']);
    expect(tess.sent.map((text) => text.replace(/[a-z2-7]{20,}/g, '*'))).to.deep.equal([
      "<message to='rita@a.test/rita' type='chat' id='*'><body>*</body><label>A-U</label></message>",
      "<message to='rita@a.test/rita' type='chat' id='*'><body>*</body><label>A-S</label></message>",
      "<message to='rita@a.test/rita' type='chat' id='*'><body>*</body><label>A-U</label></message>",
      "<iq type='get' id='*' to='a.test'><ping xmlns='urn:xmpp:ping'/></iq>",
    ]);
  });

  it('gives each session a control and a fence of its own where the scenario names them by session', async () => {
    const { stage, tess, lines } = newStage((text) => !text.includes('A-S'));
    const own = { to: { bare: 'rita' }, at: ['rita'], notAt: ['tess'], fence: { rita: 'A-C', tess: 'ping' } };
    await playProbe(stage, { ...probe, ...own }).catch(() => false);
    expect(lines()).to.deep.equal([
      'control.0',
      'control.1',
      'stimulus',
      'fence.0',
      'fence.1',
      'sender-fence',
    ]);
    const labels = tess.sent.map((text) => /<label>(.*)<[/]label>/.exec(text)?.[1] ?? 'ping');
    expect(labels).to.deep.equal(['A-C', 'ping', 'A-S', 'A-C', 'ping', 'ping']);
    await playProbe(stage, { ...probe, at: ['rita'], fence: {} });
    expect(tess.sent.at(-2)).to.contain('<label>A-U</label>');
  });

  it('fences each session with a ping where no label may pass', async () => {
    const { stage, lines } = newStage(() => false);
    const arrived = await playProbe(stage, { ...probe, at: ['rita', 'tess'], fence: 'ping' }).catch(
      () => false,
    );
    expect([arrived, lines()]).to.deep.equal([
      false,
      ['control.0', 'control.1', 'stimulus', 'fence.0', 'fence.1', 'sender-fence'],
    ]);
  });

  it('puts the nonce where the scenario wants it', async () => {
    const { stage, tess } = newStage(() => true);
    await playProbe(stage, { ...probe, body: false });
    await playProbe(stage, { ...probe, payload: "<x a='${ess:A-S}'/>" });
    await playProbe(stage, {
      ...probe,
      stanza: "<presence to='${to}' id='${id}'><status>${nonce}</status></presence>",
    });
    expect(
      [tess.sent[1], tess.sent[5], tess.sent[9]].map((text) => text?.replace(/[a-z2-7]{20,}/g, '*')),
    ).to.deep.equal([
      "<message to='rita@a.test/rita' type='chat' id='*'><thread>*</thread><label>A-S</label></message>",
      "<message to='rita@a.test/rita' type='chat' id='*'><body>*</body><x a='A-S-ess'/></message>",
      "<presence to='rita@a.test/rita' id='*'><status>*</status></presence>",
    ]);
  });

  it('writes the stimulus in the syntax that is asked for, and control and fence as ESS', async () => {
    const { stage, tess } = newStage(() => true);
    await playProbe(stage, { ...probe, syntax: 'stanag4778' });
    expect(tess.sent.map((text) => /<label>.*<\/label>/.exec(text)?.[0])).to.deep.equal([
      '<label>A-U</label>',
      '<label>A-S in stanag4778</label>',
      '<label>A-U</label>',
      undefined,
    ]);
  });

  it('does not wait for a fence that came back', async () => {
    const { stage, tess, lines } = newStage(() => false, 60_000);
    const playing = playProbe(stage, probe);
    const fence = /id='([^']+)'/.exec(tess.sent[2] ?? '')?.[1] ?? '';
    tess.arrive(`<message id='${fence}' type='error'/>`);
    expect([await playing, lines().at(-1)]).to.deep.equal([false, 'sender-fence']);
  });
});

const matrix: Matrix = {
  from: 'tess',
  to: ['rita', 'tess'],
  type: 'chat',
  fence: { tess: 'A-R' },
  syntax: 'ess',
  rows: { 'A-U': ['+', '+'], 'A-S': ['-', '+'] },
};

describe('playMatrix', () => {
  it('has a probe for each cell, row by row, with the fence of its recipient', () => {
    expect(
      cellsOf(matrix).map(({ label, to, syntax, fence, expect: wanted }) => [
        label,
        to,
        syntax,
        fence,
        wanted,
      ]),
    ).to.deep.equal([
      ['A-U', 'rita', 'ess', 'A-U', 'delivered'],
      ['A-U', 'tess', 'ess', 'A-R', 'delivered'],
      ['A-S', 'rita', 'ess', 'A-U', 'refused'],
      ['A-S', 'tess', 'ess', 'A-R', 'delivered'],
    ]);
  });

  it('plays all that is left at once when a fence is lost', async () => {
    const { stage, lines } = newStage(() => false, 20);
    await playMatrix(stage, { ...matrix, to: ['rita'], rows: { 'A-U': ['+'], 'A-R': ['+'], 'A-S': ['-'] } });
    expect(lines()).to.deep.equal([
      'control.0',
      'stimulus.0',
      'fence.0',
      'sender-fence.0',
      'control.1',
      'stimulus.1',
      'fence.1',
      'control.2',
      'stimulus.2',
      'fence.2',
      'sender-fence.1',
      'sender-fence.2',
    ]);
  });
});

describe('playSend', () => {
  it('waits for a ping after the stanza, unless the scenario goes on at once', async () => {
    const { stage, lines } = newStage(() => true);
    await playSend(stage, { from: 'tess', stanza: '<presence/>', settles: true });
    await playSend(stage, { from: 'tess', stanza: '<presence/>', settles: false });
    expect(lines()).to.deep.equal(['send', 'sender-fence', 'send']);
  });
});
