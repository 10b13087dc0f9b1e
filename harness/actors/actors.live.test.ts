import { expect } from 'chai';
import { describeWithProsody, endpointOf, newProsody } from '../targets/prosody.fixture.ts';
import type { Place, RunningTarget } from '../targets/target.ts';
import type { Account, Actor, Arrival, Observer } from './actor.ts';
import { openComponent } from './component.ts';
import { openSession } from './open-session.ts';
import type { ClientEndpoint } from './secure-socket.ts';

const juliet: Account = { user: 'juliet', password: 'secret', resource: 'balcony' };
const romeo: Account = { user: 'romeo', password: 'secret', resource: 'orchard' };

/** An observer that keeps what it is told. */
function notebook(): Observer & { readonly lines: string[] } {
  const lines: string[] = [];
  return {
    lines,
    stanza: (direction, text) => lines.push(`${direction} ${text}`),
    // The features are the server's own: what is in them is for the judge
    stream: (event, detail) => event !== 'features' && lines.push(`${event} ${detail}`),
  };
}

function patience(): AbortSignal {
  return AbortSignal.timeout(5000);
}

function next(actor: Actor, isAwaited: (arrival: Arrival) => boolean): Promise<string> {
  return new Promise((resolve, reject) => {
    patience().addEventListener('abort', () => {
      reject(new Error('nothing arrived'));
    });
    const stop = actor.onArrival((arrival) => {
      if (!isAwaited(arrival)) return;
      stop();
      resolve(arrival.text);
    });
  });
}

/** Where its component connects. */
function placeOf({ components }: RunningTarget): Place {
  const [place = { host: '', port: 0 }] = Object.values(components ?? {});
  return place;
}

describeWithProsody('actors', function () {
  let target: RunningTarget;
  const component = { domain: 'gw.a.test', secret: 'hush' };

  before(async () => {
    target = await newProsody({ [component.domain]: component.secret });
  });
  after(() => target.stop());

  for (const [kind, over] of [
    ['client', 'tcp'],
    ['client', 'websocket'],
    ['raw', 'tcp'],
  ] as const) {
    const endpointTo = (): ClientEndpoint => {
      if (over === 'tcp') return endpointOf(target);
      return { ...endpointOf(target), ...target.entrances?.websocket, webSocket: { headers: {} } };
    };

    describe(`the ${kind} actor over ${over}`, () => {
      it('is bound to the JID that it asks for', async () => {
        const seen = notebook();
        const actor = await openSession[kind]('juliet', juliet, endpointTo(), seen, patience());
        await actor.close();
        expect([actor.jid, seen.lines]).to.deep.equal([
          'juliet@a.test/balcony',
          ['open a.test', 'bound juliet@a.test/balcony', seen.lines[2]],
        ]);
        expect(seen.lines[2]).to.match(/^closed /);
      });

      it('sends and receives exact characters, in order, and answers a ping', async () => {
        const [sees, hears] = [notebook(), notebook()];
        const sender = await openSession[kind]('romeo', romeo, endpointTo(), sees, patience());
        const other = await openSession[kind]('juliet', juliet, endpointTo(), hears, patience());
        const message = `<message to='juliet@a.test/balcony' type='chat' id='m1'><body>a &amp; b &#x20AC;</body></message>`;
        const ping = `<iq to='juliet@a.test/balcony' type='get' id='p1'><ping xmlns='urn:xmpp:ping'/></iq>`;
        const received = next(other, ({ element }) => element.name === 'message');
        const answered = next(sender, ({ element }) => element.attributes['id'] === 'p1');
        sender.send(message);
        sender.send(ping);
        expect(await received)
          .to.contain('m1')
          .and.to.contain('a &amp; b €');
        expect(await answered).to.contain(`type='result'`);
        await Promise.all([sender.close(), other.close()]);
        expect(sees.lines.slice(2, 4)).to.deep.equal([`sent ${message}`, `sent ${ping}`]);
      });

      it('answers what it does not know with service-unavailable', async () => {
        const actor = await openSession[kind]('juliet', juliet, endpointTo(), notebook(), patience());
        const answered = next(
          actor,
          ({ element }) => element.attributes['id'] === 'q1' && element.attributes['type'] === 'error',
        );
        actor.send(`<iq to='${actor.jid}' type='get' id='q1'><query xmlns='urn:example:x'/></iq>`);
        expect(await answered).to.contain('service-unavailable');
        await actor.close();
      });

      it('says why the server refuses it', async () => {
        const wrong = { ...juliet, password: 'guess' };
        const seen = notebook();
        const refusal: unknown = await openSession[kind](
          'juliet',
          wrong,
          endpointTo(),
          seen,
          patience(),
        ).catch((error: unknown) => error);
        expect(refusal).to.have.property('name', 'SessionError');
        expect(refusal).to.have.property('message').that.contains('not-authorized');
        expect(
          seen.lines.filter((line) => /^received <failure [^]*<not-authorized/.test(line)),
        ).to.have.length(1);
      });

      it('does not talk to a server whose certificate is for another domain', async () => {
        const endpoint = { ...endpointTo(), domain: 'b.test' };
        const refusal: unknown = await openSession[kind](
          'juliet',
          juliet,
          endpoint,
          notebook(),
          patience(),
        ).catch((error: unknown) => error);
        expect(refusal).to.have.property('name', 'SessionError');
      });

      it('tells its observer no password and no challenge, and logs in within milliseconds', async function () {
        const times: number[] = [];
        const seen = notebook();
        for (let round = 0; round < 10; round += 1) {
          const began = performance.now();
          const actor = await openSession[kind]('juliet', juliet, endpointTo(), seen, patience());
          times.push(performance.now() - began);
          await actor.close();
        }
        const median = times.sort((a, b) => a - b)[5] ?? 0;
        if (this.test) this.test.title += ` (median ${median.toFixed(1)} ms)`;
        expect(seen.lines.filter((line) => !/^(open|bound|closed) /.test(line))).to.deep.equal([]);
      });
    });
  }

  it('the component actor is bound to its domain and exchanges stanzas', async () => {
    const seen = notebook();
    const endpoint = { ...component, ...placeOf(target) };
    const gateway = await openComponent('gateway', endpoint, seen, patience());
    const client = await openSession.client('juliet', juliet, endpointOf(target), notebook(), patience());
    const received = next(gateway, ({ element }) => element.name === 'message');
    client.send(`<message to='x@gw.a.test' type='chat' id='m1'><body>hello</body></message>`);
    expect(await received).to.contain(`from='juliet@a.test/balcony'`);
    await Promise.all([gateway.close(), client.close()]);
    expect(seen.lines.slice(0, 2)).to.deep.equal(['open gw.a.test', 'bound gw.a.test']);
  });

  it('the component actor says why the server refuses it', async () => {
    const endpoint = { ...component, ...placeOf(target), secret: 'guess' };
    const refusal: unknown = await openComponent('gateway', endpoint, notebook(), patience()).catch(
      (error: unknown) => error,
    );
    expect(refusal).to.have.property('message').that.contains('not-authorized');
  });
});
