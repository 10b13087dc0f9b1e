import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { ess, securityLabel } from '../enforcement/rules.fixture.ts';
import { labelled, upTo } from './provision/provision.fixture.ts';
import { type Chatter, Stage, type StageWish } from './server.fixture.ts';

const body = '<body>nonce</body>';
const toSam = (label: string): string =>
  `<message to='sam@a.test' type='chat' id='m'>${label === '' ? '' : securityLabel(label)}${body}</message>`;

describe('a message for who is away', () => {
  let stage: Stage;
  let tess: Chatter;

  async function begin(wish: StageWish = {}): Promise<void> {
    stage = await Stage.start(wish);
    tess = await stage.connect('tess', 'desk');
  }

  /** What sam finds at login, in order. */
  async function logIn(): Promise<string> {
    const sam = await stage.connect('sam', 'desk', '');
    const found = await sam.says('<presence/>');
    await sam.says("<presence type='unavailable'/>");
    sam.raw.send('</stream:stream>');
    await sam.ended();
    return found.replace(/<presence[^>]*>/, '');
  }

  const clear = (...words: readonly ('U' | 'R' | 'C' | 'S')[]): Promise<number> =>
    stage.provision('PATCH', { 'U(sam)': upTo(...words) });

  afterEach(() => stage.stop());

  it('stays while its recipient may not have it, and comes once when the clearance is back', async () => {
    await begin();
    await tess.says(toSam('A-S') + toSam('A-U'));
    await clear('U');
    const withheld = await logIn();
    expect(withheld.split(body)).to.have.length(2);
    expect(withheld).to.include(ess('A-U')).and.include("<delay xmlns='urn:xmpp:delay'");
    expect(await logIn()).to.equal('');
    await clear('U', 'R', 'C', 'S');
    const released = await logIn();
    expect(released.split(body)).to.have.length(2);
    expect(released).to.include(ess('A-S'));
    expect([await logIn(), await tess.heard()]).to.deep.equal(['', '']);
    expect(stage.audit.map(({ check, kind }) => `${check} ${kind}`)).to.deep.equal([
      'exit denied',
      'exit denied',
    ]);
  });

  it('goes back as one error with nothing of it, where the mode says so', async () => {
    await begin({ verbs: { 'store.withheld': 'bounce' } });
    await tess.says(toSam('A-S'));
    await clear('U');
    expect(await logIn()).to.equal('');
    const error = await tess.heard();
    expect(error).to.match(/^<message from='sam@a.test' to='tess@a.test\/desk' id='m' type='error'><error /);
    expect(error).to.include('forbidden').and.not.include('nonce').and.not.include('label');
    await clear('U', 'S');
    expect([await logIn(), await tess.heard()]).to.deep.equal(['', '']);
  });

  it('goes back to nobody who has left, and stays where denials are opaque', async () => {
    await begin({ verbs: { 'store.withheld': 'bounce' } });
    await tess.says(toSam('A-S'));
    tess.raw.send('</stream:stream>');
    await tess.ended();
    await clear('U');
    await logIn();
    const back = await stage.connect('tess', 'desk', '');
    expect(await back.says('<presence/>')).to.not.include('<message');
    await stage.provision('PATCH', { denials: 'opaque', 'U(sam)': upTo('U', 'S') });
    await back.says(toSam('A-S'));
    await clear('U');
    expect([await logIn(), await back.heard()]).to.deep.equal(['', '']);
    await clear('U', 'S');
    expect(await logIn()).to.include(body);
  });

  it('is looked at once for a session, until clearances change', async () => {
    await begin();
    await tess.says(toSam('A-S'));
    await clear('U');
    const sam = await stage.connect('sam', 'desk', '');
    const comes = "<presence/><presence type='unavailable'/>";
    await sam.says(comes.repeat(20));
    expect(stage.audit).to.have.length(1);
    await tess.says(toSam('A-U'));
    expect(await sam.says(comes))
      .to.include(ess('A-U'))
      .and.not.include(ess('A-S'));
    expect(stage.audit).to.have.length(1);
    await clear('U', 'S');
    expect(await sam.says(comes)).to.include(ess('A-S'));
  });

  it('is asked about the server again', async () => {
    await begin();
    await tess.says(toSam('A-S'));
    await stage.provision('PATCH', { 'Srv.clr': upTo('U') });
    expect(await logIn()).to.equal('');
    await stage.provision('PATCH', { 'Srv.clr': 'none' });
    expect(await logIn()).to.include(body);
  });

  it('without a label has the default label that the mode says', async () => {
    await begin();
    await clear('U');
    await tess.says(toSam(''));
    await stage.provision('PATCH', { 'Pol.label': labelled('S') });
    expect(await logIn()).to.include(body);
    await stage.provision('PATCH', { 'Pol.label': labelled('U'), 'store.label': 'now' });
    await tess.says(toSam(''));
    await stage.provision('PATCH', { 'Pol.label': labelled('S') });
    expect(await logIn()).to.equal('');
    await stage.provision('PATCH', { 'Pol.label': 'none' });
    expect(await logIn()).to.equal('');
    await stage.provision('PATCH', { 'Pol.label': labelled('U') });
    expect(await logIn()).to.include(body);
  });

  it('outlives the server, withheld or not', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'offline-'));
    const config = { store: join(folder, 'store.sqlite') };
    await begin({ config });
    await tess.says(toSam('A-S'));
    await clear('U');
    expect(await logIn()).to.equal('');
    await stage.stop();
    await begin({ config });
    expect([await logIn(), await logIn()].map((found) => found.includes(body))).to.deep.equal([true, false]);
    rmSync(folder, { recursive: true });
  });

  it('and without content is not kept where it has no label', async () => {
    await begin({ verbs: { 'Pol.label': 'none' } });
    const composing = "<composing xmlns='http://jabber.org/protocol/chatstates'/>";
    const typing = (to: string): string => `<message to='${to}' type='chat' id='t'>${composing}</message>`;
    expect(await tess.says(typing('sam@a.test'))).to.equal('');
    expect(await logIn()).to.equal('');
    const rita = await stage.connect('rita', 'desk');
    expect(
      await tess.says(typing('rita@a.test/desk') + typing('rita@a.test') + typing('rita@a.test/gone')),
    ).to.equal('');
    expect((await rita.heard()).split(composing)).to.have.length(4);
    await stage.provision('PATCH', { contentfree: 'deny' });
    expect(await tess.says(typing('rita@a.test'))).to.include('policy-violation');
    expect(await rita.heard()).to.equal('');
  });
});
