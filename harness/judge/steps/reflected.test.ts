import { expect } from 'chai';
import { entered, errorOf, foundOf, type Lines, ops, roomMade, said, stepOf } from '../room.fixture.ts';
import { actors, fixtures, note, ping, received, sent, type Told } from '../transcript.fixture.ts';

const setting = `
  - room: {name: ops, owner: tess}
  - enter: {actor: rita, room: ops, expect: entered}
  - enter: {actor: sam, room: ops, expect: entered}`;
const before: Lines = { ...roomMade, ...entered(1, 'rita'), ...entered(2, 'sam') };
const label = fixtures.labelElement('A-R');

type Name = 'tess' | 'rita' | 'sam';

/** Lines of one stanza of tess's to the room, noted and sent, and of the copy at each of these. */
function passing(
  key: string,
  at: readonly Name[],
  { nonce = `nonce-of-${key}`, to = ops, type = 'groupchat' } = {},
): Lines {
  const body = `<body>${nonce}</body>${label}`;
  const value = { id: key, nonce, to, from: 'tess', at: ['tess', 'rita', 'sam'] };
  const copies = at.map((name) => [`${key}At${name}`, copy(name, body, { id: key, type })] as const);
  return {
    [key]: note(3, key, value),
    [`${key}Sent`]: sent('tess', `<message type='${type}' id='${key}' to='${to}'>${body}</message>`),
    ...Object.fromEntries(copies),
  };
}

function copy(to: Name, inside: string, { from = `${ops}/tess`, id = '', type = 'groupchat' } = {}): Told {
  return received(
    to,
    `<message type='${type}' id='${id}' from='${from}' to='${actors[to]}'>${inside}</message>`,
  );
}

const all = ['tess', 'rita', 'sam'] as const;

/** What is found of the fourth step, a probe, that does not hold. */
function flaws(probe: string, lines: Lines, ...without: string[]): string[] {
  const steps = `${setting}\n  - probe: {from: tess, to: {room: ops}, type: groupchat, label: A-R, ${probe}}
  - probe: {from: tess, to: {room: ops}, type: groupchat, label: A-U, at: [tess, rita, sam], expect: delivered}`;
  return foundOf(steps, 3, { ...before, ...stepOf(3, lines) }, ...without).filter(
    (one) => !one.startsWith('passed'),
  );
}

const bracketed = (stimulus: Lines): Lines => ({
  ...passing('control', all),
  ...stimulus,
  ...passing('fence', all),
  ...ping(3),
});

describe('judgeProbe, of a message to a room', () => {
  const delivered = 'at: [tess, rita, sam], expect: delivered';

  it('passes where everybody gets it from the place of its sender', () => {
    expect(flaws(delivered, bracketed(passing('stimulus', all)))).to.deep.equal([]);
  });

  it('knows one without any text by its id', () => {
    const bare = sent('tess', `<message type='groupchat' id='stimulus' to='${ops}'>${label}</message>`);
    const wordless: Record<string, Told> = { ...passing('stimulus', all), stimulusSent: bare };
    for (const name of all) wordless[`stimulusAt${name}`] = copy(name, label, { id: 'stimulus' });
    const without = 'body: false';
    expect(flaws(`${without}, ${delivered}`, bracketed(wordless))).to.deep.equal([]);
    const withheld = `${without}, at: [tess, sam], notAt: [rita], expect: delivered`;
    expect(flaws(withheld, bracketed(wordless)).join()).to.contain('rita');
  });

  it('fails where a copy is addressed to another', () => {
    const elsewhere = received(
      'rita',
      `<message type='groupchat' id='stimulus' from='${ops}/tess' to='${actors.sam}'><body>nonce-of-stimulus</body>${label}</message>`,
    );
    expect(
      flaws(delivered, bracketed({ ...passing('stimulus', all), stimulusAtrita: elsewhere })),
    ).to.deep.equal([`failed: the copy is for ${actors.rita}: it is for ${actors.sam}`]);
  });

  it('fails where somebody lacks it, or gets it from another place', () => {
    expect(flaws(delivered, bracketed(passing('stimulus', all)), 'stimulusAtrita')).to.deep.equal([
      'failed: rita receives the message once: nothing came',
    ]);
    const stray = {
      ...passing('stimulus', all),
      stimulusAtrita: copy('rita', `<body>nonce-of-stimulus</body>${label}`, { from: `${ops}/sam` }),
    };
    expect(flaws(delivered, bracketed(stray))).to.deep.equal([
      `failed: the copy comes from ${ops}/tess: it comes from ${ops}/sam`,
    ]);
    const real = {
      ...stray,
      stimulusAtrita: copy('rita', `<body>nonce-of-stimulus</body>${label}`, { from: actors.tess }),
    };
    expect(flaws(delivered, bracketed(real))).to.deep.equal([
      `failed: the copy comes from ${ops}/tess: it comes from ${actors.tess}`,
    ]);
    const nobody = received(
      'rita',
      `<message type='groupchat'><body>nonce-of-stimulus</body>${label}</message>`,
    );
    expect(flaws(delivered, bracketed({ ...stray, stimulusAtrita: nobody }))).to.deep.equal([
      `failed: the copy comes from ${ops}/tess: it comes from nobody`,
    ]);
    expect(flaws(delivered, bracketed(passing('stimulus', all)), 'own0')[0]).to.equal(
      `failed: the copy comes from its sender's place in ${ops}: it comes from ${ops}/tess`,
    );
  });

  it('asks for the id only where the scenario does', () => {
    const renamed = {
      ...passing('stimulus', all),
      stimulusAtrita: copy('rita', `<body>nonce-of-stimulus</body>${label}`, { id: 'other' }),
    };
    expect(flaws(delivered, bracketed(renamed))).to.deep.equal([]);
    expect(flaws(`${delivered}, shows: {sameId: true}`, bracketed(renamed))).to.deep.equal([
      "failed: the copy's id is stimulus: it is other",
    ]);
    const none = received(
      'rita',
      `<message type='groupchat' from='${ops}/tess'><body>nonce-of-stimulus</body>${label}</message>`,
    );
    expect(
      flaws(`${delivered}, shows: {sameId: true}`, bracketed({ ...renamed, stimulusAtrita: none })),
    ).to.deep.equal(["failed: the copy's id is stimulus: it is missing"]);
  });

  it('compares the subject', () => {
    const other = copy('rita', `<body>nonce-of-stimulus</body><subject>other</subject>${label}`);
    expect(flaws(delivered, bracketed({ ...passing('stimulus', all), stimulusAtrita: other }))).to.deep.equal(
      ["failed: the copy's subject is `none`: it is `other`"],
    );
  });

  it('fails where the order is not that of sending', () => {
    const { stimulusAtrita, ...rest } = passing('stimulus', all);
    if (stimulusAtrita === undefined) throw new Error('no such line');
    const late = {
      ...passing('control', all),
      ...rest,
      ...passing('fence', all),
      stimulusAtrita,
      ...ping(3),
    };
    expect(flaws(delivered, late)).to.deep.equal([
      'failed: rita gets messages in the order in which they were sent: it does not',
    ]);
  });

  it('fails where one who must not have it has it, or its sender is told', () => {
    const notRita = 'at: [tess, sam], notAt: [rita], expect: delivered';
    expect(flaws(notRita, bracketed(passing('stimulus', ['tess', 'sam'])))).to.deep.equal([]);
    expect(flaws(notRita, bracketed(passing('stimulus', all)))).to.deep.equal([
      'failed: rita does not receive the message: it came: message groupchat A-R',
    ]);
    const error = received(
      'tess',
      `<message type='error' id='stimulus' from='${ops}' to='${actors.tess}'>${errorOf('forbidden')}</message>`,
    );
    expect(flaws(notRita, bracketed({ ...passing('stimulus', ['tess', 'sam']), error }))).to.deep.equal([
      'failed: tess gets no error: an error came: forbidden',
    ]);
    expect(flaws(notRita, bracketed(passing('stimulus', ['tess', 'sam'])), 'fenceAtrita')).to.include(
      'inconclusive: rita does not receive the message: nothing came, and the proof is not complete',
    );
  });

  it('counts another session of an account that gets it as a stranger', () => {
    const lines = {
      ...bracketed(passing('stimulus', all)),
      desk: received('desk', `<message from='${ops}/tess'><body>nonce-of-stimulus</body></message>`),
    };
    expect(flaws(delivered, lines)).to.deep.equal([
      'failed: nobody but the room ops may see the message: desk sees it',
    ]);
  });

  it('takes what comes again on entering for history', () => {
    const again = entered(4, 'rita', {
      again: said(
        'rita',
        'tess',
        `<body>nonce-of-stimulus</body>${label}<delay xmlns='urn:xmpp:delay' from='${ops}' stamp='2026-01-01T00:00:00Z'/>`,
      ),
    });
    const steps = `${setting}
  - probe: {from: tess, to: {room: ops}, type: groupchat, label: A-R, at: [tess, rita, sam], expect: delivered}
  - enter: {actor: rita, room: ops, expect: entered}`;
    const lines = { ...before, ...stepOf(3, bracketed(passing('stimulus', all))), ...again };
    expect(foundOf(steps, 3, lines).filter((one) => !one.startsWith('passed'))).to.deep.equal([]);
  });
});

describe('judgeMatrix, in a room', () => {
  it('has one finding for each label, with who gets it and who does not', () => {
    const steps = `${setting}
  - matrix: {from: tess, room: ops, to: [tess, rita, sam], rows: {A-R: [+, '-', +], A-U: [+, +, +]}}`;
    const numbered = (lines: Lines): Lines =>
      Object.fromEntries(
        Object.entries(lines).map(([name, line]) => [
          name,
          line.kind === 'note' ? { ...line, key: `${line.key}.0` } : line,
        ]),
      );
    const lines = { ...before, ...stepOf(3, numbered(bracketed(passing('stimulus', ['tess', 'sam'])))) };
    expect(foundOf(steps, 3, lines)).to.deep.equal([
      'passed: A-R from tess to the room ops is delivered, to tess and sam and not to rita',
      'inconclusive: A-U from tess to the room ops is delivered, to tess, rita and sam: tess sends the message: it was not sent',
    ]);
  });
});

describe('judgeProbe, of a message that a room refuses', () => {
  const refused = 'at: [tess, rita, sam], expect: refused, refusal: {silence: forbidden}';
  const error = (inside: string, from = ops): Told =>
    received(
      'tess',
      `<message type='error' id='stimulus' from='${from}' to='${actors.tess}'>${inside}</message>`,
    );
  const withError = (line: Told): Lines => bracketed({ ...passing('stimulus', []), line });

  it('passes on one error of the room and no reflection', () => {
    expect(flaws(refused, withError(error(errorOf('forbidden'))))).to.deep.equal([]);
    expect(flaws(refused, bracketed(passing('stimulus', ['tess'])))).to.include(
      'failed: tess does not receive the message: it came: message groupchat A-R',
    );
  });

  it('fails on an error from elsewhere, or one that shows who somebody is', () => {
    expect(flaws(refused, withError(error(errorOf('forbidden'), `${ops}/rita`)))).to.deep.equal([
      `failed: the error comes from ${ops} (ERR-12): it comes from ${ops}/rita`,
    ]);
    const text = `<text xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'>not for u-r@a.test</text>`;
    expect(flaws(refused, withError(error(errorOf('forbidden', 'auth', '', text))))).to.deep.equal([
      "failed: the error shows nobody's real address (MUC-PM-04): it shows u-r@a.test",
    ]);
  });
});

describe('judgeProbe, with control and fence of another', () => {
  const probe = 'bracket: {from: rita}, at: [rita, sam, tess], expect: refused';
  const by = (key: string): Lines => ({
    ...passing(key, all),
    [key]: note(3, key, { id: key, nonce: `nonce-of-${key}`, to: ops, from: 'rita', at: all }),
  });
  const lines: Lines = {
    ...by('control'),
    ...passing('stimulus', []),
    asked: note(3, 'room-fence', { id: 'asked', from: 'tess' }),
    answer: received('tess', `<iq id='asked' type='error' from='${ops}/tess' to='${actors.tess}'/>`),
    ...by('fence'),
    ...ping(3),
  };

  it('believes silence only where the room has answered the sender in between', () => {
    expect(flaws(probe, lines)).to.deep.equal([]);
    expect(flaws(probe, lines, 'answer')).to.include(
      'inconclusive: rita does not receive the message: nothing came, and the proof is not complete',
    );
    expect(flaws(probe, lines, 'answer').at(-1)).to.contain('no answer of the room to tess');
    expect(flaws(probe, lines, 'asked').join()).to.contain('no answer of the room to tess');
  });

  it('asks nothing of the order, which no stream keeps', () => {
    const said = 'bracket: {from: rita}, at: [rita, sam, tess], expect: delivered';
    const copies = passing('stimulus', all);
    const { stimulusAtrita, ...rest } = copies;
    if (stimulusAtrita === undefined) throw new Error('no such line');
    expect(flaws(said, { ...lines, ...rest, late: stimulusAtrita })).to.deep.equal([]);
  });
});

describe('judgeProbe, of a private message and of an invitation', () => {
  const place = `${ops}/rita`;
  const steps = (to: string, more: string): string => `${setting}
  - probe: {from: tess, to: ${to}, label: A-R, ${more}}
  - probe: {from: tess, to: {room: ops}, type: groupchat, label: A-U, at: [tess, rita, sam], expect: delivered}`;
  const found = (to: string, more: string, lines: Lines): string[] =>
    foundOf(steps(to, more), 3, { ...before, ...stepOf(3, lines) }).filter(
      (one) => !one.startsWith('passed'),
    );
  const chat = (at: readonly Name[]): Lines => ({
    ...passing('control', ['rita'], { to: place, type: 'chat' }),
    ...passing('stimulus', at, { to: place, type: 'chat' }),
    ...passing('fence', ['rita'], { to: place, type: 'chat' }),
    ...ping(3),
  });

  it('takes a private message from the place of its sender', () => {
    expect(found('{room: ops, nick: rita}', 'at: [rita], expect: delivered', chat(['rita']))).to.deep.equal(
      [],
    );
  });

  it('takes another session of the account for a stranger to a private message, unless it asked for copies', () => {
    const copy = `<message from='${ops}/tess'><body>nonce-of-stimulus</body></message>`;
    const lines = { ...chat(['rita']), desk: received('desk', copy) };
    const privately = '{room: ops, nick: rita}';
    expect(found(privately, 'at: [rita], expect: delivered', lines)).to.deep.equal([
      'failed: nobody but rita in ops may see the message: desk sees it',
    ]);
    const asked = sent('desk', `<iq type='set' id='copies'><enable xmlns='urn:xmpp:carbons:2'/></iq>`);
    const forwarded = `<message from='u-r@a.test'><received xmlns='urn:xmpp:carbons:2'>${copy}</received></message>`;
    const copies = { ...chat(['rita']), asked, desk: received('desk', forwarded) };
    expect(found(privately, 'at: [rita], expect: delivered', copies)).to.deep.equal([]);
  });

  it('knows what stands in place of a private message by its id', () => {
    const refused = 'at: [rita], expect: refused';
    const stub = received('rita', `<message type='chat' id='stimulus' from='${ops}/tess'>${label}</message>`);
    expect(found('{room: ops, nick: rita}', refused, chat([]))).to.deep.equal([]);
    expect(found('{room: ops, nick: rita}', refused, { ...chat([]), stub })).to.deep.equal([
      'failed: rita does not receive the message: it came: message chat A-R',
    ]);
  });

  it('fails where the error about a private message is by the server of somebody', () => {
    const error = (by: string): Lines => ({
      ...chat([]),
      error: received(
        'tess',
        `<message type='error' id='stimulus' from='${place}' to='${actors.tess}'>${errorOf('forbidden', 'auth', ` by='${by}'`)}</message>`,
      ),
    });
    const refused = 'at: [rita], expect: refused';
    expect(found('{room: ops, nick: rita}', refused, error('muc.a.test'))).to.deep.equal([]);
    expect(found('{room: ops, nick: rita}', refused, error(place))).to.deep.equal([]);
    expect(found('{room: ops, nick: rita}', refused, error('a.test'))).to.deep.equal([
      'failed: the error is by the room (MUC-PM-04): it is by a.test',
    ]);
  });

  it('takes an invitation from the room itself, with a text for people beside it', () => {
    const invite = (nonce: string): string =>
      `<x xmlns='http://jabber.org/protocol/muc#user'><invite><reason>${nonce}</reason></invite></x>${label}`;
    const lines = (from: string): Lines => {
      const stanzas = ['control', 'stimulus', 'fence'].flatMap((key) => [
        [
          key,
          note(3, key, { id: key, nonce: `nonce-of-${key}`, to: ops, from: 'tess', at: ['rita'] }),
        ] as const,
        [
          `${key}Sent`,
          sent('tess', `<message id='${key}' to='${ops}'>${invite(`nonce-of-${key}`)}</message>`),
        ] as const,
        [
          `${key}Comes`,
          received(
            'rita',
            `<message from='${from}' to='${actors.rita}'>${invite(`nonce-of-${key}`)}<body>come in</body></message>`,
          ),
        ] as const,
      ]);
      return { ...Object.fromEntries(stanzas), ...ping(3) };
    };
    const probe = `type: normal, at: [rita], expect: delivered, stanza: "<message to='\${to}' id='\${id}'/>"`;
    expect(found('{room: ops}', probe, lines(ops))).to.deep.equal([]);
    expect(found('{room: ops}', probe, lines(`${ops}/tess`))).to.deep.equal([
      `failed: the copy comes from ${ops}: it comes from ${ops}/tess`,
    ]);
    const wordless = received(
      'rita',
      `<message id='stimulus' from='${ops}' to='${actors.rita}'>${label}</message>`,
    );
    expect(found('{room: ops}', probe, { ...lines(ops), stimulusComes: wordless })).to.deep.equal([]);
    const silent = probe.replace('delivered', 'refused');
    expect(found('{room: ops}', silent, { ...lines(ops), stimulusComes: wordless }).join()).to.contain(
      'failed: rita does not receive the message',
    );
  });
});
