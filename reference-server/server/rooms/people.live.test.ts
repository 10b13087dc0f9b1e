import { expect } from 'chai';
import type { Stage } from '../server.fixture.ts';
import {
  administer,
  configure,
  enter,
  enters,
  form,
  iq,
  list,
  ops,
  plain,
  startWithRooms,
} from './room.fixture.ts';

describe('the people of a room', () => {
  let stage: Stage;

  beforeEach(async () => {
    stage = await startWithRooms();
  });

  afterEach(() => stage.stop());

  const done = `<iq from='${ops}' id='admin' type='result'/>`;

  it('hear of a new member who is not there, if they may know the address', async () => {
    const tess = await enters(stage, 'tess', {});
    const rita = await enters(stage, 'rita');
    const una = await stage.connect('una', 'desk');
    await tess.heard();
    expect(plain(await tess.says(administer("<item affiliation='member' jid='una@a.test'/>")))).to.equal(
      `<message from='${ops}'><x><item affiliation='member' jid='una@a.test'/></x></message>${done}`,
    );
    expect([await rita.heard(), await una.heard()]).to.deep.equal(['', '']);
    expect(plain(await tess.says(list("<item affiliation='member'/>")))).to.include(
      "<item affiliation='member' jid='una@a.test'/>",
    );
  });

  it('lose a room for members with their membership', async () => {
    const tess = await enters(stage, 'tess', { membersonly: '1' });
    const rita = await stage.connect('rita', 'desk');
    expect(await rita.says(enter('rita'))).to.include('<registration-required');
    await tess.says(administer("<item affiliation='member' jid='rita@a.test'/>"));
    expect(await rita.says(enter('rita'))).to.include("affiliation='member'");
    await tess.heard();
    const out = `<presence from='${ops}/rita' type='unavailable'><x><item affiliation='none' role='none' jid='rita@a.test/desk'><actor nick='tess'/></item><status code='321'/>`;
    expect(plain(await tess.says(administer("<item affiliation='none' jid='rita@a.test'/>")))).to.equal(
      `${out}</x></presence>${done}`,
    );
    expect(plain(await rita.heard())).to.equal(`${out}<status code='110'/></x></presence>`);
    expect(await rita.says(enter('rita'))).to.include('<registration-required');
  });

  it('leave a room for members when they give their registration up', async () => {
    const tess = await enters(stage, 'tess', { membersonly: '1' });
    await tess.says(administer("<item affiliation='member' jid='rita@a.test'/>"));
    const rita = await enters(stage, 'rita');
    await tess.heard();
    const remove = iq('set', "<query xmlns='jabber:iq:register'><remove/></query>");
    const out = `<presence from='${ops}/rita' type='unavailable'><x><item affiliation='none' role='none' jid='rita@a.test/desk'/><status code='321'/>`;
    expect(plain(await rita.says(remove))).to.equal(
      `${out}<status code='110'/></x></presence><iq from='${ops}' id='iq' type='result'/>`,
    );
    expect(plain(await tess.heard())).to.equal(`${out}</x></presence>`);
  });

  it('keep their role with another name', async () => {
    const tess = await enters(stage, 'tess', { moderatedroom: '1' });
    const rita = await enters(stage, 'rita');
    await tess.says(configure({ moderatedroom: '0' }));
    expect(await rita.heard()).to.include("<status code='104'/>");
    const item = "<item affiliation='none' role='visitor' jid='rita@a.test/desk'";
    expect(plain(await rita.says(`<presence to='${ops}/ritz'/>`))).to.equal(
      `<presence from='${ops}/rita' type='unavailable'><x>${item} nick='ritz'/><status code='303'/><status code='110'/></x></presence>` +
        `<presence from='${ops}/ritz'><x>${item}/><status code='110'/></x></presence>`,
    );
  });

  it('have no name with something in it that is not seen', async () => {
    await enters(stage, 'tess', {});
    const rita = await stage.connect('rita', 'desk');
    const refused = await rita.says(enter('🤖️'));
    expect(refused).to.include("type='error'").and.include('<jid-malformed');
  });

  it('are banned with a reason that the list keeps', async () => {
    const tess = await enters(stage, 'tess', {});
    const item = "<item affiliation='outcast' jid='rita@a.test'><reason>Calm down</reason></item>";
    expect(plain(await tess.says(administer(item)))).to.equal(
      `<message from='${ops}'><x>${item}<status code='301'/></x></message>${done}`,
    );
    expect(plain(await tess.says(list("<item affiliation='outcast'/>")))).to.include(item);
    const rita = await stage.connect('rita', 'desk');
    expect(await rita.says(enter('rita'))).to.include('<forbidden');
  });

  it('say a password, while there is one', async () => {
    const tess = await enters(stage, 'tess', { passwordprotectedroom: '1', roomsecret: 'pilgrim' });
    const rita = await stage.connect('rita', 'desk');
    expect(plain(await rita.says(enter('rita')))).to.equal(
      `<presence from='${ops}/rita' type='error'><x/><error type='auth' by='${ops}'><not-authorized/></error></presence>`,
    );
    expect(await rita.says(enter('rita', '<password>palmer</password>'))).to.include('<not-authorized');
    expect(await rita.says(enter('rita', '<password>pilgrim</password>'))).to.include("code='110'");
    await rita.says(`<presence type='unavailable' to='${ops}/rita'/>`);
    await tess.says(configure({ passwordprotectedroom: '0', roomsecret: '' }));
    expect(await rita.says(enter('rita'))).to.include("code='110'");
  });

  it('ask who is there, and are answered while they are there themselves', async () => {
    const tess = await enters(stage, 'tess', { presencebroadcast: ['moderator'] });
    const probe = (nick: string): string => `<presence type='probe' to='${ops}/${nick}'/>`;
    const own = "<item affiliation='owner' role='moderator' jid='tess@a.test/desk'/><status code='110'/>";
    expect(plain(await tess.says(probe('tess')))).to.equal(
      `<presence from='${ops}/tess'><x>${own}</x></presence>`,
    );
    const rita = await stage.connect('rita', 'desk');
    for (const nick of ['tess', 'una'])
      expect(plain(await rita.says(probe(nick)))).to.equal(
        `<presence from='${ops}/${nick}' type='error'><error type='cancel' by='${ops}'><not-acceptable/></error></presence>`,
      );
    await rita.says(enter('rita'));
    await tess.heard();
    expect(plain(await tess.says(probe('rita')))).to.equal(
      `<presence from='${ops}/rita'><x><item affiliation='none' role='participant' jid='rita@a.test/desk'/></x></presence>`,
    );
    await tess.says(administer("<item affiliation='member' jid='una@a.test' nick='una'/>"));
    expect(plain(await tess.says(probe('una')))).to.equal(
      `<presence from='${ops}/una' type='unavailable'><x><item affiliation='member' role='none' jid='una@a.test' nick='una'/></x></presence>`,
    );
  });

  it('keep names for themselves, and get them back', async () => {
    const tess = await enters(stage, 'tess', {});
    await tess.says(administer("<item affiliation='member' jid='rita@a.test'/>"));
    const rita = await enters(stage, 'rita');
    const submit = form('http://jabber.org/protocol/muc#register', { 'muc#register_roomnick': 'rita' });
    const register = (content: string): string =>
      iq('set', `<query xmlns='jabber:iq:register'>${content}</query>`);
    expect(plain(await rita.says(register(submit)))).to.equal(
      `<presence from='${ops}/rita'><x><item affiliation='member' role='participant' jid='rita@a.test/desk'/><status code='110'/></x></presence>` +
        `<iq from='${ops}' id='iq' type='result'/>`,
    );
    await rita.says(`<presence type='unavailable' to='${ops}/rita'/>`);
    const una = await stage.connect('una', 'desk');
    expect(await una.says(enter('rita'))).to.include('<conflict');
    await tess.heard();
    await rita.says(register('<remove/>'));
    expect(plain(await tess.heard())).to.equal(
      `<message from='${ops}'><x><item affiliation='none' jid='rita@a.test'/></x></message>`,
    );
    expect(await una.says(enter('rita'))).to.include("jid='una@a.test/desk'");
    await tess.says(administer("<item affiliation='member' jid='rita@a.test' nick='rita'/>"));
    expect(plain(await una.heard())).to.equal(
      `<presence from='${ops}/rita' type='unavailable'><x><item affiliation='none' role='none' jid='una@a.test/desk'><reason>This nickname is reserved</reason></item><status code='307'/><status code='110'/></x></presence>`,
    );
    expect(await una.says(enter('rita'))).to.include('<conflict');
    expect(await rita.says(enter('rita'))).to.include("code='110'");
    expect(plain(await tess.says(list("<item affiliation='member'/>")))).to.include(
      "<item affiliation='member' jid='rita@a.test' nick='rita'/>",
    );
  });

  it('may ask for the lists of a room where all know the addresses of all', async () => {
    await enters(stage, 'tess', { whois: 'anyone' });
    const rita = await stage.connect('rita', 'desk');
    const seen = plain(await rita.says(enter('rita')));
    expect(seen).to.include("jid='tess@a.test/desk'").and.include("<status code='100'/><status code='110'/>");
    expect(plain(await rita.says(list("<item affiliation='member'/>")))).to.equal(
      `<iq from='${ops}' id='admin' type='result'><query/></iq>`,
    );
  });

  it('ask for voice in a form that says nothing else, without a label where there is no default one', async () => {
    await stage.provision('PATCH', { 'Pol.label': 'none' });
    const tess = await enters(stage, 'tess', { moderatedroom: '1' });
    const rita = await enters(stage, 'rita');
    await tess.heard();
    const asks = (fields: Readonly<Record<string, string>>, beside = ''): string => {
      const request = form('http://jabber.org/protocol/muc#request', {
        'muc#role': 'participant',
        ...fields,
      });
      return `<message id='v' to='${ops}'>${request}${beside}</message>`;
    };
    expect(await rita.says(asks({}, '<body>Please!</body>'))).to.include('<policy-violation');
    expect(await tess.heard()).to.equal('');
    expect(await rita.says(asks({}))).to.equal('');
    expect(await tess.heard()).to.include('<value>rita@a.test/desk</value>');
    await tess.says(asks({ 'muc#jid': 'rita@a.test/desk', 'muc#request_allow': '1' }));
    expect(await rita.heard()).to.include("role='participant'");
    const una = await stage.connect('una', 'desk');
    expect(await una.says(asks({}))).to.include('<not-acceptable');
  });

  it('go with their sessions', async () => {
    const tess = await enters(stage, 'tess', {});
    const rita = await enters(stage, 'rita');
    await tess.heard();
    rita.raw.send('</stream:stream>');
    await rita.ended();
    expect(plain(await tess.heard())).to.include(`<presence from='${ops}/rita' type='unavailable'>`);
    const again = await enters(stage, 'rita');
    expect(await again.heard()).to.equal('');
  });

  it('are let in by the label alone, whatever they are to the room', async () => {
    await stage.provision('PATCH', { 'Rm(ops).lbl': { policy: 'HARNESS-A', classification: 'SECRET' } });
    const tess = await enters(stage, 'tess', {});
    const rita = await stage.connect('rita', 'desk');
    expect(await tess.says(administer("<item affiliation='owner' jid='rita@a.test'/>"))).to.include(
      "type='result'",
    );
    expect(await rita.heard()).to.equal('');
    const refused = plain(await rita.says(enter('rita')));
    expect(refused).to.include('<forbidden').and.not.include('affiliation');
    for (const request of [
      list("<item affiliation='owner'/>"),
      administer("<item nick='tess' role='none'/>"),
      iq('get', "<query xmlns='jabber:iq:register'/>", 'admin'),
    ])
      expect(plain(await rita.says(request))).to.equal(
        `<iq from='${ops}' id='admin' type='error'><error type='cancel'><item-not-found/></error></iq>`,
      );
    expect(await tess.heard()).to.equal('');
  });
});
