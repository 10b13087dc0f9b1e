import { expect } from 'chai';
import type { Finding, PartRecord } from '../../record/index.ts';
import type { Scenario } from '../../scenario/index.ts';
import { judge } from '../judge.ts';
import {
  actors,
  begin,
  end,
  fixtures,
  message,
  note,
  passing,
  ping,
  received,
  refusalOf,
  scenarioOf,
  sent,
  stream,
  type Told,
  transcriptOf,
} from '../transcript.fixture.ts';

const twin = `twin: { title: The twin gets it, provision: { 'U(u-r)': [U] }, expect: delivered }`;

describe('judgeProbe, to an account with two sessions', () => {
  const scenario = scenarioOf(`
steps:
  - probe: { from: tess, to: { bare: rita }, at: [rita, desk], label: A-S, expect: delivered }
  - probe: { from: tess, to: { bare: rita }, label: A-S, expect: delivered }
`);
  const to = `from='${actors.tess}' to='u-r@a.test'`;
  const both = (key: string, label: string): Told[] => {
    const value = {
      id: key,
      nonce: `nonce-${key}`,
      to: 'u-r@a.test',
      from: 'tess',
      at: ['rita', 'desk'],
      label,
    };
    const raw = message(key, `nonce-${key}`, label, to);
    return [note(0, key, value), sent('tess', raw), received('rita', raw), received('desk', raw)];
  };
  const lines = [
    begin(0),
    ...both('control', 'A-U'),
    ...both('stimulus', 'A-S'),
    ...both('fence', 'A-U'),
    ...Object.values(ping(0)),
    end(0),
  ];

  it('passes when each gets one copy, and is fenced', () => {
    expect(of(scenario, lines)).to.deep.equal([
      'passed: rita receives the message once',
      'passed: desk receives the message once',
      "passed: permitted messages before and after reach rita and desk, and tess's ping is answered",
    ]);
  });

  it('is inconclusive when one of them was not fenced', () => {
    const unfenced = lines.filter(
      (line) => !(line.kind === 'stanza' && line.actor === 'desk' && line.raw.includes('nonce-fence')),
    );
    expect(of(scenario, unfenced).at(-1)).to.contain('no fence at desk');
  });
});

describe('judgeProbe, where one session gets it and another must not', () => {
  const scenario = scenarioOf(`
steps:
  - probe: { from: tess, to: { bare: rita }, notAt: [desk], label: A-S, expect: delivered }
  - probe: { from: tess, to: { bare: rita }, label: A-S, expect: delivered }
`);
  const to = `from='${actors.tess}' to='u-r@a.test'`;
  const lines = (at: Readonly<Record<string, readonly ('rita' | 'desk')[]>>): Told[] => {
    const told = Object.entries(at).flatMap(([key, sessions]) => {
      const value = { id: key, nonce: `nonce-${key}`, to: 'u-r@a.test', from: 'tess', at: ['rita', 'desk'] };
      const label = key === 'stimulus' ? 'A-S' : 'A-U';
      const raw = message(key, value.nonce, label, to);
      return [
        note(0, key, { ...value, label }),
        sent('tess', raw),
        ...sessions.map((name) => received(name, raw)),
      ];
    });
    return [begin(0), ...told, ...Object.values(ping(0)), end(0)];
  };
  const both = ['rita', 'desk'] as const;

  it('passes when the one gets it, and the other gets only what stands around it', () => {
    expect(of(scenario, lines({ control: both, stimulus: ['rita'], fence: both }))).to.deep.equal([
      'passed: rita receives the message once',
      'passed: desk does not receive the message',
      "passed: permitted messages before and after reach rita and desk, and tess's ping is answered",
    ]);
  });

  it('fails when the other gets it too', () => {
    const found = of(scenario, lines({ control: both, stimulus: both, fence: both }));
    expect(found[1]).to.match(/^failed: desk does not receive the message/);
  });

  it('fails when nobody gets it', () => {
    const found = of(scenario, lines({ control: both, stimulus: [], fence: both }));
    expect(found[0]).to.match(/^failed: rita receives the message once/);
  });

  it('is inconclusive when the other is not fenced', () => {
    const found = of(scenario, lines({ control: both, stimulus: ['rita'], fence: ['rita'] }));
    expect(found[1]).to.match(/^inconclusive: desk does not receive the message/);
  });
});

describe('judgeProbe, fenced by pings', () => {
  const scenario = scenarioOf(`
steps: [{ probe: { from: tess, to: rita, label: A-S, fence: ping, expect: refused } }]
${twin}`);
  const pinged = (key: string): Told[] => [
    note(0, key, { id: key, from: 'tess', at: ['rita'] }),
    sent('tess', `<iq id='${key}' type='get' to='${actors.rita}'><ping xmlns='urn:xmpp:ping'/></iq>`),
    received(
      'rita',
      `<iq id='${key}' type='get' from='${actors.tess}' to='${actors.rita}'><ping xmlns='urn:xmpp:ping'/></iq>`,
    ),
  ];
  const { stimulus, stimulusSent } = passing(0, 'stimulus', 'rita', 'A-S');

  it('passes with strength B', () => {
    const lines = [
      begin(0),
      ...pinged('control'),
      stimulus,
      stimulusSent,
      ...pinged('fence'),
      ...Object.values(ping(0)),
      end(0),
    ];
    const [finding] = judge(scenario, 'scenario', transcriptOf(lines), fixtures).findings;
    expect(finding).to.include({ outcome: 'passed', strength: 'B' });
  });
});

describe('judgeProbe, of an iq', () => {
  const scenario = scenarioOf(`
steps:
  - probe: { from: tess, to: { jid: a.test }, stanza: "<iq id='\${id}' type='get' to='a.test'><x xmlns='urn:x'>\${nonce}</x></iq>", expect: refused, refusal: { silence: forbidden } }
  - probe: { from: tess, to: rita, expect: delivered }
`);
  const lines = (answer?: Told): (Told | undefined)[] => [
    begin(0),
    note(0, 'stimulus', { id: 's', nonce: 'nonce-of-s', from: 'tess', to: 'a.test' }),
    sent('tess', `<iq id='s' type='get' to='a.test'><x xmlns='urn:x'>nonce-of-s</x></iq>`),
    answer,
    ...Object.values(ping(0)),
    end(0),
  ];
  const found = (answer?: Told): string[] => of(scenario, lines(answer));

  it('passes on one error', () => {
    const error = `<error type='modify'><bad-request xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></error>`;
    expect(found(received('tess', `<iq id='s' type='error' from='a.test'>${error}</iq>`))).to.deep.equal([
      'passed: tess is told of the refusal',
      "passed: tess's ping is answered",
    ]);
  });

  it('fails on a result, and on no answer', () => {
    expect(found(received('tess', `<iq id='s' type='result' from='a.test'/>`))).to.include(
      "failed: tess's request is refused: a result came",
    );
    expect(found()).to.include('failed: tess is told of the refusal: no error came');
  });
});

describe('judgeProbe, of an iq that may be met with silence', () => {
  const scenario = scenarioOf(`
steps:
  - probe: { from: tess, to: rita, stanza: "<iq id='\${id}' type='set' to='\${to}'><x xmlns='urn:x'/></iq>", expect: refused }
  - probe: { from: tess, to: rita, expect: delivered }
`);

  it('asks for an answer all the same', () => {
    const lines = [
      begin(0),
      ...Object.values(passing(0, 'control', 'rita')),
      note(0, 'stimulus', { id: 's', from: 'tess', to: actors.rita }),
      sent('tess', `<iq id='s' type='set' to='${actors.rita}'><x xmlns='urn:x'/></iq>`),
      ...Object.values(passing(0, 'fence', 'rita')),
      ...Object.values(ping(0)),
      end(0),
    ];
    expect(of(scenario, lines)).to.include('failed: tess is told of the refusal: no error came');
  });
});

describe('judgeProbe, where nobody listens', () => {
  const scenario = scenarioOf(`
steps:
  - probe: { from: tess, to: { jid: nobody@a.test }, label: A-S, at: [], expect: refused, refusal: { silence: forbidden } }
  - probe: { from: tess, to: rita, expect: delivered }
`);

  it('rests on the error alone', () => {
    const lines = [
      begin(0),
      note(0, 'stimulus', { id: 's', nonce: 'nonce-of-s', from: 'tess', to: 'nobody@a.test' }),
      sent('tess', message('s', 'nonce-of-s', 'A-S', `to='nobody@a.test'`)),
      end(0),
    ];
    expect(of(scenario, lines)[0]).to.equal(
      'inconclusive: tess is told of the refusal: no error came, and the proof is not complete',
    );
  });
});

describe('judgeProbe, in a room', () => {
  const scenario = scenarioOf(`
steps:
  - probe: { from: tess, to: { jid: room@muc.a.test }, at: [rita], type: groupchat, label: A-S, expect: delivered }
`);
  const copies = (from: string): Told[] => {
    const one = (key: string, label: string): Told[] => {
      const raw = message(key, `nonce-${key}`, label, `from='${from}'`).replace("'chat'", "'groupchat'");
      return [
        note(0, key, { id: key, nonce: `nonce-${key}`, to: 'room@muc.a.test', from: 'tess', at: ['rita'] }),
        sent('tess', raw),
        received('rita', raw),
      ];
    };
    return [
      begin(0),
      ...one('control', 'A-U'),
      ...one('stimulus', 'A-S'),
      ...one('fence', 'A-U'),
      ...Object.values(ping(0)),
      end(0),
    ];
  };

  it("takes the sender's place in the room for the sender", () => {
    expect(of(scenario, copies('room@muc.a.test/tess'))[0]).to.equal(
      'passed: rita receives the message once',
    );
    expect(of(scenario, copies(actors.tess))).to.include(
      `failed: the copy comes from room@muc.a.test: it comes from ${actors.tess}`,
    );
  });
});

describe('judgeProbe, of what the copy shows', () => {
  const shown = (shows: string, label: string, copy: string): string[] => {
    const scenario = scenarioOf(`
steps: [{ probe: { from: tess, to: rita, label: ${label}, expect: delivered, shows: ${shows} } }]`);
    const lines = {
      begin: begin(0),
      ...passing(0, 'control', 'rita'),
      ...passing(0, 'stimulus', 'rita', label),
      stimulusArrives: received(
        'rita',
        `<message id='stimulus-0' type='chat' from='${actors.tess}'><body>nonce-of-stimulus-0</body>${copy}</message>`,
      ),
      ...passing(0, 'fence', 'rita'),
      ...ping(0),
      end: end(0),
    };
    return of(scenario, Object.values(lines)).filter((line) => !line.startsWith('passed'));
  };
  const marked = `<securitylabel xmlns="urn:xmpp:sec-label:0"><displaymarking>SECRET</displaymarking><label/></securitylabel>`;

  it('compares label, marking and texts', () => {
    expect(shown('{ label: A-U }', 'none', fixtures.labelElement('A-U'))).to.deep.equal([]);
    expect(shown('{ label: A-U }', 'none', '')).to.deep.equal([
      "failed: the copy's label is A-U (LBL-01): it is none",
    ]);
    expect(shown('{ label: none }', 'none', '')).to.deep.equal([]);
    expect(shown('{ label: none }', 'none', fixtures.labelElement('A-U'))).to.deep.equal([
      'failed: the copy has no label: it has A-U',
    ]);
    expect(shown('{ label: empty, marking: SECRET }', 'A-S', marked)).to.deep.equal([]);
    expect(shown('{ marking: SECRET }', 'none', '')).to.deep.equal([
      "failed: the copy's marking is `SECRET`: it is `none`",
    ]);
  });

  it('finds texts whichever quotes they are in, with labels filled in', () => {
    expect(
      shown(
        `{ contains: ["<label/>", "xmlns='urn:xmpp:sec-label:0'"], lacks: ["\${ess:A-S}", "\${x:A-S}"] }`,
        'none',
        marked,
      ),
    ).to.deep.equal([]);
    expect(
      shown(`{ contains: ["<delay"], lacks: ["\${ess:A-U}"] }`, 'none', fixtures.labelElement('A-U')),
    ).to.deep.equal([
      'failed: the copy holds `<delay`: it does not',
      'failed: the copy does not hold `${ess:A-U}`: it does',
    ]);
  });

  it('takes the label in another spelling, or in both, and not two that differ', () => {
    const [bound, inLabel] = ['stanag4778' as const, 'stanag4774' as const].map((syntax) =>
      fixtures.labelElement('A-S', syntax),
    );
    const plain = fixtures.labelElement('A-S');
    for (const copy of [bound, inLabel, `${plain}${bound}`]) {
      expect(shown('{}', 'A-S', String(copy))).to.deep.equal([]);
      expect(shown('{ label: A-S }', 'A-S', String(copy))).to.deep.equal([]);
    }
    expect(shown('{}', 'A-S', `${plain}${fixtures.labelElement('A-R', 'stanag4778')}`)).to.deep.equal([
      "failed: the copy's label is A-S (LBL-01): a second one says something else",
    ]);
    expect(shown('{}', 'A-S', `${bound}${bound}`)).to.deep.equal([
      'failed: the copy has one label (DEF-13): it has 2',
    ]);
  });

  it("finds two markings in one label, and a marking of the server's own that is none", () => {
    const marking = '<displaymarking>SECRET</displaymarking>';
    const withMarkings = (text: string): string =>
      fixtures.labelElement('A-S').replace('<label>', `${text}<label>`);
    expect(shown('{}', 'A-S', withMarkings(marking))).to.deep.equal([]);
    expect(shown('{}', 'A-S', withMarkings(marking + marking))).to.deep.equal([
      'failed: a label has one display marking (MARK-03): it has 2',
    ]);
    expect(shown('{}', 'none', withMarkings('<displaymarking/>'))).to.deep.equal([
      'failed: a marking says something (MARK-01): it is empty',
    ]);
  });

  it('claims nothing of the label of an unlabelled message unless it is asked', () => {
    expect(shown('{}', 'none', fixtures.labelElement('A-U'))).to.deep.equal([]);
    expect(shown('{}', 'empty', fixtures.labelElement('A-U'))).to.deep.equal([]);
  });
});

describe('judgeProbe, where the server may do either', () => {
  const scenario = scenarioOf(`
steps: [{ probe: { from: tess, to: rita, label: A-S, expect: either, shows: { lacks: [SECRET] } } }]`);
  const { stimulusArrives, ...stimulus } = passing(0, 'stimulus', 'rita', 'A-S');
  const lines = (...arrived: Told[]): Told[] => [
    begin(0),
    ...Object.values(passing(0, 'control', 'rita')),
    ...Object.values(stimulus),
    ...arrived,
    ...Object.values(passing(0, 'fence', 'rita')),
    ...Object.values(ping(0)),
    end(0),
  ];

  it('judges a copy by what it shows', () => {
    if (!stimulusArrives) throw new Error('nothing arrives');
    expect(of(scenario, lines(stimulusArrives))[0]).to.equal('passed: rita receives the message once');
    const raw = `<message id='stimulus-0' type='chat' from='${actors.tess}'><body>nonce-of-stimulus-0</body>`;
    const shouted = received(
      'rita',
      `${raw}<subject>SECRET</subject>${fixtures.labelElement('A-S')}</message>`,
    );
    expect(of(scenario, lines(shouted))).to.include('failed: the copy does not hold `SECRET`: it does');
  });

  it('judges a refusal by its shape', () => {
    expect(of(scenario, lines())[0]).to.equal('passed: rita does not receive the message');
    const twice = [refusalOf('stimulus-0'), refusalOf('stimulus-0')];
    expect(of(scenario, lines(...twice)).join()).to.include('tess is told at most once (ERR-06)');
  });

  it('finds in a refusal what it must not tell', () => {
    const telling = scenarioOf(`
steps:
  - probe: { from: tess, to: rita, label: A-S, expect: refused, refusal: { lacks: ['\${bare:sam}', not-acceptable] } }
  - probe: { from: tess, to: rita, label: A-U, expect: delivered }
`);
    const said = of(telling, lines(refusalOf('stimulus-0', '<x xmlns="urn:x">u-s@a.test</x>')));
    expect(said).to.include('failed: the error does not hold `${bare:sam}`: it does');
    expect(said.join()).to.not.include('does not hold `not-acceptable`');
  });
});

describe('judgeMatrix', () => {
  const scenario = scenarioOf(`
steps:
  - matrix: { from: tess, to: [sam, rita], fence: { sam: A-R }, rows: { A-U: [+, +], A-S: ['+', '-'] } }
`);
  const cell = (index: number, to: 'sam' | 'rita', label: string, arrives = true): Told[] => {
    const one = (kind: string, by: string, comes = true): Told[] => {
      const id = `${kind}-${index}`;
      const raw = message(id, `nonce-${id}`, by, `from='${actors.tess}' to='${actors[to]}'`);
      const told = [
        note(0, `${kind}.${index}`, { id, nonce: `nonce-${id}`, to: actors[to], from: 'tess', at: [to] }),
        sent('tess', raw),
      ];
      return comes ? [...told, received(to, raw)] : told;
    };
    return [
      ...one('control', 'A-U'),
      ...one('stimulus', label, arrives),
      ...one('fence', 'A-U'),
      ...Object.values(ping(0, `.${index}`)),
    ];
  };

  it('gives one finding for each cell, row by row', () => {
    const lines = [
      begin(0),
      ...cell(0, 'sam', 'A-U'),
      ...cell(1, 'rita', 'A-U'),
      ...cell(2, 'sam', 'A-S'),
      ...cell(3, 'rita', 'A-S', false),
      end(0),
    ];
    expect(of(scenario, lines)).to.deep.equal([
      'passed: A-U from tess to sam is delivered',
      'passed: A-U from tess to rita is delivered',
      'passed: A-S from tess to sam is delivered',
      'passed: A-S from tess to rita is refused',
    ]);
  });

  it('says of a cell all that is wrong with it', () => {
    const lines = [
      begin(0),
      ...cell(0, 'sam', 'A-U'),
      ...cell(1, 'rita', 'A-U'),
      ...cell(2, 'sam', 'A-S', false),
      ...cell(3, 'rita', 'A-S'),
      end(0),
    ];
    expect(of(scenario, lines).slice(2)).to.deep.equal([
      'failed: A-S from tess to sam is delivered: sam receives the message once: nothing came',
      'failed: A-S from tess to rita is refused: rita does not receive the message: it came: message chat A-S',
    ]);
  });
});

function of(scenario: Scenario, lines: readonly (Told | undefined)[]): string[] {
  return firstStep(judge(scenario, 'scenario', transcriptOf(lines), fixtures)).map(
    ({ outcome, claim, seen }) =>
      seen === undefined ? `${outcome}: ${claim}` : `${outcome}: ${claim}: ${seen}`,
  );
}

function firstStep({ findings }: PartRecord): readonly Finding[] {
  return findings.filter(({ step }) => step === 0);
}

describe('judgeProbe, where the server may end the stream of the sender', () => {
  const scenario = scenarioOf(`
steps:
  - probe: { from: tess, to: rita, label: A-S, expect: refused, refusal: { endsStream: [invalid-from] } }
  - probe: { from: tess, to: rita, expect: delivered }
`);
  const lines = (condition: string, ...after: Told[]): Told[] => [
    begin(0),
    ...Object.values(passing(0, 'control', 'rita')),
    note(0, 'stimulus', { id: 's', nonce: 'nonce-of-s', from: 'tess', to: actors.rita }),
    sent('tess', message('s', 'nonce-of-s', 'A-S', `to='${actors.rita}'`)),
    stream('tess', 'error', condition),
    stream('tess', 'closed'),
    ...after,
    end(0),
  ];
  const pinged = [
    note(0, 'recipient-fence.0', { id: 'p', from: 'rita', to: 'a.test' }),
    sent('rita', `<iq id='p' type='get' to='a.test'/>`),
    received('rita', `<iq id='p' type='result'/>`),
  ];

  it('passes when it does, and the recipient, pinging after that, has seen nothing', () => {
    expect(of(scenario, lines('invalid-from', ...pinged))).to.deep.equal([
      'passed: rita does not receive the message',
      "passed: a permitted message before reaches rita, and a ping after the end of tess's stream is answered",
    ]);
  });

  it('is inconclusive without a control', () => {
    const uncontrolled = lines('invalid-from', ...pinged).filter(
      (line) => line.kind !== 'note' || line.key !== 'control',
    );
    expect(of(scenario, uncontrolled).join()).to.include('no control at rita');
  });

  it('is inconclusive without the ping of the recipient', () => {
    expect(of(scenario, lines('invalid-from'))).to.include(
      'inconclusive: rita does not receive the message: nothing came, and the proof is not complete',
    );
  });

  it('fails when the stream ends in another way', () => {
    expect(of(scenario, lines('policy-violation', ...pinged)).join()).to.include(
      "failed: tess's stream goes on",
    );
  });

  it('fails when the message arrives all the same', () => {
    const leak = received('rita', message('s', 'nonce-of-s', 'A-S', `from='${actors.tess}'`));
    expect(of(scenario, lines('invalid-from', leak, ...pinged))).to.include(
      'failed: rita does not receive the message: it came: message chat A-S',
    );
  });
});
