import { expect } from 'chai';
import { describeWithProsody, endpointOf, newProsody } from '../targets/prosody.fixture.ts';
import type { RunningTarget } from '../targets/target.ts';
import { type Actor, type Observer, SessionError } from './actor.ts';
import { Components } from './components.ts';
import { openSession } from './open-session.ts';

const domain = 'gw.a.test';
const secret = 'sixteen characters';

/** What an actor was told of, in order. */
function notebook(): Observer & { readonly lines: readonly string[] } {
  const lines: string[] = [];
  return {
    lines,
    stanza: (direction, text) => lines.push(`${direction} ${text}`),
    stream: (event, detail) => lines.push(`${event} ${detail}`),
  };
}

describeWithProsody('Components', function () {
  let target: RunningTarget;
  let components: Components;
  let juliet: Actor;

  before(async () => {
    target = await newProsody({ [domain]: secret });
  });
  after(() => target.stop());
  beforeEach(async () => {
    components = new Components();
    const account = { user: 'juliet', password: 'secret', resource: 'balcony' };
    juliet = await openSession.raw('juliet', account, endpointOf(target), notebook(), patience());
  });
  afterEach(() => juliet.close());

  const patience = (): AbortSignal => AbortSignal.timeout(5000);

  async function join(user: string, isRaw = false): Promise<{ actor: Actor; seen: readonly string[] }> {
    const place = target.components?.[domain] ?? { host: '', port: 0 };
    const observer = notebook();
    const who = { user, resource: 'home', isRaw };
    const endpoint = { ...place, domain, secret };
    const actor = await components.join(user, who, endpoint, observer, patience());
    return { actor, seen: observer.lines };
  }

  function next(actor: Actor, holds: string): Promise<string> {
    return new Promise((resolve) => {
      const stop = actor.onArrival(({ text }) => {
        if (!text.includes(holds)) return;
        stop();
        resolve(text);
      });
    });
  }

  it('answers pings to its domain, also where nobody plays the component itself', async () => {
    const { actor } = await join('x');
    const answered = next(juliet, 'p1');
    juliet.send(`<iq type='get' id='p1' to='${domain}'><ping xmlns='urn:xmpp:ping'/></iq>`);
    expect(await answered).to.match(/type=.result./);
    await actor.close();
  });

  it('shows everybody there what is for them, and the component itself all of it, as a client has it', async () => {
    const [gateway, x, y] = [await join(''), await join('x'), await join('y')];
    expect([gateway, x, y].map(({ actor }) => actor.jid)).to.deep.equal([
      'gw.a.test',
      'x@gw.a.test/home',
      'y@gw.a.test/home',
    ]);
    const came = Promise.all([
      ...[x, gateway].map(({ actor }) => next(actor, 'one')),
      ...[y, gateway].map(({ actor }) => next(actor, 'two')),
    ]);
    juliet.send(`<message to='x@gw.a.test' type='chat' id='m1'><body>one</body></message>`);
    juliet.send(`<message to='y@gw.a.test/home' type='chat' id='m2'><body>two</body></message>`);
    for (const text of await came) expect(text).not.to.include('jabber:component');
    expect(x.seen.join()).not.to.include('two');
    expect(y.seen.join()).not.to.include('one');
    await Promise.all([gateway, x, y].map(({ actor }) => actor.close()));
  });

  it('tells of all that comes on the connection, for whomever', async () => {
    const arrived: string[] = [];
    components = new Components((component, text) => arrived.push(`${component} ${text}`));
    const { actor, seen } = await join('x');
    const came = next(actor, 'two');
    juliet.send(`<message to='nobody@gw.a.test' type='chat' id='m1'><body>one</body></message>`);
    juliet.send(`<message to='x@gw.a.test' type='chat' id='m2'><body>two</body></message>`);
    await came;
    expect(seen.join()).not.to.include('one');
    expect(arrived.find((text) => text.includes('one'))).to.match(/^gw\.a\.test <message/);
    await actor.close();
  });

  it('writes in the name of who is there, and answers a ping from the address that was asked', async () => {
    const { actor } = await join('x');
    const [came, answered] = [next(juliet, 'hello'), next(juliet, `'p1'`)];
    actor.send(`<message to='${juliet.jid}' type='chat' id='m1'><body>hello</body></message>`);
    expect(await came).to.match(/from=.x@gw\.a\.test\/home/);
    juliet.send(`<iq type='get' id='p1' to='x@gw.a.test'><ping xmlns='urn:xmpp:ping'/></iq>`);
    expect(await answered)
      .to.match(/type=.result/)
      .and.match(/from=.x@gw\.a\.test['"]/);
    await actor.close();
  });

  it('tells everybody there that the server ended the stream', async () => {
    const [raw, other] = [await join('x', true), await join('y')];
    raw.actor.send(`<message from='romeo@a.test' to='${juliet.jid}'/>`, true);
    await Promise.all([raw.actor.closed, other.actor.closed]);
    for (const { seen } of [raw, other]) expect(seen).to.include('error invalid-from');
  });

  it('connects anew when everybody has left', async () => {
    for (const user of ['x', 'y']) {
      const { actor } = await join(user);
      await actor.close();
    }
  });

  it('says why the server refuses the component', async () => {
    const place = target.components?.[domain] ?? { host: '', port: 0 };
    const endpoint = { ...place, domain, secret: 'guess' };
    const who = { user: 'x', resource: 'home', isRaw: false };
    const refusal: unknown = await components
      .join('x', who, endpoint, notebook(), patience())
      .catch((error: unknown) => error);
    expect(refusal).to.be.instanceOf(SessionError).with.property('message').that.includes('not-authorized');
    const { actor } = await join('x');
    await actor.close();
  });
});
