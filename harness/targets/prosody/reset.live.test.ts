import { expect } from 'chai';
import { type Actor, openSession } from '../../actors/index.ts';
import { describeWithProsody, endpointOf, newProsody } from '../prosody.fixture.ts';
import type { RunningTarget } from '../target.ts';

const silent = { stanza: () => undefined, stream: () => undefined };
const patience = (): AbortSignal => AbortSignal.timeout(5000);

/** The first stanza with this text that arrives once this is sent. */
function arrival(actor: Actor, sent: string, awaited: string): Promise<string> {
  return new Promise((resolve, reject) => {
    patience().addEventListener('abort', () => {
      reject(new Error(`no ${awaited}`));
    });
    const stop = actor.onArrival(({ text }) => {
      if (!text.includes(awaited)) return;
      stop();
      resolve(text);
    });
    actor.send(sent);
  });
}

describeWithProsody('resetProsody', function () {
  let target: RunningTarget;

  before(async () => {
    target = await newProsody();
  });
  after(() => target.stop());

  it('leaves nothing in the archives of users and of rooms', async () => {
    const account = { user: 'juliet', password: 'secret', resource: 'desk' };
    const juliet = await openSession.raw('juliet', account, endpointOf(target), silent, patience());
    const room = 'ops@muc.a.test';
    const enter = `<presence to='${room}/juliet'><x xmlns='http://jabber.org/protocol/muc'/></presence>`;
    const query = (id: string, to = ''): string =>
      `<iq type='set' id='${id}'${to}><query xmlns='urn:xmpp:mam:2'/></iq>`;
    const isKept = async (): Promise<boolean[]> => {
      const answers = [
        await arrival(juliet, query('own'), "id='own'"),
        await arrival(juliet, query('room', ` to='${room}'`), "id='room'"),
      ];
      return answers.map((answer) => answer.includes('<first'));
    };
    await arrival(juliet, enter, "code='110'");
    await arrival(juliet, `<message to='${room}' type='groupchat'><body>said</body></message>`, 'said');
    juliet.send(`<message to='romeo@a.test' type='chat'><body>written</body></message>`);
    expect(await isKept()).to.deep.equal([true, true]);
    await target.reset({});
    await arrival(juliet, enter, "code='110'");
    expect(await isKept()).to.deep.equal([false, false]);
    await juliet.close();
    await target.reset({});
  });

  it('leaves no room, not even a persistent one with somebody in it', async () => {
    const account = { user: 'juliet', password: 'secret', resource: 'desk' };
    const juliet = await openSession.raw('juliet', account, endpointOf(target), silent, patience());
    for (const host of ['muc.a.test', 'muc2.a.test']) {
      const room = `ops@${host}`;
      const enter = `<presence to='${room}/juliet'><x xmlns='http://jabber.org/protocol/muc'/></presence>`;
      const form = `<field var='FORM_TYPE'><value>http://jabber.org/protocol/muc#roomconfig</value></field><field var='muc#roomconfig_persistentroom'><value>1</value></field>`;
      const submit = `<iq type='set' id='form-${host}' to='${room}'><query xmlns='http://jabber.org/protocol/muc#owner'><x xmlns='jabber:x:data' type='submit'>${form}</x></query></iq>`;
      expect(await arrival(juliet, enter, "code='110'")).to.contain("code='201'");
      expect(await arrival(juliet, submit, `form-${host}`)).to.contain("type='result'");
      await target.reset({});
      expect(await arrival(juliet, enter, "code='110'")).to.contain("code='201'");
    }
    await juliet.close();
  });
});
