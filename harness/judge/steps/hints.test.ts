import { expect } from 'chai';
import { entered, foundOf, type Lines, ops, presence, roomMade, stepOf } from '../room.fixture.ts';
import { actors, fixtures, note, ping, received, sent, type Told } from '../transcript.fixture.ts';

type Name = 'tess' | 'rita' | 'sam';

const label = fixtures.labelElement('A-S');
const all = ['tess', 'rita', 'sam'] as const;
const before: Lines = { ...roomMade, ...entered(1, 'rita'), ...entered(2, 'sam') };

/** One groupchat message of tess's, noted and sent, and its copy at each of these. */
function passing(key: string, at: readonly Name[]): Lines {
  const body = `<body>nonce-of-${key}</body>${label}`;
  const value = { id: key, nonce: `nonce-of-${key}`, to: ops, from: 'tess', at: all };
  return {
    [key]: note(3, key, value),
    [`${key}Sent`]: sent('tess', `<message type='groupchat' id='${key}' to='${ops}'>${body}</message>`),
    ...Object.fromEntries(at.map((name) => [`${key}At${name}`, copyAt(name, key, body)])),
  };
}

function copyAt(to: Name, id: string, inside: string): Told {
  return received(
    to,
    `<message type='groupchat' id='${id}' from='${ops}/tess' to='${actors[to]}'>${inside}</message>`,
  );
}

/** What does not hold of a message that rita must not have, with this around its copies. */
function flaws({
  early = {},
  between = {},
  late = {},
  gone = {},
}: Readonly<Record<string, Lines>>): string[] {
  const steps = `
  - room: {name: ops, owner: tess}
  - enter: {actor: rita, room: ops, expect: entered}
  - enter: {actor: sam, room: ops, expect: entered}
  - probe: {from: tess, to: {room: ops}, type: groupchat, label: A-S, at: [tess, sam], notAt: [rita], expect: delivered}
  - probe: {from: tess, to: {room: ops}, type: groupchat, label: A-U, at: [tess, rita, sam], expect: delivered}`;
  const lines = stepOf(3, {
    ...early,
    ...passing('control', all),
    ...passing('stimulus', ['tess', 'sam']),
    ...between,
    ...passing('fence', all),
    ...late,
    ...ping(3),
  });
  return foundOf(steps, 3, { ...before, ...lines, ...gone }).filter((one) => !one.startsWith('passed'));
}

describe('hintFlaws', () => {
  const claim = 'failed: tess is not told that rita had to do without (MUC-S2-02): there came: ';
  const status = received(
    'tess',
    `<message type='groupchat' from='${ops}' to='${actors.tess}'><body>rita may not have it</body></message>`,
  );

  it('holds where the sender sees its own copies and nothing else', () => {
    expect(flaws({})).to.deep.equal([]);
  });

  it('tells of whatever else the room says to the sender, before the fence or after it', () => {
    for (const where of ['between', 'late']) {
      const [first, ...more] = flaws({ [where]: { status } });
      expect(first).to.match(new RegExp(`^${claim.replaceAll(/[()]/g, '\\$&')}`));
      expect(more).to.deep.equal([]);
    }
    const left = presence('tess', 'rita', { type: 'unavailable' });
    expect(flaws({ between: { left } })).to.have.lengthOf(1);
  });

  it('tells of it at those who have the message as well', () => {
    const told = presence('sam', 'rita', { type: 'unavailable' });
    const [first, ...more] = flaws({ late: { told } });
    expect(first).to.contain('failed: sam is not told that rita had to do without (MUC-S2-02)');
    expect(more).to.deep.equal([]);
  });

  it('says nothing of what came before the control, nor of who leaves when all is over', () => {
    const late = presence('tess', 'sam');
    expect(flaws({ early: { late } })).to.deep.equal([]);
    expect(flaws({ gone: { left: presence('tess', 'rita', { type: 'unavailable' }) } })).to.deep.equal([]);
  });

  it('says nothing of an error that answers the message, which is told of by itself', () => {
    const forbidden = "<error type='auth'><forbidden xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></error>";
    const error = received(
      'tess',
      `<message type='error' id='stimulus' from='${ops}/rita' to='${actors.tess}'>${forbidden}</message>`,
    );
    expect(flaws({ between: { error } })).to.deep.equal([
      'failed: tess gets no error: an error came: forbidden',
    ]);
  });
});
