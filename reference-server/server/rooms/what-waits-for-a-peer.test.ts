import { expect } from 'chai';
import { securityLabel } from '../../enforcement/rules.fixture.ts';
import { labelled, upTo } from '../provision/provision.fixture.ts';
import type { ProvisionVerbs } from '../provision/verbs.ts';
import { type Breakage, type Client, type RemoteClient, World } from './histories/world.fixture.ts';
import { configure, enter, iq, ops } from './room.fixture.ts';

const here = { address: '10.0.0.1', names: [] };
const says = (body: string, label: string): string =>
  `<message to='${ops}' type='groupchat' id='${body}'><body>${body}</body>${securityLabel(label)}</message>`;

/** Tess and sam are in the room, and xenia of b.test, to which everything waits from now on. */
describe('what a room sends to a peer that cannot be reached', () => {
  let world: World;
  let tess: Client;
  let xenia: RemoteClient;

  function begin(verbs: ProvisionVerbs = {}, breakage: Breakage = {}): void {
    const all = upTo('U', 'R', 'C', 'S');
    world = new World(
      { 'U(tess)': all, 'U(sam)': all, 'Peer(b.test).out': all, 'Pol.label': labelled('U'), ...verbs },
      breakage,
    );
    tess = world.connect('tess@a.test/desk', here);
    tess.says(enter('tess'));
    tess.says(configure());
    const sam = world.connect('sam@a.test/desk', here);
    sam.says(enter('sam'));
    xenia = world.remote('x@b.test/home');
    xenia.says(enter('xenia'));
    xenia.heard();
    tess.heard();
    world.hold('b.test');
  }

  function heardAfter(change?: ProvisionVerbs): string {
    if (change !== undefined) world.provision(change);
    world.letGo('b.test');
    const heard = xenia.heard().replaceAll('"', "'");
    expect(world.mistakes).to.deep.equal([]);
    return heard;
  }

  afterEach(() => {
    world.close();
  });

  it('goes there as it was said when it can be', () => {
    begin();
    tess.says(says('one', 'A-S'));
    const heard = heardAfter();
    expect(heard).to.match(
      /^<message from='ops@muc\.a\.test\/tess' to='x@b\.test\/home' id='one' type='groupchat'>/,
    );
    expect(heard).to.include('<body>one</body>').and.not.include('delay');
  });

  it('is judged by what may go there then, and nobody hears of what may not', () => {
    begin();
    tess.says(says('one', 'A-S'));
    tess.says(says('two', 'A-R'));
    tess.heard();
    const heard = heardAfter({ 'Peer(b.test).out': upTo('U', 'R') });
    expect(heard).to.include('<body>two</body>').and.not.include('one');
    expect(tess.heard()).to.equal('');
  });

  it('is judged by what its owners have set since, too', () => {
    begin();
    tess.says(says('one', 'A-S'));
    const clearance = {
      'sec-label#clearance': 'Custom',
      'sec-label#custom-clearance': 'MBEGCysGAQQBgf1ZggIBAwIEYA==',
    };
    tess.says(configureLabels(clearance));
    expect(tess.heard()).to.include("id='iq' type='result'");
    expect(heardAfter()).not.to.include('<body>');
  });

  it('is nothing of the room, for whoever has been put out of it meanwhile, but that', () => {
    begin();
    tess.says(says('one', 'A-U'));
    tess.says(`<message to='${ops}' type='groupchat'><subject>The plan</subject></message>`);
    tess.says(`<presence to='${ops}/tess'><status>busy</status></presence>`);
    tess.says(`<iq type='get' id='q' to='${ops}/xenia'><ping xmlns='urn:xmpp:ping'/></iq>`);
    xenia.says(iq('get', "<query xmlns='http://jabber.org/protocol/disco#info'/>", 'info'));
    tess.heard();
    const heard = heardAfter({ 'Rm(ops).lbl': labelled('S'), 'Peer(b.test).out': upTo('U', 'R') });
    expect(heard).not.to.match(/<body>|plan|busy|ping|disco/);
    expect(heard).to.include("<status code='307'/>").and.include("<status code='110'/>");
    // Who asked for it has an answer, and it is none
    expect(heard).to.match(/<iq [^>]*id='info' type='error'/);
    expect(tess.heard()).to.include("id='q' type='error'");
  });

  it('is what it was with the fault peer.queued', () => {
    begin({}, { faults: ['peer.queued'] });
    tess.says(says('one', 'A-S'));
    expect(heardAfter({ 'Peer(b.test).out': upTo('U', 'R') })).to.include('<body>one</body>');
  });

  it('ends an invitation into a room that the peer may not know of any longer', () => {
    begin();
    const account = world.remote('y@b.test');
    const x = "<x xmlns='http://jabber.org/protocol/muc#user'><invite to='y@b.test'/></x>";
    tess.says(`<message to='${ops}'>${x}</message>`);
    world.provision({ 'Rm(ops).lbl': labelled('S'), 'Peer(b.test).out': upTo('U', 'R') });
    world.letGo('b.test');
    expect(account.heard()).to.equal('');
  });
});

function configureLabels(fields: Readonly<Record<string, string>>): string {
  const written = Object.entries(fields).map(
    ([name, value]) => `<field var='${name}'><value>${value}</value></field>`,
  );
  return iq(
    'set',
    `<query xmlns='http://jabber.org/protocol/muc#owner'><x xmlns='jabber:x:data' type='submit'>${written.join('')}</x></query>`,
  );
}
