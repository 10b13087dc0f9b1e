import { connect } from 'node:net';
import { expect } from 'chai';
import { type Actor, openComponent, openSession } from '../../actors/index.ts';
import { describeWithEjabberd, newEjabberd } from '../ejabberd.fixture.ts';
import { freePorts } from '../ports.ts';
import type { RunningTarget } from '../target.ts';

const silent = { stanza: () => undefined, stream: () => undefined };
const patience = (): AbortSignal => AbortSignal.timeout(5000);
const label = `<securitylabel xmlns='urn:xmpp:sec-label:0'><label><esssecuritylabel xmlns='urn:xmpp:sec-label:ess:0'>MQYCAQQGASk=</esssecuritylabel></label></securitylabel>`;
const muc = 'http://jabber.org/protocol/muc';

/** What arrives after this is sent, up to the first stanza that holds the awaited text. */
function after(actor: Actor, sent: string, awaited: string): Promise<string[]> {
  return new Promise((resolve, reject) => {
    const arrived: string[] = [];
    patience().addEventListener('abort', () => {
      reject(new Error(`no ${awaited} among ${arrived.join(' ')}`));
    });
    const stop = actor.onArrival(({ text }) => {
      if (arrived.push(text) === 0 || !text.includes(awaited)) return;
      stop();
      resolve(arrived);
    });
    actor.send(sent);
  });
}

const ping = (id: string): string => `<iq type='get' id='${id}' to='a.test'><ping xmlns='urn:xmpp:ping'/></iq>`;

describeWithEjabberd('startEjabberd', function () {
  let target: RunningTarget;
  let component: { domain: string; secret: string; port: number };

  before(async () => {
    const [port = 0] = await freePorts(1);
    component = { domain: 'gw.a.test', secret: 'hush', port };
    target = await newEjabberd(component);
  });
  after(() => target.stop());

  function login(user: string, domain = 'a.test'): Promise<Actor> {
    const endpoint = { ...target.client, domain, tls: 'starttls' as const };
    return openSession.raw(user, { user, password: 'secret', resource: 'desk' }, endpoint, silent, patience());
  }

  it('carries a labelled message to an account of another domain, and to a component', async () => {
    const [juliet, romeo] = [await login('juliet'), await login('romeo', 'a2.test')];
    const gateway = await openComponent('gw', { ...component, host: '127.0.0.1' }, silent, patience());
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
      await after(juliet, room, '<subject');
    }
    juliet.send(`<message to='romeo@a.test' type='chat'><body>stored</body></message>`);
    juliet.send(`<presence type='subscribe' to='romeo@a.test'/>`);
    await after(juliet, ping('before'), `'before'`);

    await target.reset({});
    await juliet.closed;

    const [again, romeo] = [await login('juliet'), await login('romeo')];
    const contacts = `<iq type='get' id='contacts'><query xmlns='jabber:iq:roster'/></iq>`;
    expect((await after(again, contacts, `'contacts'`)).join()).not.to.contain('romeo');
    for (const service of ['muc', 'muc2']) {
      const items = `<iq type='get' id='items' to='${service}.a.test'><query xmlns='http://jabber.org/protocol/disco#items'/></iq>`;
      expect((await after(again, items, `'items'`)).join()).not.to.contain('ops');
    }
    expect((await after(romeo, `<presence/>${ping('late')}`, `'late'`)).join()).not.to.match(/stored|subscribe/);
    await Promise.all([again.close(), romeo.close()]);
  });

  it('forgets a lost session that could have been resumed, and what waited for it', async () => {
    const [juliet, lost] = [await login('juliet'), await login('romeo')];
    await after(lost, `<enable xmlns='urn:xmpp:sm:3' resume='true'/><presence/>${ping('on')}`, `'on'`);
    await lost.drop?.();
    juliet.send(`<message to='romeo@a.test' type='chat'><body>waiting</body></message>`);
    await after(juliet, ping('sent'), `'sent'`);
    await target.reset({});
    const romeo = await login('romeo');
    expect((await after(romeo, `<presence/>${ping('late')}`, `'late'`)).join()).not.to.contain('waiting');
    await romeo.close();
  });

  it('says why a reset cannot be: it has no labels to provision, and nothing when it has ended', async () => {
    const other = await newEjabberd();
    await other.stop();
    const fault: unknown = await other.reset({}).catch((error: unknown) => error);
    expect(fault).to.have.property('name', 'EnvironmentFault');
    expect(fault).to.have.property('message').that.matches(/^ejabberd could not be reset: /);
    const closed: unknown = await new Promise((resolve) => {
      connect(other.client.port, '127.0.0.1').once('error', resolve);
    });
    expect(closed).to.have.property('code', 'ECONNREFUSED');
  });
});
