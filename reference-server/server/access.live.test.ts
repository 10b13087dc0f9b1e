import { expect } from 'chai';
import { RawClient } from '../xmpp/stream/raw-client.fixture.ts';
import { labelled, upTo } from './provision/provision.fixture.ts';
import { Stage } from './server.fixture.ts';

describe('the access label of a server', () => {
  let stage: Stage;

  afterEach(() => stage.stop());

  /** All that the server says to a user who has proved who it is and wants a session. */
  async function bound(user: string): Promise<string> {
    const raw = await RawClient.connect(stage.port);
    await raw.open();
    expect(await raw.logIn(user, user)).to.equal('success');
    const answer = await raw.bind('desk');
    return `${answer}${answer.includes("type='error'") || answer.includes('type="error"') ? await raw.untilEnd() : ''}`.replaceAll(
      '"',
      "'",
    );
  }

  it('refuses the bind request, then ends the stream, and says no more than that', async () => {
    stage = await Stage.start({ verbs: { 'Srv.lbl': labelled('S') } });
    const refused = await bound('rita');
    expect(refused)
      .to.match(/type='cancel'><not-allowed /)
      .and.match(/<stream:error><policy-violation /);
    expect(refused).to.not.match(/SECRET|RESTRICTED|cleared/);
    expect(await bound('sam')).to.include("type='result'");
    expect(
      stage.audit.map(({ event, from, to, check, reasons }) => ({ event, from, to, check, reasons })),
    ).to.deep.equal([
      {
        event: 'session-refused',
        from: 'rita@a.test',
        to: 'a.test',
        check: 'access',
        reasons: ['the clearance does not list classification `SECRET`'],
      },
    ]);
  });

  it('ends live sessions of users who are no longer cleared, before they get anything more', async () => {
    stage = await Stage.start();
    const [tess, rita, una] = [
      await stage.connect('tess', 'desk'),
      await stage.connect('rita', 'desk'),
      await stage.connect('una', 'desk'),
    ];
    await rita.says("<presence to='una@a.test/desk'/>");
    await una.heard();
    expect(await stage.provision('PATCH', { 'Srv.lbl': labelled('S') })).to.equal(204);
    for (const each of [rita, una]) {
      expect(await each.ended()).to.match(/^<stream:error><policy-violation [^]*<\/stream:stream>$/);
    }
    expect(await tess.heard()).to.equal('');
    expect(stage.audit.map(({ event, from }) => [event, from])).to.deep.equal([
      ['session-ended', 'rita@a.test/desk'],
      ['session-ended', 'una@a.test/desk'],
    ]);
    expect(await stage.provision('PATCH', { 'U(tess)': upTo('U') })).to.equal(204);
    expect(await tess.ended()).to.include('<policy-violation ');
  });

  it('changes nothing when the change was refused as a whole', async () => {
    stage = await Stage.start();
    const rita = await stage.connect('rita', 'desk');
    expect(await stage.provision('PATCH', { 'Srv.lbl': labelled('S'), 'U(rita)': { policy: 'X' } })).to.equal(
      422,
    );
    expect(await rita.heard()).to.equal('');
  });

  it('with the fault access.live lets a session go on', async () => {
    stage = await Stage.start({ faults: ['access.live'] });
    const rita = await stage.connect('rita', 'desk');
    await stage.provision('PATCH', { 'Srv.lbl': labelled('S') });
    expect(await rita.heard()).to.equal('');
  });
});
