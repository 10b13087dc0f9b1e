import { expect } from 'chai';
import {
  asks,
  entered,
  errorOf,
  fence,
  foundOf,
  joinError,
  type Lines,
  ops,
  presence,
  roomMade,
  said,
  stepOf,
} from './room.fixture.ts';
import { actors, fixtures, note, ping, received, sent, type Told } from './transcript.fixture.ts';

const setting = `
  - room: {name: ops, owner: tess}
  - enter: {actor: rita, room: ops, expect: entered}`;

const label = fixtures.labelElement('A-R');

/** What does not hold of a probe of tess's that rita gets as well, in step 2, and after it. */
function flaws(extra: { early?: Lines; late?: Lines; after?: Lines }): string[] {
  const steps = `${setting}
  - probe: {from: tess, to: {room: ops}, type: groupchat, label: A-R, at: [tess, rita], expect: delivered}
  - leave: {actor: rita, room: ops}`;
  const lines: Lines = {
    ...roomMade,
    ...entered(1, 'rita'),
    ...stepOf(2, {
      ...extra.early,
      ...passing('control'),
      ...passing('stimulus'),
      ...passing('fence'),
      ...ping(2),
      ...extra.late,
    }),
    ...left,
    ...extra.after,
  };
  return [2, 3].flatMap((step) => foundOf(steps, step, lines)).filter((one) => !one.startsWith('passed'));
}

function passing(key: string): Lines {
  const body = `<body>nonce-of-${key}</body>${label}`;
  const value = { id: key, nonce: `nonce-of-${key}`, to: ops, from: 'tess', at: ['tess', 'rita'] };
  return {
    [key]: note(2, key, value),
    [`${key}Sent`]: sent('tess', `<message type='groupchat' id='${key}' to='${ops}'>${body}</message>`),
    [`${key}AtTess`]: said('tess', 'tess', body, ` id='${key}'`),
    [`${key}AtRita`]: said('rita', 'tess', body, ` id='${key}'`),
  };
}

const left: Lines = stepOf(3, {
  leave: note(3, 'leave', { id: 'leave', from: 'rita', to: `${ops}/rita` }),
  leaves: sent('rita', `<presence type='unavailable' id='leave' to='${ops}/rita'/>`),
  gone: presence('rita', 'rita', { type: 'unavailable', role: 'none', codes: ['110'] }),
  ...fence(3, 'rita'),
});

describe('unexplained', () => {
  const outside = 'failed: rita is told nothing of ops@muc.a.test while not in it: there came: ';
  const nobody = 'failed: what rita is told in ops@muc.a.test was said there by somebody: there came: ';

  it('finds nothing where all was said by somebody to those in the room', () => {
    expect(flaws({})).to.deep.equal([]);
  });

  it('finds what goes on being told to one who has left: presence, group messages, and others', () => {
    const told: Told[] = [
      presence('rita', 'sam'),
      said('rita', 'tess', '<body>nonce-of-fence</body>'),
      said('rita', '', '<subject>Lunch</subject>'),
      received('rita', `<message from='${ops}' to='${actors.rita}'><body>they meet</body></message>`),
    ];
    for (const after of told) {
      const [first, ...more] = flaws({ after: { after } });
      expect(first).to.contain(outside);
      expect(more).to.deep.equal([]);
    }
  });

  it('takes an invitation, an answer and an error for what one outside may be told', () => {
    const x = `<x xmlns='http://jabber.org/protocol/muc#user'><invite from='${ops}/tess'/></x>`;
    const after: Lines = {
      invitation: received('rita', `<message from='${ops}' to='${actors.rita}'>${x}</message>`),
      error: received(
        'rita',
        `<presence type='error' id='leave' from='${ops}/rita'>${errorOf('not-acceptable')}</presence>`,
      ),
      iq: received('rita', `<iq type='result' id='some' from='${ops}' to='${actors.rita}'/>`),
    };
    expect(flaws({ after })).to.deep.equal([]);
  });

  it('finds a message in the name of an occupant that nobody sent, at any time', () => {
    const stub = said('rita', 'tess', label, " id='other'");
    for (const where of ['early', 'late'] as const)
      expect(flaws({ [where]: { stub } })[0]).to.contain(nobody);
    const delayed = `<delay xmlns='urn:xmpp:delay' from='${ops}' stamp='2026-01-01T00:00:00Z'/>`;
    const placeholder = said('rita', '', `<body>withheld</body>${delayed}`);
    expect(flaws({ early: { placeholder } })[0]).to.contain(nobody);
  });

  it('cannot say what holds where the history is older than the scenario', () => {
    const delayed = `<delay xmlns='urn:xmpp:delay' from='${ops}' stamp='2025-12-31T23:59:59Z'/>`;
    const before = said('rita', 'ann', `<body>hello</body>${delayed}`);
    expect(flaws({ early: { before } })).to.deep.equal([
      'inconclusive: ops@muc.a.test holds nothing of before this scenario: its history is older',
    ]);
    expect(flaws({ after: { before } })[0]).to.contain(outside);
  });

  it('finds what the room says of itself only where a message is tested, and never a status', () => {
    const words = said('rita', '', '<body>somebody had to do without</body>');
    expect(flaws({ early: { words } })).to.deep.equal([]);
    expect(flaws({ late: { words } })[0]).to.contain(nobody);
    const x = "<x xmlns='http://jabber.org/protocol/muc#user'><status code='104'/></x>";
    expect(flaws({ late: { status: said('rita', '', x) } })).to.deep.equal([]);
  });

  it('finds a subject or an invitation that nobody sent where a message is tested, and at no other time', () => {
    const subject = said('rita', 'tess', '<subject>Lunch</subject>');
    const x = `<x xmlns='http://jabber.org/protocol/muc#user'><invite from='${ops}/tess'/></x>`;
    const invitation = received('rita', `<message from='${ops}' to='${actors.rita}'>${x}</message>`);
    for (const stray of [subject, invitation]) {
      expect(flaws({ early: { stray } })).to.deep.equal([]);
      expect(flaws({ late: { stray } })[0]).to.contain(nobody);
    }
  });

  it('finds an error that answers nothing that its recipient sent', () => {
    const error = (id: string): Told =>
      received('tess', `<message type='error' id='${id}' from='${ops}'>${errorOf('forbidden')}</message>`);
    expect(flaws({ late: { error: error('of-another') } })).to.deep.equal([
      'failed: each error that tess gets from ops@muc.a.test answers something: there came: error forbidden',
    ]);
  });

  it('finds what comes to one who was refused, before it asked and after, and leaves the time between to the refusal', () => {
    const refused = (extra: { before?: Lines; after?: Lines }): string[] => {
      const lines: Lines = {
        ...roomMade,
        ...stepOf(1, {
          ...extra.before,
          ...asks(1, 'rita'),
          error: joinError(1, 'rita', errorOf('forbidden')),
          ...fence(1, 'rita'),
          ...extra.after,
        }),
      };
      const steps = `
  - room: {name: ops, owner: tess}
  - enter: {actor: rita, room: ops, expect: refused}
  - enter: {actor: sam, room: ops, expect: entered}`;
      return foundOf(steps, 1, lines).filter((one) => !one.startsWith('passed'));
    };
    const other = presence('rita', 'tess');
    expect(refused({})).to.deep.equal([]);
    expect(refused({ before: { other } })[0]).to.contain(outside);
    expect(refused({ after: { other } })).to.have.lengthOf(1);
    const knocked = said('tess', '', '<body>rita knocked</body>');
    expect(refused({ after: { knocked } })[0]).to.contain('was said there by somebody');
  });

  it('does not know where a session was that somebody takes over', () => {
    const resumed = received('desk', "<resumed xmlns='urn:xmpp:sm:3' previd='some' h='0'/>");
    const copy = said('desk', 'tess', '<subject>Lunch</subject>');
    expect(flaws({ after: { copy } })).to.have.lengthOf(1);
    expect(flaws({ after: { resumed, copy } })).to.deep.equal([]);
  });
});
