import { expect } from 'chai';
import { entered, foundOf, type Lines, ops, roomMade, stepOf } from '../room.fixture.ts';
import { mucUserNamespace } from '../rooms.ts';
import { actors, fixtures, note, ping, received, sent, type Told } from '../transcript.fixture.ts';

type Name = 'tess' | 'rita' | 'sam';

const label = fixtures.labelElement('A-R');
const all = ['tess', 'rita', 'sam'] as const;
const before: Lines = { ...roomMade, ...entered(1, 'rita'), ...entered(2, 'sam') };

/** One groupchat message of tess's, noted and sent, and its copy at each of these. */
function passing(key: string, at: readonly Name[]): Lines {
  const body = `<body>nonce-of-${key}</body>${label}`;
  const value = { id: key, nonce: `nonce-of-${key}`, to: ops, from: 'tess', at: all };
  return {
    [key]: note(3, key, value),
    [`${key}Sent`]: sent('tess', `<message type='groupchat' id='${key}' to='${ops}'>${body}</message>`),
    ...Object.fromEntries(at.map((name) => [`${key}At${name}`, from(name, body, key)])),
  };
}

function from(to: Name, inside: string, id = 'stub'): Told {
  const place = `id='${id}' from='${ops}/tess' to='${actors[to]}'`;
  return received(to, `<message type='groupchat' ${place}>${inside}</message>`);
}

/** What does not hold of a probe with this around its stimulus, which reached `at`. */
function flaws(probe: string, at: readonly Name[], extra: { between?: Lines; after?: Lines } = {}): string[] {
  const steps = `
  - room: {name: ops, owner: tess}
  - enter: {actor: rita, room: ops, expect: entered}
  - enter: {actor: sam, room: ops, expect: entered}
  - probe: {from: tess, to: {room: ops}, type: groupchat, label: A-R, ${probe}}
  - probe: {from: tess, to: {room: ops}, type: groupchat, label: A-U, at: [tess, rita, sam], expect: delivered}`;
  const lines = {
    ...passing('control', all),
    ...passing('stimulus', at),
    ...extra.between,
    ...passing('fence', all),
    ...ping(3),
    ...extra.after,
  };
  return foundOf(steps, 3, { ...before, ...stepOf(3, lines) }).filter((one) => !one.startsWith('passed'));
}

describe('stubFlaws', () => {
  const withheld = 'at: [tess, sam], notAt: [rita], expect: delivered';
  const refused = 'at: [tess, rita, sam], expect: refused';
  const claim = 'failed: nothing comes to rita in place of the message: there came: ';

  it('tells of an empty message where one was withheld', () => {
    expect(flaws(withheld, ['tess', 'sam'])).to.deep.equal([]);
    const [first, ...more] = flaws(withheld, ['tess', 'sam'], { between: { stub: from('rita', '') } });
    expect(first).to.match(new RegExp(`^${claim}`));
    expect(more).to.deep.equal([]);
  });

  it('tells of it where the message was refused, and not of the error at the sender', () => {
    const forbidden = "<error type='auth'><forbidden xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></error>";
    const place = `id='stimulus' type='error' from='${ops}' to='${actors.tess}'`;
    const roomError = received('tess', `<message ${place}>${forbidden}</message>`);
    expect(flaws(refused, [], { between: { roomError } })).to.deep.equal([]);
    expect(flaws(refused, [], { between: { stub: from('rita', '') } })[0]).to.match(new RegExp(`^${claim}`));
  });

  it('says nothing of the control of another, where each has one', () => {
    const other: Lines = {
      another: note(3, 'control.1', {
        id: 'another',
        nonce: 'nonce-of-another',
        to: ops,
        from: 'tess',
        at: ['sam'],
      }),
      anotherAtRita: from('rita', `<body>nonce-of-another</body>${label}`, 'another'),
    };
    expect(flaws(withheld, ['tess', 'sam'], { between: other })).to.deep.equal([]);
  });

  it('tells of an invitation without its words, where control and fence go past the room', () => {
    const steps = (bracket: string): string => `
  - room: {name: ops, owner: tess}
  - room: {name: hall, owner: sam}
  - probe: {from: tess, to: {room: ops}, stanza: "<message id='\${id}'>\${nonce}</message>", at: [rita], bracket: {${bracket}}, expect: refused}
  - enter: {actor: sam, room: ops, expect: entered}
  - probe: {from: tess, to: {room: ops}, type: groupchat, at: [tess, sam], expect: delivered}`;
    const hall = 'hall@muc.a.test';
    const noted = (key: string, by: Name, to: string): Told =>
      note(2, key, { id: key, nonce: `nonce-of-${key}`, to, from: by, at: ['rita'] });
    const invites = (room: string, text: string): Told =>
      received('rita', `<message from='${room}'><x xmlns='${mucUserNamespace}'>${text}</x></message>`);
    const lines = stepOf(2, {
      control: noted('control', 'sam', hall),
      controlComes: invites(hall, 'nonce-of-control'),
      stimulus: noted('stimulus', 'tess', ops),
      stimulusSent: sent('tess', `<message to='${ops}' id='stimulus'>nonce-of-stimulus</message>`),
      stub: invites(ops, '<invite/>'),
      fence: noted('fence', 'sam', hall),
      fenceComes: invites(hall, 'nonce-of-fence'),
    });
    const stubs = (bracket: string): string[] =>
      foundOf(steps(bracket), 2, { ...roomMade, ...lines }).filter((one) => one.includes('in place of'));
    expect(stubs('from: sam, to: {room: hall}').join()).to.match(new RegExp(`^${claim}`));
    expect(stubs('from: tess')).to.deep.equal([]);
  });

  it('tells of it after the fence too, by what nobody said, and not of what comes from elsewhere', () => {
    const late = flaws(withheld, ['tess', 'sam'], { after: { stub: from('rita', '') } });
    expect(late).to.have.lengthOf(1);
    expect(late[0]).to.match(/^failed: what rita is told in ops@muc.a.test was said there by somebody: /);
    const elsewhere = received('rita', `<message from='${actors.sam}' to='${actors.rita}'/>`);
    expect(flaws(withheld, ['tess', 'sam'], { between: { elsewhere } })).to.deep.equal([]);
  });
});
