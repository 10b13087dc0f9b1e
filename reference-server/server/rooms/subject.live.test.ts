import { expect } from 'chai';
import { securityLabel } from '../../enforcement/rules.fixture.ts';
import { labelled, upTo } from '../provision/provision.fixture.ts';
import type { Chatter, Stage, StageWish } from '../server.fixture.ts';
import { configure, enter, entered, heard, iq, ops, plain, said, startWithRooms } from './room.fixture.ts';

const change = (content: string, id = 's'): string =>
  `<message to='${ops}' type='groupchat' id='${id}'>${content}</message>`;
const subject = (text: string): string => `<subject>${text}</subject>`;
const info = iq('get', "<query xmlns='http://jabber.org/protocol/disco#info'/>");

describe('the subject of a room', () => {
  let stage: Stage;

  afterEach(() => stage.stop());

  async function room(wish: StageWish, ...users: readonly string[]): Promise<Record<string, Chatter>> {
    stage = await startWithRooms(wish);
    return entered(stage, users);
  }

  /** The last that somebody gets who enters. */
  const shownTo = async (user: string): Promise<string> => {
    const chatter = await stage.connect(user, 'late');
    const seen = plain(await chatter.says(enter(`late-${user}`)));
    return seen.slice(seen.lastIndexOf('<message')).replace(/ stamp='[^']*'/, '');
  };

  it('is changed without a label, also where one is required, and shown to whoever enters', async () => {
    const { tess, una } = await room({ verbs: { 'Pol.label': 'none' } }, 'tess', 'una');
    const shown = `<message from='${ops}/tess' id='s' type='groupchat' xml:lang='de'>${subject('Hügel')}</message>`;
    const sent = change(
      `<subject xml:lang='de'>Hügel<b xmlns='urn:x'>x</b></subject><more xmlns='urn:x'>words</more>`,
    );
    expect(await said(tess, sent)).to.equal(shown);
    expect(await heard(una)).to.equal(shown);
    expect(await shownTo('rita')).to.equal(
      `<message from='${ops}/tess' type='groupchat' xml:lang='de'>${subject('Hügel')}<delay xmlns='urn:xmpp:delay' from='${ops}'/></message>`,
    );
    expect(await said(tess, change(`${subject('x')}<body>y</body>`))).to.include('<policy-violation/>');
    expect(await said(tess, change('<subject/>', 'a'.repeat(65)))).to.equal(
      `<message from='${ops}/tess' type='groupchat'><subject/></message>`,
    );
    expect(await shownTo('sam')).to.equal(
      `<message from='${ops}/tess' type='groupchat'><subject/><delay xmlns='urn:xmpp:delay' from='${ops}'/></message>`,
    );
  });

  it('carries no label', async () => {
    const { tess, sam } = await room({ verbs: { 'Rm(ops).dfl': labelled('R') } }, 'tess', 'sam');
    expect(await said(tess, change(subject('x') + securityLabel('A-S')))).to.equal(
      `<message from='${ops}' id='s' type='error'><error type='modify'><bad-request/></error></message>`,
    );
    expect(await heard(sam)).to.equal('');
    expect(await said(sam, info)).to.include('<value>RESTRICTED</value>');
  });

  it('is for those who may change it, and of some length', async () => {
    const { tess, sam } = await room({}, 'tess', 'sam');
    const una = await stage.connect('una', 'desk');
    expect(await said(sam, change(subject('x')))).to.include('<forbidden/>');
    expect(await said(una, change(subject('x')))).to.include('<not-acceptable/>');
    expect(await said(tess, change(subject('x'.repeat(1025))))).to.include('<not-acceptable/>');
    await tess?.says(configure({ changesubject: '1' }));
    await sam?.heard();
    expect(await said(sam, change(subject('x')))).to.include(subject('x'));
  });

  it('is another thing than a message with a subject', async () => {
    const { tess, sam, rita } = await room({}, 'tess', 'sam', 'rita');
    await tess?.says(change(`${subject('x')}<body>secret</body>${securityLabel('A-S')}`));
    await tess?.says(change(`${subject('x')}<thread>t</thread>${securityLabel('A-S')}`));
    expect(await heard(sam)).to.match(/<body>secret<\/body>[^]*<thread>/);
    expect(await heard(rita)).to.equal('');
    expect(await shownTo('una')).to.equal(`<message from='${ops}' type='groupchat'><subject/></message>`);
  });

  it('is told of to those who may know of the room, and could enter', async () => {
    const { tess, sam } = await room({}, 'tess', 'sam');
    const rita = await stage.connect('rita', 'desk');
    await tess?.says(change(subject('x')));
    await sam?.heard();
    const told = "<field var='muc#roominfo_subject'><value>x</value></field>";
    expect(await said(rita, info)).to.include(told);
    await tess?.says(configure({ membersonly: '0', passwordprotectedroom: '1', roomsecret: 'y' }));
    await sam?.heard();
    expect([await said(rita, info), await said(sam, info)].map((text) => text.includes(told))).to.deep.equal([
      false,
      true,
    ]);
    await stage.provision('PATCH', { 'Rm(ops).lbl': labelled('S') });
    expect(await said(rita, info)).to.equal(
      `<iq from='${ops}' id='iq' type='error'><error type='cancel'><item-not-found/></error></iq>`,
    );
  });

  describe('that is checked', () => {
    const enforce = { subject: 'enforce' };

    it('goes to those who are cleared for it, then and later', async () => {
      const { tess, sam, rita } = await room({ verbs: enforce }, 'tess', 'sam', 'rita');
      expect(await said(tess, change(subject('secret') + securityLabel('A-S')))).to.include(
        '<subject>secret</subject><securitylabel',
      );
      expect(await heard(sam)).to.include('<subject>secret</subject><securitylabel');
      expect(await heard(rita)).to.equal('');
      const nothing = `<message from='${ops}' type='groupchat'><subject/></message>`;
      expect(await shownTo('una')).to.equal(nothing);
      expect(await shownTo('sam')).to.match(/<subject>secret<\/subject><securitylabel[^]*<delay/);
      expect(await said(sam, info)).not.to.include("var='muc#roominfo_subject'");
      await stage.provision('PATCH', { 'U(sam)': upTo('U'), subject: 'open' });
      expect(await shownTo('sam')).to.equal(nothing);
      expect(await said(tess, info)).not.to.include("var='muc#roominfo_subject'");
    });

    it('needs a label where one is required, and one that the room takes', async () => {
      const verbs = { ...enforce, 'Pol.label': 'none', 'Rm(ops).clr': upTo('U') };
      const { tess } = await room({ verbs }, 'tess');
      expect(await said(tess, change(subject('x')))).to.include('<policy-violation/>');
      expect(await said(tess, change(subject('x') + securityLabel('A-S')))).to.include('<forbidden/>');
      expect(await said(tess, change(subject('x') + securityLabel('A-U')))).to.include(subject('x'));
    });

    it('is not shown where it was not checked when it was set', async () => {
      const { tess } = await room({}, 'tess');
      await tess?.says(change(subject('x')));
      await stage.provision('PATCH', enforce);
      expect(await shownTo('sam')).to.equal(`<message from='${ops}' type='groupchat'><subject/></message>`);
    });
  });

  describe('of a broken room', () => {
    it('is checked, or a message passes for it', async () => {
      const { tess, rita } = await room(
        { verbs: { 'Pol.label': 'none' }, faults: ['muc.subject'] },
        'tess',
        'rita',
      );
      expect(await said(tess, change(subject('x')))).to.include('<policy-violation/>');
      await stage.stop();
      const other = await room({ faults: ['muc.subject-body'] }, 'tess', 'rita');
      await other['tess']?.says(change(`${subject('x')}<body>secret</body>`));
      expect(await heard(other['rita'])).to.include(subject('x'));
      expect(rita).not.to.equal(undefined);
    });

    it('keeps its label, or takes it for the one that the room shows', async () => {
      const { tess } = await room({ faults: ['muc.subject-label'] }, 'tess');
      expect(await said(tess, change(subject('x') + securityLabel('A-S')))).to.include('<securitylabel');
      await stage.stop();
      const other = await room({ faults: ['muc.subject-default'] }, 'tess');
      await other['tess']?.says(change(subject('x') + securityLabel('A-S')));
      expect(await said(other['tess'], info)).to.include('<value>SECRET</value>');
    });

    it('goes to everybody although it was checked', async () => {
      const { tess, rita } = await room(
        { verbs: { subject: 'enforce' }, faults: ['muc.subject-open'] },
        'tess',
        'rita',
      );
      await tess?.says(change(subject('secret') + securityLabel('A-S')));
      expect(await heard(rita)).to.include(subject('secret'));
    });
  });
});
