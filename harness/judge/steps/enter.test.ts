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
} from '../room.fixture.ts';
import { actors, fixtures, received, stream } from '../transcript.fixture.ts';

const room = '  - room: {name: ops, owner: tess}\n';
const pings = "passed: sam's pings through ops and to the server are answered";

describe('judgeEnter, of one who should enter', () => {
  const steps = `${room}  - enter: {actor: sam, room: ops, expect: entered}`;
  const lines: Lines = { ...roomMade, ...entered(1, 'sam') };

  it('passes when presence, its own presence and the subject came, in this order', () => {
    expect(foundOf(steps, 1, lines)).to.deep.equal([
      'passed: sam enters ops',
      'passed: the subject ends what sam is told on entering (XEP-0045 §7.2.15)',
      pings,
    ]);
  });

  it('fails on a refusal, and on silence that is proven', () => {
    const refused = { ...lines, own1: joinError(1, 'sam', errorOf('forbidden')) };
    expect(foundOf(steps, 1, refused, 'others1', 'subject1')[0]).to.equal(
      'failed: sam enters ops: it is refused: forbidden',
    );
    const bare = { ...lines, own1: joinError(1, 'sam', '') };
    expect(foundOf(steps, 1, bare, 'others1', 'subject1')[0]).to.equal(
      'failed: sam enters ops: it is refused: no condition',
    );
    expect(foundOf(steps, 1, lines, 'own1')[0]).to.equal(
      'failed: sam enters ops: no presence of its own came',
    );
  });

  it('is open where a ping is not answered, or nothing was sent', () => {
    expect(foundOf(steps, 1, lines, 'own1', 'room-fenceAnswer1')).to.deep.equal([
      'inconclusive: sam enters ops: no presence of its own came, and the proof is not complete',
      "inconclusive: sam's pings through ops and to the server are answered: no answer came",
    ]);
    expect(foundOf(steps, 1, lines, 'subject1', 'sender-fenceAnswer1')[1]).to.equal(
      'inconclusive: the subject ends what sam is told on entering (XEP-0045 §7.2.15): no subject came, and the proof is not complete',
    );
    expect(foundOf(steps, 1, lines, 'asksSent1')).to.include(
      'inconclusive: sam asks to enter ops: it was not sent',
    );
  });

  it('fails where the subject never comes, or the others come late', () => {
    expect(foundOf(steps, 1, lines, 'subject1')).to.include(
      'failed: the subject ends what sam is told on entering (XEP-0045 §7.2.15): no subject came',
    );
    const { others1, ...rest } = lines;
    if (others1 === undefined) throw new Error('no such line');
    const late = { ...rest, own1: presence('sam', 'sam', { codes: ['110'] }) };
    const withLate: Lines = Object.fromEntries(
      Object.entries(late).flatMap(([name, line]) =>
        name === 'own1'
          ? [
              ['own1', line],
              ['late', others1],
            ]
          : [[name, line]],
      ),
    );
    expect(foundOf(steps, 1, withLate)).to.include(
      'failed: the presence of the others comes before its own (XEP-0045 §7.2.2): that of tess comes after it',
    );
  });

  it('does not look at what comes when everybody has gone home', () => {
    const { others1, ...rest } = lines;
    if (others1 === undefined) throw new Error('no such line');
    expect(foundOf(steps, 1, { ...rest, others1 }).filter((one) => one.startsWith('failed'))).to.deep.equal(
      [],
    );
  });

  it('takes another nick where the service says that it gave one', () => {
    const other = (...codes: string[]): Lines => ({ ...lines, own1: presence('sam', 'sam-2', { codes }) });
    expect(foundOf(steps, 1, other('110', '210'))[0]).to.equal('passed: sam enters ops');
    expect(foundOf(steps, 1, other('110'))).to.include(`failed: its place is ${ops}/sam: it is ${ops}/sam-2`);
  });

  it('fails when its stream ends', () => {
    const ended: Lines = { ...roomMade, ...entered(1, 'sam', { gone: stream('sam', 'closed') }) };
    expect(foundOf(steps, 1, ended)).to.include("failed: sam's stream goes on: it ended: closed");
  });
});

describe('judgeEnter, of one who should be refused', () => {
  const enter = (more = ''): string =>
    `${room}  - enter: {actor: sam, room: ops, expect: refused${more}}
  - enter: {actor: rita, room: ops, expect: entered}`;
  const error = errorOf('forbidden', 'auth', ` by='${ops}'`);
  const refused = (line = joinError(1, 'sam', error), more: Lines = {}): Lines => ({
    ...roomMade,
    ...stepOf(1, { ...asks(1, 'sam'), error: line, ...more, ...fence(1, 'sam') }),
    ...entered(2, 'rita'),
  });
  const nothing = 'passed: sam is told nothing else of ops (ACC-ROOM-01)';

  it('passes on one error and nothing else', () => {
    expect(foundOf(enter(), 1, refused())).to.deep.equal(['passed: sam is refused at ops', nothing, pings]);
  });

  it('fails on anything else that the room shows, before, after or in a later step', () => {
    const shown = (more: Lines): string[] => foundOf(enter(), 1, refused(undefined, more));
    const claim = 'failed: sam is told nothing else of ops (ACC-ROOM-01): there came:';
    expect(shown({ other: presence('sam', 'tess') })).to.include(`${claim} presence x`);
    expect(shown({ other: said('sam', '', '<subject/>') })).to.include(`${claim} message groupchat`);
    const later = { ...refused(), later: presence('sam', 'rita') };
    expect(foundOf(enter(), 1, later)).to.include(`${claim} presence x`);
    const answer = received('sam', `<iq type='error' from='${ops}/tess' to='${actors.sam}'>${error}</iq>`);
    expect(foundOf(enter(), 1, { ...refused(), answer })).to.include(nothing);
  });

  it('does not count what one who is inside is told after a refused nick', () => {
    const steps = `${room}  - enter: {actor: sam, room: ops, expect: entered}
  - enter: {actor: sam, room: ops, nick: tess, expect: refused, condition: [conflict]}
  - occupants: {at: sam, room: ops, here: [tess]}`;
    const lines: Lines = {
      ...roomMade,
      ...entered(1, 'sam'),
      ...stepOf(2, {
        ...asks(2, 'sam', 'tess'),
        error: joinError(
          2,
          'sam',
          errorOf('conflict', 'cancel'),
          `id='enter-2' from='${ops}/tess' to='${actors.sam}'`,
        ),
        ...fence(2, 'sam'),
      }),
      ...stepOf(3, { moved: presence('sam', 'tess'), ...fence(3, 'sam') }),
    };
    expect(foundOf(steps, 2, lines)).to.deep.equal(['passed: sam is refused at ops', nothing, pings]);
  });

  it('fails on an error with something of the room in it', () => {
    const claim = 'failed: the error tells nothing of ops (ACC-ROOM-01)';
    const holding = (inside: string): string[] =>
      foundOf(enter(), 1, refused(joinError(1, 'sam', `${inside}${error}`))).filter((one) =>
        one.startsWith('failed'),
      );
    expect(holding("<x xmlns='http://jabber.org/protocol/muc'/>")).to.deep.equal([]);
    expect(holding('<subject>Lunch</subject>')).to.deep.equal([`${claim}: it holds <subject/>`]);
    expect(holding(`<x xmlns='some'>${actors.tess}</x>`)).to.deep.equal([`${claim}: it shows u-ts@a.test`]);
    expect(
      holding("<x xmlns='http://jabber.org/protocol/muc#user'><item role='moderator'/></x>"),
    ).to.deep.equal([`${claim}: it holds <item/>`]);
  });

  it('fails where those in the room are told of one who is not let in, unless another has the nick', () => {
    const claim = 'failed: nobody in ops is told of sam (ACC-ROOM-08): tess is';
    expect(foundOf(enter(), 1, refused(undefined, { ghost: presence('tess', 'sam') }))).to.include(claim);
    expect(foundOf(enter(), 1, { ...refused(), ghost: presence('tess', 'sam') })).to.include(claim);
    const taken = `${room}  - enter: {actor: rita, room: ops, nick: sam, expect: entered}
  - enter: {actor: sam, room: ops, expect: refused, condition: [conflict]}`;
    const lines: Lines = {
      ...roomMade,
      ...stepOf(1, {
        ...asks(1, 'rita', 'sam'),
        own: presence('rita', 'sam', { codes: ['110'] }),
        subject: said('rita', '', '<subject/>'),
        ...fence(1, 'rita'),
      }),
      ...stepOf(2, {
        ...asks(2, 'sam'),
        error: joinError(2, 'sam', errorOf('conflict', 'cancel')),
        moved: presence('tess', 'sam'),
        ...fence(2, 'sam'),
      }),
    };
    expect(foundOf(taken, 2, lines).filter((one) => one.startsWith('failed'))).to.deep.equal([]);
  });

  it('fails on one who enters', () => {
    const inside = refused(presence('sam', 'sam', { codes: ['110'] }));
    expect(foundOf(enter(), 1, inside)).to.deep.equal([
      'failed: sam is refused at ops: it enters',
      'failed: sam is told nothing else of ops (ACC-ROOM-01): there came: presence x',
      pings,
    ]);
  });

  it('fails on silence that is proven, and is open on any other', () => {
    expect(foundOf(enter(), 1, refused(), 'error')).to.deep.equal([
      'failed: sam is refused at ops: no error came',
      nothing,
      pings,
    ]);
    expect(foundOf(enter(), 1, refused(), 'error', 'room-fenceAnswer1').slice(0, 2)).to.deep.equal([
      'inconclusive: sam is refused at ops: no error came, and the proof is not complete',
      'inconclusive: sam is told nothing else of ops (ACC-ROOM-01): nothing came, and the proof is not complete',
    ]);
  });

  it('fails on an error that is not that of a room', () => {
    const flaws = (line: ReturnType<typeof joinError>, more = ''): string[] =>
      foundOf(enter(more), 1, refused(line)).filter((one) => one.startsWith('failed'));
    const addressed = (id: string, from: string): string => `id='${id}' from='${from}' to='${actors.sam}'`;
    expect(flaws(joinError(1, 'sam', error, addressed('other', ops)))).to.deep.equal([
      'failed: the error has the id of what it answers (ACC-ROOM-02): it is other',
      `failed: the error comes from ${ops}/sam (ACC-ROOM-02): it comes from ${ops}`,
    ]);
    expect(flaws(joinError(1, 'sam', errorOf('forbidden', 'auth', " by='a.test'")))).to.deep.equal([
      'failed: the error says that the room made it (ACC-ROOM-02): it says a.test',
    ]);
    expect(flaws(joinError(1, 'sam', `${fixtures.labelElement('A-S')}${error}`))).to.deep.equal([
      'failed: the error holds no label (ERR-03): there is one in it',
    ]);
    expect(flaws(joinError(1, 'sam', errorOf('service-unavailable', 'cancel')))).to.deep.equal([
      'failed: the error says forbidden or registration-required or not-allowed or item-not-found (ACC-ROOM-02): it says service-unavailable',
    ]);
    expect(flaws(joinError(1, 'sam', error), ', condition: [conflict], type: [cancel]')).to.deep.equal([
      'failed: the error says conflict (ACC-ROOM-02): it says forbidden',
      "failed: the error's type is cancel: it is auth",
    ]);
    expect(flaws(joinError(1, 'sam', error), ', accepts: [cancel/item-not-found]')).to.deep.equal([
      'failed: the error is cancel/item-not-found (ACC-ROOM-02): it is auth/forbidden',
    ]);
    const x = `, contains: ["<x xmlns='http://jabber.org/protocol/muc'/>"]`;
    expect(flaws(joinError(1, 'sam', error), x)).to.deep.equal([
      "failed: the error holds `<x xmlns='http://jabber.org/protocol/muc'/>` (ACC-ROOM-02): it does not",
    ]);
    expect(
      flaws(joinError(1, 'sam', `<x xmlns="http://jabber.org/protocol/muc"/>${error}`), x),
    ).to.deep.equal([]);
  });

  it('fails on an error that says nothing', () => {
    const none = refused(joinError(1, 'sam', '', `from='${ops}/sam' to='${actors.sam}'`));
    expect(foundOf(enter(', type: [auth]'), 1, none).filter((one) => one.startsWith('failed'))).to.deep.equal(
      [
        'failed: the error has the id of what it answers (ACC-ROOM-02): it is missing',
        "failed: the error's type is auth: it is missing",
        'failed: there is one <error/> in it (ERR-01): there are 0',
      ],
    );
    expect(foundOf(enter(), 1, none)).to.include(
      'failed: the error says forbidden or registration-required or not-allowed or item-not-found (ACC-ROOM-02): it says none',
    );
  });

  it('looks until it asks again, and not at what comes then', () => {
    const steps = `${enter()}\n  - enter: {actor: sam, room: ops, expect: entered}`;
    expect(foundOf(steps, 1, { ...refused(), ...entered(3, 'sam') })).to.deep.equal([
      'passed: sam is refused at ops',
      nothing,
      pings,
    ]);
  });

  it('fails on two errors', () => {
    const twice = refused(undefined, { again: joinError(1, 'sam', error) });
    expect(foundOf(enter(), 1, twice)).to.include('failed: sam is told once: 2 errors came');
  });
});

describe('judgeLeave', () => {
  const steps = `${room}  - enter: {actor: sam, room: ops, expect: entered}
  - leave: {actor: sam, room: ops}`;
  const lines: Lines = {
    ...roomMade,
    ...entered(1, 'sam'),
    ...stepOf(2, {
      leave: {
        kind: 'note',
        step: 2,
        key: 'leave',
        value: JSON.stringify({ id: 'l', from: 'sam', to: `${ops}/sam` }),
      },
      gone: presence('sam', 'sam', { type: 'unavailable', codes: ['110'], role: 'none' }),
      ...fence(2, 'sam'),
    }),
  };

  it('wants to see that the room says so', () => {
    expect(foundOf(steps, 2, lines)).to.deep.equal(['passed: sam leaves ops']);
    expect(foundOf(steps, 2, lines, 'gone')).to.deep.equal(['failed: sam leaves ops: no presence says so']);
    expect(foundOf(steps, 2, lines, 'gone', 'room-fenceAnswer2')).to.deep.equal([
      'inconclusive: sam leaves ops: no presence says so, and the proof is not complete',
    ]);
    expect(foundOf(steps, 2, lines, 'leave')).to.deep.equal([
      'inconclusive: sam leaves ops: it was not sent',
    ]);
  });
});
