import { expect } from 'chai';
import { securityLabel } from '../../enforcement/rules.fixture.ts';
import { labelled, upTo } from '../provision/provision.fixture.ts';
import type { Chatter, Stage, StageWish } from '../server.fixture.ts';
import { configure, enter, enters, heard, list, ops, plain, said, startWithRooms } from './room.fixture.ts';

const asks = (kind: string, to: string, reason: string, label = '', id = 'i1'): string =>
  `<message to='${ops}' id='${id}'><x xmlns='http://jabber.org/protocol/muc#user'><${kind} to='${to}'>${reason}</${kind}></x>${label}</message>`;
const invites = (user: string, reason = '', label = '', id = 'i1'): string =>
  asks('invite', `${user}@a.test`, reason, label, id);
const why = '<reason>because</reason>';

describe('an invitation into a room', () => {
  let stage: Stage;

  afterEach(() => stage.stop());

  async function room(
    wish: StageWish,
    config: Readonly<Record<string, string>>,
    ...users: readonly string[]
  ): Promise<Record<string, Chatter>> {
    stage = await startWithRooms(wish);
    const tess = await enters(stage, 'tess', config);
    const chatters: Record<string, Chatter> = { tess };
    for (const user of users) chatters[user] = await stage.connect(user, 'desk');
    await tess.heard();
    return chatters;
  }

  it('is the message of the room, with the reason, the password and the label', async () => {
    const { tess, sam } = await room({}, { passwordprotectedroom: '1', roomsecret: 'mellon' }, 'sam');
    expect(await said(tess, invites('sam', why, securityLabel('A-R')))).to.equal('');
    const got = await heard(sam);
    expect(got).to.include(
      `<message from='${ops}' id='i1'><x><invite from='${ops}/tess'>${why}</invite><password>mellon</password></x><body>${ops}/tess invited you to the room ${ops} (because)</body><x xmlns='jabber:x:conference' jid='${ops}'>because</x><securitylabel`,
    );
    expect(got).not.to.include('tess@a.test');
  });

  it('goes to those who are cleared for its label, and for the room', async () => {
    const { tess, sam, rita } = await room(
      { verbs: { 'Rm(ops).lbl': labelled('R') } },
      {},
      'sam',
      'rita',
      'una',
    );
    const { una } = { una: await stage.connect('una', 'other') };
    const asked = ['sam', 'rita', 'una', 'nobody'].map((user) =>
      invites(user, why, securityLabel('A-S'), user),
    );
    expect(await said(tess, asked.join(''))).to.equal('');
    expect(await heard(sam)).to.include("id='sam'");
    expect([await heard(rita), await heard(una)]).to.deep.equal(['', '']);
    expect(stage.audit.map(({ check, to }) => [check, to])).to.deep.equal([
      ['exit', 'rita@a.test'],
      ['access', ops],
    ]);
    await tess?.says(invites('rita', why, securityLabel('A-U'), 'r2') + invites('una', why, '', 'u2'));
    expect([await heard(rita), await heard(una)].map((text) => / id='(\w+)'/.exec(text)?.[1])).to.deep.equal([
      'r2',
      undefined,
    ]);
  });

  it('is refused where the room does not take its label, where one is required, and to those outside', async () => {
    const { tess, sam } = await room({ verbs: { 'Rm(ops).clr': upTo('U') } }, {}, 'sam');
    expect(await said(tess, invites('sam', why, securityLabel('A-S')))).to.include('<forbidden/>');
    expect(await said(sam, invites('rita'))).to.include('<not-acceptable/>');
    expect(await said(tess, asks('invite', 'a b@c', ''))).to.include('<jid-malformed/>');
    const many = Array.from({ length: 21 }, (_, number) => `<invite to='u${number}@a.test'/>`).join('');
    expect(await said(tess, invites('sam').replace(/<invite.*<\/invite>/, many))).to.include(
      '<not-acceptable/>',
    );
    const long = `<reason>${'x'.repeat(1025)}</reason>`;
    expect(await said(tess, invites('sam', long))).to.include('<not-acceptable/>');
    await stage.provision('PATCH', { 'Pol.label': 'none' });
    expect(await said(tess, invites('sam', why))).to.include('<policy-violation/>');
    expect(await heard(sam)).to.equal('');
  });

  it('without a reason needs no label, as the mode says', async () => {
    const { tess, sam, rita } = await room(
      { verbs: { 'Pol.label': 'none', 'Rm(ops).lbl': labelled('S') } },
      {},
      'sam',
      'rita',
    );
    expect(await said(tess, invites('sam', '<reason/>') + invites('rita'))).to.equal('');
    expect(await heard(sam)).to.include(`<invite from='${ops}/tess'><reason/></invite>`);
    expect(await heard(rita)).to.equal('');
    expect(await said(rita, invites('sam'))).to.include('<not-acceptable/>');
    await said(sam, asks('decline', `${ops}/tess`, ''));
    expect(await heard(tess)).to.include("<decline from='sam@a.test'><reason/></decline>");
    await stage.provision('PATCH', { contentfree: 'deny' });
    expect(await said(tess, invites('sam'))).to.include('<policy-violation/>');
  });

  it('is kept for who is not there, and handed over to who may still know of the room', async () => {
    const { tess } = await room({}, {});
    await tess?.says(invites('sam', why) + invites('rita', why));
    const sam = await stage.connect('sam', 'desk', '');
    expect(plain(await sam.says('<presence/>'))).to.include(`<invite from='${ops}/tess'>`);
    await stage.provision('PATCH', { 'Rm(ops).lbl': labelled('S') });
    const rita = await stage.connect('rita', 'desk', '');
    expect(plain(await rita.says('<presence/>'))).not.to.include('<invite');
    await stage.provision('PATCH', { 'Rm(ops).lbl': 'none' });
    expect(plain(await rita.says("<presence type='unavailable'/><presence/>"))).to.include('<invite');
  });

  it('waits for a place that is cleared', async () => {
    const verbs = { 'Loc(127.0.0.2)': upTo('U'), 'Loc*': upTo('U', 'R', 'S'), 'Rm(ops).lbl': labelled('R') };
    const { tess } = await room({ verbs }, {});
    const low = await stage.connectFrom('127.0.0.2', 'sam', 'phone');
    await tess?.says(invites('sam', why, securityLabel('A-S')) + invites('sam', why, securityLabel('A-U')));
    expect(await heard(low)).to.equal('');
    const sam = await stage.connect('sam', 'desk', '');
    expect(plain(await sam.says('<presence/>'))).to.match(/<invite[^]*<invite/);
  });

  it('makes a member only of who may be in the room, and is for those who may ask', async () => {
    const { tess, sam } = await room(
      { verbs: { 'Rm(ops).lbl': labelled('S') } },
      { membersonly: '1', allowinvites: '0' },
      'sam',
    );
    await tess?.says(invites('sam', '', '', 'one') + invites('una', '', '', 'two') + invites('nobody'));
    expect(await said(tess, list("<item affiliation='member'/>"))).to.equal(
      `<iq from='${ops}' id='admin' type='result'><query><item affiliation='member' jid='sam@a.test'/></query></iq>`,
    );
    expect(await heard(sam)).to.include('<invite');
    await sam?.says(enter('sam'));
    expect(await said(sam, invites('rita'))).to.include('<forbidden/>');
    await tess?.says(configure({ allowinvites: '1' }));
    await sam?.heard();
    expect(await said(sam, invites('rita'))).to.equal('');
  });

  it('is declined once, by who was asked', async () => {
    const { tess, sam, rita } = await room({}, {}, 'sam', 'rita');
    await tess?.says(invites('sam'));
    await sam?.heard();
    expect(await said(rita, asks('decline', `${ops}/tess`, why))).to.include('<not-acceptable/>');
    expect(await said(sam, asks('decline', `${ops}/other`, why))).to.include('<not-acceptable/>');
    expect(await said(sam, asks('decline', `${ops}/tess`, why))).to.equal('');
    const got = await heard(tess);
    expect(got).to.include(
      `<message from='${ops}' id='i1'><x><decline from='sam@a.test'>${why}</decline></x><body>sam@a.test declined your invitation to the room ${ops} (because)</body></message>`,
    );
    expect(await said(sam, asks('decline', `${ops}/tess`, why))).to.include('<not-acceptable/>');
  });

  it('from one user to another is a message like any other', async () => {
    const { tess, sam, rita } = await room({}, {}, 'sam', 'rita');
    const direct = (user: string): string =>
      `<message to='${user}@a.test' id='d1'><x xmlns='jabber:x:conference' jid='${ops}'/>${securityLabel('A-S')}</message>`;
    expect(await said(tess, direct('rita'))).to.include('<forbidden/>');
    expect(await said(tess, direct('sam'))).to.equal('');
    expect([await heard(sam), await heard(rita)].map((text) => text.includes('d1'))).to.deep.equal([
      true,
      false,
    ]);
  });

  it('goes astray where the fault says it', async () => {
    const { tess, rita } = await room(
      { verbs: { 'Rm(ops).lbl': labelled('S') }, faults: ['muc.invite', 'muc.invitee'] },
      {},
      'rita',
    );
    await tess?.says(invites('rita'));
    expect(await heard(rita)).to.include('<invite');
    expect(await said(tess, invites('nobody'))).to.include('<item-not-found/>');
    await stage.stop();
    const other = await room({ verbs: { 'Pol.label': 'none' }, faults: ['muc.invite-text'] }, {}, 'rita');
    await other['tess']?.says(invites('rita', why));
    expect(await heard(other['rita'])).to.include('because');
  });
});
