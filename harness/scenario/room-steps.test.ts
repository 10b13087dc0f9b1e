import { fileURLToPath } from 'node:url';
import { expect } from 'chai';
import { readFixtures } from '../fixtures/index.ts';
import { ScenarioError } from '../input/index.ts';
import { expectsRefusal } from './lint-counterpart.ts';
import { readScenario } from './load.ts';
import { partsOf } from './part.ts';
import { cellsOf } from './probes.ts';
import type { Scenario } from './scenario.ts';
import type { Step } from './steps.ts';

const fixtures = readFixtures(fileURLToPath(new URL('../../fixtures', import.meta.url)));

/** A scenario with a room `ops` of tess's that sam has entered, and these steps; rita and desk are elsewhere. */
function read(steps: string, twin = ''): Scenario {
  const text = `title: A scenario made for a test
requirements: [MUC-S2-01]
actors: {tess: u-ts, sam: u-s, rita: u-r, desk: {user: u-r, resource: desk}}
steps:
  - room: {name: ops, owner: tess}
  - enter: {actor: sam, room: ops, expect: entered}
${steps}
${twin}`;
  const name = { id: 'test/scenario', file: 'scenario.yaml' };
  return readScenario(text, name, fixtures.vocabulary(['MUC-S2-01']));
}

/** What is wrong with it, in the sentences' words. */
function flawsOf(steps: string, twin = ''): string[] {
  try {
    read(steps, twin);
    return [];
  } catch (error) {
    if (!(error instanceof ScenarioError)) throw error;
    return error.problems.map(({ sentence }) => sentence);
  }
}

const toOps = (more: string): string =>
  `  - probe: {from: tess, to: {room: ops}, type: groupchat, label: A-R, ${more}}\n`;
const delivered = toOps('at: [tess, sam], expect: delivered');

describe('steps about rooms', () => {
  it('are read, with what is left out filled in', () => {
    expect(read(delivered).steps[0]).to.deep.equal({
      room: {
        name: 'ops',
        owner: 'tess',
        config: {},
        optional: {},
        owners: [],
        admins: [],
        members: [],
        outcasts: [],
        expect: 'made',
      },
    });
    expect(read(delivered).steps[1]).to.deep.equal({
      enter: { actor: 'sam', room: 'ops', expect: 'entered', contains: [], holds: [], lacks: [] },
    });
  });

  it('name actors that there are', () => {
    expect(
      flawsOf(`  - room: {name: other, owner: tes, admins: [sa], members: [rit]}
  - configure: {actor: te, room: ops, config: {a: 1}, expect: done}
  - form: {actor: te, room: ops}
  - channel: {from: tess, to: sam, room: ops, name: a text, stanza: '<a>\${nonce}</a>', asks: {to: sm, payload: <a/>}}
  - enter: {actor: ri, room: ops, expect: entered}
  - probe: {from: tess, to: {room: ops}, type: groupchat, at: [tess], bracket: {from: sa, to: s}, expect: delivered}
  - leave: {actor: sa, room: ops}
  - occupants: {at: tes, room: ops, here: [tess]}
  - notice: {at: te, room: ops, status: ['104'], expect: seen}`).filter((sentence) =>
        sentence.startsWith('unknown'),
      ),
    ).to.have.lengthOf(12);
  });

  it('say what a room and a status code are called', () => {
    expect(flawsOf('  - room: {name: Ops!, owner: tess}').join()).to.contain(
      'a room is a lower-case word, or a whole address',
    );
    expect(flawsOf("  - notice: {at: tess, room: ops, status: ['1'], expect: seen}").join()).to.contain(
      'a status code has three digits',
    );
    expect(flawsOf('  - configure: {actor: tess, room: ops, config: {}, expect: done}').join()).to.contain(
      'name a field',
    );
    expect(flawsOf(toOps("at: [tess], expect: delivered, bracket: {stanza: '<a/>'}")).join()).to.contain(
      'write `${nonce}` where the content stands',
    );
  });
});

describe('the lint of steps about rooms', () => {
  it('wants the room to be made before', () => {
    expect(flawsOf('  - enter: {actor: rita, room: op, expect: entered}')).to.deep.equal([
      'no earlier `room` step makes `op`; add one; did you mean `ops`?',
    ]);
    expect(
      flawsOf('  - probe: {from: tess, to: {room: op}, type: groupchat, at: [tess], expect: delivered}'),
    ).to.deep.equal(['no earlier `room` step makes `op`; add one; did you mean `ops`?']);
  });

  it('wants whoever leaves, looks or speaks to have entered', () => {
    expect(flawsOf('  - occupants: {at: rita, room: ops, here: [sam]}')).to.deep.equal([
      '`rita` has not entered `ops`; add an `enter` before',
    ]);
    const refused = '  - enter: {actor: rita, room: ops, expect: refused}\n';
    expect(flawsOf(`${refused}  - occupants: {at: rita, room: ops, unseen: [sam]}`)).to.deep.equal([]);
    expect(flawsOf(`${refused}  - occupants: {at: rita, room: ops, gone: [sam]}`)).to.have.lengthOf(1);
    expect(flawsOf('  - occupants: {at: rita, room: ops, unseen: [sam]}')).to.have.lengthOf(1);
    expect(flawsOf(`${delivered}  - leave: {actor: rita, room: ops}`)).to.have.lengthOf(1);
    expect(flawsOf(`  - leave: {actor: sam, room: ops}\n${delivered}`)).to.deep.equal([
      '`sam` has not entered, and gets nothing; add an `enter` before, or leave it out',
    ]);
    expect(flawsOf(`  - disconnect: sam\n${delivered}`)).to.have.lengthOf(1);
    const byRita = toOps('at: [tess, sam], expect: refused, refusal: {silence: forbidden}').replace(
      'tess',
      'rita',
    );
    expect(flawsOf(byRita + delivered)).to.deep.equal([
      '`rita` has not entered `ops`, and nothing of it passes there; add an `enter` before, or let another send control and fence: `bracket: {from: …}`',
    ]);
    expect(flawsOf(byRita.replace('}}', '}, bracket: {from: tess}}') + delivered)).to.deep.equal([]);
  });

  it('wants the own copy of the sender to be named', () => {
    expect(flawsOf(toOps('at: [sam], expect: delivered'))).to.deep.equal([
      '`tess` gets a copy too, by which its own fence is seen; name it in `at` or `notAt`',
    ]);
    expect(flawsOf('  - matrix: {from: tess, room: ops, to: [sam], rows: {A-U: [+]}}')).to.have.lengthOf(1);
  });

  it('wants everybody who is in the room to be named, as long as nothing may have put them out', () => {
    const more = '  - enter: {actor: rita, room: ops, expect: entered}\n';
    expect(flawsOf(more + delivered)).to.deep.equal([
      '`rita` is in the room too, and what it gets is not looked at; name it in `at` or `notAt`',
    ]);
    expect(flawsOf(`${more}  - leave: {actor: rita, room: ops}\n${delivered}`)).to.deep.equal([]);
    expect(flawsOf(`${more}  - provision: {'U(u-r)': [U]}\n${delivered}`)).to.deep.equal([]);
  });

  it('wants what is said to all to be a group message', () => {
    expect(flawsOf('  - probe: {from: tess, to: {room: ops}, at: [sam], expect: delivered}')).to.deep.equal([
      'a room hands on no message of type chat; write `type: groupchat`, or the whole `stanza`',
    ]);
  });

  it('takes no ping for a fence in a room, and no fence of another elsewhere', () => {
    expect(flawsOf(toOps('at: [tess, sam], fence: ping, expect: delivered'))).to.deep.equal([
      'a ping goes past the room, and fences nothing there; give a label, or a `bracket`',
    ]);
    expect(
      flawsOf('  - probe: {from: tess, to: rita, bracket: {from: sam}, expect: delivered}'),
    ).to.deep.equal(['only a room puts what comes from several in one order; leave this out']);
  });

  it('wants control and fence to pass somewhere, and the room to have answered where that is not through it', () => {
    const other = '  - room: {name: hall, owner: sam}\n';
    const invites = (bracket: string): string =>
      `${other}  - probe: {from: tess, to: {room: ops}, stanza: '<a>\${nonce}</a>', at: [rita], bracket: {${bracket}}, expect: refused}\n${delivered}`;
    const unordered =
      'what goes past `ops` keeps no order with it; say who sends it, too: `bracket: {from: …}`';
    expect(flawsOf(invites('to: {room: hall}'))).to.deep.equal([unordered]);
    expect(flawsOf(invites('to: {bare: rita}'))).to.deep.equal([unordered]);
    expect(flawsOf(invites('from: sam, to: {room: hall}'))).to.deep.equal([]);
    expect(flawsOf(invites('from: desk, to: {bare: rita}'))).to.deep.equal([]);
    expect(flawsOf(invites('from: tess, to: {room: hall}'))[0]).to.contain('`tess` has not entered `hall`');
  });

  it('wants both ends of a channel in a room to be in it', () => {
    const channel = (from: string, to: string, room = ', room: ops'): string =>
      `  - channel: {from: ${from}, to: ${to}${room}, name: a text, stanza: '<a>\${nonce}</a>'}`;
    expect(flawsOf(channel('tess', 'sam'))).to.deep.equal([]);
    expect(flawsOf(channel('tess', 'rita', ''))).to.deep.equal([]);
    expect(flawsOf(channel('tess', 'rita'))).to.deep.equal([
      '`rita` has not entered `ops`; add an `enter` before, or leave out the room',
    ]);
    expect(flawsOf(channel('rita', 'sam'))).to.have.lengthOf(1);
  });

  it('wants a form to be of a room that there is', () => {
    expect(flawsOf('  - form: {actor: rita, room: ops, has: [a]}')).to.deep.equal([]);
    expect(flawsOf('  - form: {actor: tess, room: hall}')[0]).to.contain(
      'no earlier `room` step makes `hall`',
    );
  });

  it('wants a history to be of messages that were remembered', () => {
    expect(flawsOf('  - enter: {actor: rita, room: ops, expect: entered, holds: [one]}')).to.deep.equal([
      'no earlier probe to `ops` remembers `one`; none are known here',
    ]);
    const remembered = toOps('at: [tess, sam], expect: delivered, remember: one');
    expect(
      flawsOf(`${remembered}  - enter: {actor: rita, room: ops, expect: refused, holds: [one]}`),
    ).to.deep.equal(['who is refused is shown no history at all; leave this out']);
    const lacks = `${remembered}  - enter: {actor: rita, room: ops, expect: entered, lacks: [one]}\n`;
    expect(flawsOf(lacks)).to.deep.equal([
      'no history ever holds `one`; let somebody find it in `holds`, here or in a twin',
    ]);
    expect(
      flawsOf(lacks, "twin: {title: In the twin it is there, provision: {'U(u-r)': [U, R]}}"),
    ).to.deep.equal([]);
    expect(
      flawsOf(`${lacks}  - enter: {actor: desk, room: ops, nick: desk, expect: entered, holds: [one]}`),
    ).to.deep.equal([]);
  });

  it('wants somebody to enter where another is refused, and a notice where none is seen', () => {
    const other = `  - room: {name: other, owner: tess}
  - enter: {actor: rita, room: other, expect: refused}\n`;
    expect(flawsOf(other)).to.deep.equal([
      'nobody ever enters `other`; add somebody who does, here or in a twin',
    ]);
    expect(flawsOf(`${other}  - enter: {actor: sam, room: other, expect: entered}`)).to.deep.equal([]);
    const unseen = "  - notice: {at: sam, room: ops, status: ['104'], expect: unseen}\n";
    expect(flawsOf(unseen)).to.deep.equal([
      'there are servers that send no notices; add a `notice` that is seen, here or in a twin',
    ]);
    expect(flawsOf(unseen + unseen.replace('unseen', 'seen'))).to.deep.equal([]);
  });

  it('knows what refuses, and so must be turned red by a fault', () => {
    const refuses = (steps: string): boolean => expectsRefusal(read(steps));
    expect(refuses(delivered)).to.equal(false);
    expect(refuses(toOps('at: [tess], notAt: [sam], expect: delivered'))).to.equal(true);
    expect(refuses('  - occupants: {at: sam, room: ops, here: [tess]}')).to.equal(false);
    expect(refuses('  - occupants: {at: sam, room: ops, unseen: [rita]}')).to.equal(true);
    expect(refuses('  - configure: {actor: sam, room: ops, config: {a: 1}, expect: refused}')).to.equal(true);
    expect(
      refuses(
        '  - enter: {actor: rita, room: ops, expect: refused}\n  - enter: {actor: sam, room: ops, expect: entered}',
      ),
    ).to.equal(true);
    expect(refuses(`  - room: {name: no, owner: rita, expect: refused}\n${delivered}`)).to.equal(true);
  });
});

describe('the twin of steps about rooms', () => {
  const twin = "twin: {title: A twin made for a test, provision: {'U(u-r)': [U, R, S]}}";
  const inTwin = (steps: string): Step[] => {
    const [, second] = partsOf(read(steps, twin));
    return [...(second?.steps ?? [])].slice(2);
  };
  const remembered = (word: string): string =>
    toOps(`at: [tess], notAt: [sam], expect: delivered, remember: ${word}`);

  it('lets everybody have what some had, and find what was lacking', () => {
    const [first, second, entering] = inTwin(
      `${remembered('one')}${remembered('two')}  - enter: {actor: rita, room: ops, expect: entered, holds: [one], lacks: [two], replayed: 3}`,
    );
    expect(
      [first, second].map((step) =>
        step && 'probe' in step ? [step.probe.at, step.probe.notAt, step.probe.expect] : [],
      ),
    ).to.deep.equal([
      [['tess', 'sam'], undefined, 'delivered'],
      [['tess', 'sam'], undefined, 'delivered'],
    ]);
    expect(entering && 'enter' in entering && entering.enter).to.include({
      expect: 'entered',
      replayed: undefined,
    });
    expect(entering && 'enter' in entering && entering.enter.holds).to.deep.equal(['one', 'two']);
  });

  it('lets in who was refused, and shows who was gone or unseen', () => {
    const steps = inTwin(`  - enter: {actor: rita, room: ops, expect: refused, condition: [forbidden]}
  - occupants: {at: sam, room: ops, here: [tess], unseen: [rita], gone: [x], status: {x: ['307']}}
  - occupants: {at: sam, room: ops, here: [tess], status: {tess: ['110']}}
  - notice: {at: sam, room: ops, status: ['104'], expect: unseen}
  - configure: {actor: sam, room: ops, config: {a: 1}, expect: refused, condition: [forbidden]}
  - room: {name: no, owner: rita, expect: refused}
  - leave: {actor: sam, room: ops}
  - form: {actor: tess, room: ops, has: [a]}`);
    expect(steps[0]).to.have.nested.property('enter.expect', 'entered');
    expect(steps[0]).to.have.nested.property('enter.condition', undefined);
    expect(steps[1]).to.deep.equal({
      occupants: { at: 'sam', room: 'ops', here: ['tess', 'x', 'rita'], gone: [], unseen: [], status: {} },
    });
    expect(steps[2]).to.have.nested.property('occupants.status.tess');
    expect(steps[3]).to.have.nested.property('notice.expect', 'seen');
    expect(steps[4]).to.have.nested.property('configure.expect', 'done');
    expect(steps[5]).to.have.nested.property('room.expect', 'made');
    expect(steps[6]).to.deep.equal({ leave: { actor: 'sam', room: 'ops' } });
    expect(steps[7]).to.have.nested.property('form.has').that.deep.equals(['a']);
  });

  it('is worth nothing where only what is expected differs', () => {
    const same = `  - enter: {actor: sam, room: ops, expect: entered}
  - occupants: {at: sam, room: ops, here: [tess]}
  - notice: {at: sam, room: ops, status: ['104'], expect: unseen}
  - configure: {actor: tess, room: ops, config: {a: 1}, expect: refused}
  - form: {actor: tess, room: ops, has: [a]}
  - leave: {actor: sam, room: ops}\n`;
    const steps = `  - room: {name: ops, owner: tess}\n  - enter: {actor: sam, room: ops, expect: entered}\n`;
    const other = same
      .replace('unseen', 'seen')
      .replace('refused', 'done')
      .replace('has: [a]', 'has: [b]')
      .replace('here: [tess]', 'gone: [tess]');
    const indented = (steps + other).replaceAll('  - ', '    - ');
    expect(flawsOf(same, `twin:\n  title: The same once more\n  steps:\n${indented}`)).to.deep.equal([
      'the twin changes nothing; give it another `provision` or other `steps`',
    ]);
  });
});

describe('cellsOf, in a room', () => {
  it('has one probe for each label, to those who get it and not to the others', () => {
    const { steps } = read(
      "  - matrix: {from: tess, room: ops, to: [tess, sam], rows: {A-U: [+, +], A-S: [+, '-'], A-TS: ['-', '-']}}",
    );
    const [, , step] = steps;
    if (step === undefined || !('matrix' in step)) throw new Error('no matrix');
    expect(
      cellsOf(step.matrix).map(({ label, at, notAt, expect: wanted }) => [label, at, notAt, wanted]),
    ).to.deep.equal([
      ['A-U', ['tess', 'sam'], undefined, 'delivered'],
      ['A-S', ['tess'], ['sam'], 'delivered'],
      ['A-TS', ['tess', 'sam'], undefined, 'refused'],
    ]);
  });
});
