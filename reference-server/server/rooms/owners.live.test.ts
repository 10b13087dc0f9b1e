import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { expect } from 'chai';
import { securityLabel } from '../../enforcement/rules.fixture.ts';
import { upTo } from '../provision/provision.fixture.ts';
import { type Chatter, Stage, type StageWish } from '../server.fixture.ts';

const ops = 'ops@muc.a.test';
const enter = (nick: string): string =>
  `<presence to='${ops}/${nick}'><x xmlns='http://jabber.org/protocol/muc'/></presence>`;
const owner = (type: string, content: string): string =>
  `<iq type='${type}' id='o' to='${ops}'><query xmlns='http://jabber.org/protocol/muc#owner'>${content}</query></iq>`;
const form = (fields: Readonly<Record<string, string>> = {}): string => {
  const written = Object.entries(fields).map(
    ([name, value]) => `<field var='${name}'><value>${value}</value></field>`,
  );
  return owner('set', `<x xmlns='jabber:x:data' type='submit'>${written.join('')}</x>`);
};
const says = (text: string, label: string): string =>
  `<message to='${ops}' type='groupchat' id='${text}'><body>${text}</body>${securityLabel(label)}</message>`;
const catalog = {
  name: 'Labels',
  items: ['UNCLASSIFIED', 'RESTRICTED', 'SECRET'].map((classification) => ({
    label: { policy: 'HARNESS-A', classification },
    selector: classification,
  })),
};

describe("a room's owner, over real sockets", () => {
  let stage: Stage;
  let folder: string;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'rooms-'));
  });
  afterEach(async () => {
    await stage.stop();
    rmSync(folder, { recursive: true });
  });

  async function start({ config = {}, verbs = {}, ...rest }: StageWish = {}): Promise<void> {
    const store = join(folder, 'store.sqlite');
    stage = await Stage.start({
      ...rest,
      config: { rooms: ['muc.a.test'], store, ...config },
      verbs: { 'Cat(a.test)': catalog, ...verbs },
    });
  }

  async function entered(user: string): Promise<Chatter> {
    const chatter = await stage.connect(user, 'desk');
    await chatter.says(enter(user));
    return chatter;
  }

  it('limits the room from the next message on, and reads back what holds', async () => {
    await start();
    const sam = await entered('sam');
    await sam.says(form());
    const tess = await entered('tess');
    const narrow = { 'sec-label#clearance': 'Catalog:RESTRICTED', 'sec-label#label': 'Catalog:RESTRICTED' };
    expect(await sam.says(form(narrow))).to.include("<status code='104'/>");
    expect(await tess.says(says('secret', 'A-S'))).to.include('<forbidden');
    expect(await tess.says(says('restricted', 'A-R'))).to.include('<body>restricted</body>');
    const shown = await sam.says(owner('get', ''));
    expect(shown).to.match(/var='sec-label#clearance'[^>]*><value>Catalog:RESTRICTED<\/value>/);
    expect(shown).to.match(/var='sec-label#label'[^>]*><value>Catalog:RESTRICTED<\/value>/);
    const una = await stage.connect('una', 'desk');
    expect(await una.says(enter('una'))).to.include("type='error'");
    await sam.says(form({ 'sec-label#clearance': '' }));
    expect(await tess.says(says('again', 'A-S'))).to.include('<body>again</body>');
  });

  it('takes out who is not cleared for a new label, and says nothing of why', async () => {
    await start();
    const sam = await entered('sam');
    await sam.says(form());
    const rita = await entered('rita');
    await sam.says(form({ 'sec-label#label': 'Catalog:SECRET', 'muc#roomconfig_roomname': 'Secret' }));
    const seen = await rita.heard();
    expect(seen).to.include("<status code='307'/>");
    expect(seen).not.to.match(/SECRET|104/);
  });

  it('finds a persistent room again after a restart, with its labels and owners, and nothing that was said', async () => {
    await start();
    const sam = await entered('sam');
    await sam.says(
      form({ 'muc#roomconfig_persistentroom': '1', 'sec-label#label': 'Catalog:RESTRICTED' }) +
        says('before', 'A-R'),
    );
    await sam.says(`<presence to='${ops}/sam' type='unavailable'/>`);
    await stage.stop();
    await start();
    const una = await stage.connect('una', 'desk');
    expect(await una.says(enter('una'))).to.include("type='error'");
    const rita = await stage.connect('rita', 'desk');
    const seen = await rita.says(enter('rita'));
    expect(seen).to.include("affiliation='none'").and.not.include('201').and.not.include('before');
    const again = await stage.connect('sam', 'desk');
    await again.says(enter('sam'));
    expect(await again.says(owner('get', ''))).to.include('<value>Catalog:RESTRICTED</value>');
    expect(await again.says(owner('set', '<destroy/>'))).to.include('<destroy/>');
    await stage.stop();
    await start();
    const first = await stage.connect('rita', 'desk');
    expect(await first.says(enter('rita'))).to.include("<status code='201'/>");
  });

  it('closes a room whose record is damaged, tells the log, and keeps the record', async () => {
    const db = new DatabaseSync(join(folder, 'store.sqlite'));
    db.exec('CREATE TABLE room (address TEXT PRIMARY KEY, text TEXT NOT NULL) STRICT');
    db.exec(`INSERT INTO room VALUES ('${ops}', '{"half":'), ('ops@gone.test', '{}')`);
    db.close();
    await start();
    expect(stage.mistakes.map(String)).to.deep.equal([
      'the store has a room at `ops@gone.test`, which is at no domain for rooms',
      'Error: what is kept of the room `ops@muc.a.test` cannot be read; it is closed',
    ]);
    const tess = await stage.connect('tess', 'desk');
    expect(await tess.says(enter('tess'))).to.include("type='error'");
    expect(await tess.says(owner('get', ''))).to.include("type='error'");
  });

  it('forgets rooms when everything begins anew, and has no more of them than it may', async () => {
    await start({ config: { limits: { rooms: 1 } } });
    const sam = await entered('sam');
    await sam.says(form({ 'muc#roomconfig_persistentroom': '1' }));
    const other = enter('sam').replace('ops@', 'more@');
    expect(await sam.says(other)).to.include('<resource-constraint');
    expect(await stage.provision('PUT', {})).to.equal(204);
    const again = await stage.connect('sam', 'desk');
    expect(await again.says(other)).to.include("<status code='201'/>");
  });

  it('is told where the label to be displayed is none that the room takes, as an administrator is', async () => {
    await start({ verbs: { 'Rm(ops).clr': upTo('U', 'R') } });
    const sam = await entered('sam');
    expect(await sam.says(form({ 'sec-label#default': 'Catalog:SECRET' }))).to.include('<not-acceptable');
    expect(await sam.says(form({ 'sec-label#default': 'Catalog:RESTRICTED' }))).to.include("type='result'");
    const secret = { policy: 'HARNESS-A', classification: 'SECRET' };
    expect(await stage.provision('PATCH', { 'Rm(ops).dfl': secret })).to.equal(422);
    expect(await stage.provision('PATCH', { 'Rm(ops).dfl': secret, 'Rm(ops).clr': upTo('S') })).to.equal(204);
  });
});
