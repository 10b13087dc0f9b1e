import { expect } from 'chai';
import { element } from '#xml';
import { ownStanza } from '../../enforcement/index.ts';
import type { Outgoing } from '../../xmpp/index.ts';
import { jid } from '../../xmpp/read.fixture.ts';
import { type Client, World } from '../rooms/histories/world.fixture.ts';
import { Federation } from './federation.ts';

describe('OutgoingMessage', () => {
  let world: World;
  let sam: Client;

  beforeEach(() => {
    world = new World({}, {}, ['sam@a.test']);
    sam = world.connect('sam@a.test/desk', { address: '127.0.0.1', names: [] });
    sam.says('<presence/>');
    sam.heard();
  });

  afterEach(() => {
    expect(world.mistakes).to.deep.equal([]);
    world.close();
  });

  it('is written once, for the content namespace of its stream', () => {
    const outgoing = sentBySam('wait');
    expect(outgoing.write('jabber:client')).to.equal(
      "<message from='sam@a.test/desk' to='x@b.test' id='m1' type='chat'><body>hi</body></message>",
    );
    expect(outgoing.write()).to.equal(undefined);
  });

  for (const when of ['wait', 'write'] as const)
    it(`tells its sender that it failed, with nothing of it, where it ${when === 'wait' ? 'waited' : 'was written'}`, () => {
      sentBySam(when).failed('lost');
      expect(sam.heard())
        .to.match(/^<message from='x@b.test' to='sam@a.test\/desk' id='m1' type='error'/)
        .and.to.contain('<remote-server-timeout')
        .and.to.not.contain('body');
    });

  /** What the streams get of a message of sam's, and whether they write it at once. */
  function sentBySam(when: 'wait' | 'write'): Outgoing {
    const sent: Outgoing[] = [];
    const federation = new Federation(
      {
        send: (_pair, outgoing) => {
          sent.push(outgoing);
          if (when === 'write') outgoing.write();
        },
        reset: () => undefined,
      },
      world.domain,
    );
    const body = element('jabber:client', 'body', {}, ['hi']);
    federation.send(
      ownStanza({
        ...{ kind: 'message', type: 'chat', id: 'm1', from: jid('sam@a.test/desk'), to: jid('x@b.test') },
        element: element('jabber:client', 'message', {}, [body]),
      }),
    );
    const [outgoing] = sent;
    if (outgoing === undefined) throw new Error('nothing was sent');
    return outgoing;
  }
});
