import { connect } from 'node:net';
import { expect } from 'chai';
import { type Account, type Actor, openComponent, openSession } from '../../actors/index.ts';
import { describeWithEjabberd, newEjabberd } from '../ejabberd.fixture.ts';
import type { RunningTarget } from '../target.ts';

const silent = { stanza: () => undefined, stream: () => undefined };
const patience = (): AbortSignal => AbortSignal.timeout(5000);
const label = `<securitylabel xmlns='urn:xmpp:sec-label:0'><label><esssecuritylabel xmlns='urn:xmpp:sec-label:ess:0'>MQYCAQQGASk=</esssecuritylabel></label></securitylabel>`;
const muc = 'http://jabber.org/protocol/muc';

/** What arrives once this is sent, up to the first stanza that holds the awaited text. */
function arrivals(actor: Actor, sent: string, awaited: string): Promise<string[]> {
  return new Promise((resolve, reject) => {
    const arrived: string[] = [];
    patience().addEventListener('abort', () => {
      reject(new Error(`no ${awaited} among ${arrived.join(' ')}`));
    });
    const stop = actor.onArrival(({ text }) => {
      arrived.push(text);
      if (!text.includes(awaited)) return;
      stop();
      resolve(arrived);
    });
    actor.send(sent);
  });
}

const ping = (id: string): string =>
  `<iq type='get' id='${id}' to='a.test'><ping xmlns='urn:xmpp:ping'/></iq>`;

/** A room's owner has it stay when its last occupant has left. */
const permanence = (room: string): string =>
  `<iq type='set' id='owner' to='${room}'><query xmlns='${muc}#owner'><x xmlns='jabber:x:data' type='submit'>
  <field var='FORM_TYPE'><value>${muc}#roomconfig</value></field>
  <field var='muc#roomconfig_persistentroom'><value>1</value></field></x></query></iq>`;

describeWithEjabberd('startEjabberd', function () {
  let target: RunningTarget;
  const component = { domain: 'gw.a.test', secret: 'hush' };

  before(async () => {
    target = await newEjabberd({ [component.domain]: component.secret });
  });
  after(() => target.stop());

  function login(user: string, domain = 'a.test', resumes?: Account['resumes']): Promise<Actor> {
    const account = { user, password: 'secret', resource: 'desk', ...(resumes && { resumes }) };
    const endpoint = { ...target.client, domain, tls: 'starttls' as const };
    return openSession.raw(user, account, endpoint, silent, patience());
  }

  it('carries a labelled message to an account of another domain, and to a component', async () => {
    const [juliet, romeo] = [await login('juliet'), await login('romeo', 'a2.test')];
    const place = target.components?.[component.domain] ?? { host: '', port: 0 };
    const gateway = await openComponent('gw', { ...component, ...place }, silent, patience());
    for (const receiver of [romeo, gateway]) {
      const came = new Promise<string>((resolve) => {
        receiver.onArrival(({ text }) => {
          if (text.startsWith('<message')) resolve(text);
        });
      });
      juliet.send(`<message to='${receiver.jid}' type='chat' id='m1'><body>x</body>${label}</message>`);
      expect(await came).to.contain('>MQYCAQQGASk=</esssecuritylabel>');
    }
    await Promise.all([juliet.close(), romeo.close(), gateway.close()]);
  });

  it('forgets stored messages, contacts and rooms of both services at a reset, and ends every session', async () => {
    const juliet = await login('juliet');
    for (const service of ['muc', 'muc2']) {
      const room = `<presence to='ops@${service}.a.test/j'><x xmlns='${muc}'/></presence>`;
      await arrivals(juliet, room, '<subject');
      await arrivals(juliet, permanence(`ops@${service}.a.test`), `'owner'`);
    }
    juliet.send(`<message to='romeo@a.test' type='chat'><body>stored</body></message>`);
    juliet.send(`<presence type='subscribe' to='romeo@a.test'/>`);
    await arrivals(juliet, ping('before'), `'before'`);

    await target.reset({});
    await juliet.closed;

    const [again, romeo] = [await login('juliet'), await login('romeo')];
    const contacts = `<iq type='get' id='contacts'><query xmlns='jabber:iq:roster'/></iq>`;
    expect((await arrivals(again, contacts, `'contacts'`)).join()).not.to.contain('romeo');
    for (const service of ['muc', 'muc2']) {
      const items = `<iq type='get' id='items' to='${service}.a.test'><query xmlns='http://jabber.org/protocol/disco#items'/></iq>`;
      expect((await arrivals(again, items, `'items'`)).join()).not.to.contain('ops');
    }
    expect((await arrivals(romeo, `<presence/>${ping('late')}`, `'late'`)).join()).not.to.match(
      /stored|subscribe/,
    );
    await Promise.all([again.close(), romeo.close()]);
  });

  it('forgets the archives of users and of rooms', async () => {
    const room = 'ops@muc.a.test';
    const query = (id: string, to = ''): string =>
      `<iq type='set' id='${id}'${to}><query xmlns='urn:xmpp:mam:2'/></iq>`;
    const counts = async (actor: Actor): Promise<(string | undefined)[]> => {
      await arrivals(actor, `<presence to='${room}/j'><x xmlns='${muc}'/></presence>`, '<subject');
      const own = await arrivals(actor, query('own'), `'own'`);
      const said = await arrivals(actor, query('room', ` to='${room}'`), `'room'`);
      return [own, said].map((texts) => /<count>(\d+)</.exec(texts.at(-1) ?? '')?.[1]);
    };
    const juliet = await login('juliet');
    expect(await counts(juliet)).to.deep.equal(['0', '0']);
    juliet.send(`<message to='romeo@a.test' type='chat'><body>written</body></message>`);
    await arrivals(juliet, `<message to='${room}' type='groupchat'><body>said</body></message>`, 'said');
    expect(await counts(juliet)).to.deep.equal(['1', '1']);
    await target.reset({});
    const again = await login('juliet');
    expect(await counts(again)).to.deep.equal(['0', '0']);
    await again.close();
  });

  it('forgets a lost session that could have been resumed, and what waited for it', async () => {
    const [juliet, lost] = [await login('juliet'), await login('romeo')];
    const enabled = `<enable xmlns='urn:xmpp:sm:3' resume='true'/><presence/>${ping('on')}`;
    await arrivals(lost, enabled, `'on'`);
    await lost.drop?.();
    juliet.send(`<message to='romeo@a.test' type='chat'><body>waiting</body></message>`);
    await arrivals(juliet, ping('sent'), `'sent'`);
    await target.reset({});
    const session = lost.management?.resumable('all');
    const refusal: unknown = await login('romeo', 'a.test', session).catch((error: unknown) => error);
    expect(session).to.have.property('jid', 'romeo@a.test/desk');
    expect(refusal).to.have.property('message').that.contains('item-not-found');
    const romeo = await login('romeo');
    expect((await arrivals(romeo, `<presence/>${ping('late')}`, `'late'`)).join()).not.to.contain('waiting');
    await romeo.close();
  });

  it('says that it cannot be reset, and takes no connection, when it has ended', async () => {
    const other = await newEjabberd();
    await other.stop();
    const fault: unknown = await other.reset({}).catch((error: unknown) => error);
    expect(fault).to.have.property('name', 'EnvironmentFault');
    expect(fault)
      .to.have.property('message')
      .that.matches(/^ejabberd could not be reset: /);
    const closed: unknown = await new Promise((resolve) => {
      connect(other.client.port, '127.0.0.1').once('error', resolve);
    });
    expect(closed).to.have.property('code', 'ECONNREFUSED');
  });
});
