import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import type { Vocabulary } from '../fixtures/index.ts';
import { ScenarioError } from '../input/index.ts';
import { loadScenarios, readScenario } from './load.ts';

const vocabulary: Vocabulary = {
  labels: new Map([
    ['A-U', new Set(['ess', 'stanag4774'] as const)],
    ['A-S', new Set(['ess'] as const)],
    ['A-S later A-U', new Set(['stanag4774'] as const)],
  ]),
  vectors: new Map([['A up to S', new Set(['x501'] as const)]]),
  words: new Set(['U', 'R', 'S']),
  policies: new Set(['harness-a']),
  peers: new Set<string>(),
  components: new Set<string>(),
  domains: new Set(['a.test']),
  accounts: new Set(['u-ts', 'u-r']),
  requirements: new Set(['C2S-EXIT-02']),
};

const good = `title: An uncleared recipient gets nothing
requirements: [C2S-EXIT-02]
actors:
  tess: u-ts
  rita: u-r
steps:
  - probe: { from: tess, to: rita, label: A-S, expect: refused }
twin:
  title: A cleared one gets it
  provision: { U(u-r): [U, R, S] }
`;

describe('readScenario', () => {
  it('gives the scenario with its defaults, identity and hash', () => {
    const { id, hash, provision, kills, steps } = read(good);
    expect({ id, provision, kills, steps }).to.deep.equal({
      id: 'exit/a',
      provision: {},
      kills: [],
      steps: [
        {
          probe: {
            from: 'tess',
            to: 'rita',
            label: 'A-S',
            syntax: 'ess',
            expect: 'refused',
            type: 'chat',
            body: true,
            fence: 'A-U',
          },
        },
      ],
    });
    expect(hash).to.match(/^[0-9a-f]{64}$/);
  });

  it('does not check requirements where none are at hand', () => {
    const { requirements, ...others } = vocabulary;
    expect(requirements).not.to.equal(undefined);
    expect(
      readScenario(good.replace('C2S-EXIT-02', 'X-1'), { id: 'a', file: 'a' }, others).requirements,
    ).to.deep.equal(['X-1']);
  });

  it('reads YAML 1.2: `on` and `no` are words', () => {
    const text = good.replace('U(u-r): [U, R, S]', 'U(u-r): [U, R, S], stamp: on');
    expect(read(text).twin?.provision?.['stamp']).to.equal('on');
  });
});

describe('readScenario, of YAML that is wrong', () => {
  it('names a key that is written twice', () => {
    expect(wrong(`${good}title: Again\n`)).to.deep.equal([
      'exit/a.yaml:11:1: this key is written twice; keep one of them',
    ]);
  });

  it('names a place where the syntax ends', () => {
    expect(wrong('title: [a\nactors: {}\n')[0]).to.match(/^exit\/a\.yaml:\d+:\d+: not YAML: /);
    expect(wrong('rows: [+, -]')).to.deep.equal([
      "exit/a.yaml:1:11: not YAML: in brackets, `-` begins a list; write it as `'-'`",
    ]);
  });
});

describe('readScenario, of what the schema forbids', () => {
  it('names unknown keys with the known ones near to them', () => {
    expect(wrong(good.replace('label: A-S', 'lable: A-S'))).to.deep.equal([
      'exit/a.yaml:7:36: unknown key `lable`; did you mean `label`?',
    ]);
    expect(wrong(good.replace('probe:', 'prob:'))).to.deep.equal([
      'exit/a.yaml:7:5: unknown key `prob`; did you mean `probe`?',
    ]);
    expect(wrong(`${good}kill: []\n`)).to.deep.equal([
      'exit/a.yaml:11:1: unknown key `kill`; did you mean `kills`?',
    ]);
    expect(wrong(good.replace('- probe', '- send: {}\n    probe'))).to.have.length(1);
  });

  it('names what is missing, and what is of another kind', () => {
    expect(wrong(good.replace('from: tess, ', ''))).to.deep.equal([
      'exit/a.yaml:7:5: `from` is missing; add it',
    ]);
    expect(wrong(good.replace('to: rita', 'to: 7'))).to.deep.equal([
      'exit/a.yaml:7:26: `to` must be string or object; rewrite it',
    ]);
    expect(wrong(good.replace('expect: refused', 'expect: denied'))).to.deep.equal([
      'exit/a.yaml:7:48: `expect` must be one of delivered, refused, either; pick one',
    ]);
    expect(wrong(good.replace('[C2S-EXIT-02]', '[exit]'))[0]).to.contain(
      'exit/a.yaml:2:16: `requirements` is malformed',
    );
    expect(wrong(good.replace('[C2S-EXIT-02]', '[]'))[0]).to.contain(
      '2:1: `requirements` is too short: at least 1',
    );
    expect(wrong(good.replace('  tess: u-ts', '  Tess: u-ts'))).to.include(
      'exit/a.yaml:4:3: `Tess`: an actor is a lower-case word; rename it',
    );
    expect(wrong(good.replace('  tess: u-ts', '  tess: { user: u-ts, presence: 200 }'))[0]).to.contain(
      '4:23',
    );
    expect(wrong('just words')).to.deep.equal(['exit/a.yaml:1:1: the file must be object; rewrite it']);
  });
});

describe('readScenario, of names that nobody knows', () => {
  const cases: readonly [string, string, string][] = [
    ['to: rita', 'to: rta', '7:26: unknown actor `rta`; did you mean `rita`?'],
    ['to: rita', 'to: { bare: bob }', '7:32: unknown actor `bob`; known are `tess`, `rita`'],
    ['to: rita', 'to: rita, at: [rita, tes]', '7:47: unknown actor `tes`; did you mean `tess`?'],
    ['label: A-S', 'label: A-X', '7:36: unknown label `A-X`; did you mean `A-S` or `A-U`?'],
    [
      'label: A-S',
      "payload: '<x>${ess:Z}</x>'",
      '7:36: unknown label `Z`; known are `A-U`, `A-S`, `A-S later A-U`',
    ],
    ['C2S-EXIT-02', 'C2S-EXIT-03', '2:16: unknown requirement `C2S-EXIT-03`; did you mean `C2S-EXIT-02`?'],
    ['rita: u-r', 'rita: u-rr', '5:3: unknown account `u-rr`; did you mean `u-r`?'],
    ['U(u-r):', 'U(u-x):', '10:16: unknown account `u-x`; did you mean `u-r`?'],
    ['U(u-r):', 'V(u-r):', '10:16: unknown verb `V(u-r)`; did you mean `U`?'],
    ['U(u-r):', 'U:', '10:16: malformed verb `U`; write `U(account)`'],
    ['U(u-r):', 'Srv.clr(a):', '10:16: malformed verb `Srv.clr(a)`; write `Srv.clr`'],
    ['U(u-r):', 'Dom.clr:', '10:16: malformed verb `Dom.clr`; write `Dom(domain).clr`'],
    ['U(u-r):', 'Dom(b.test).clr:', '10:16: unknown domain `b.test`; did you mean `a.test`?'],
    ['[U, R, S]', '[U, R, Q]', '10:16: unknown clearance word `Q`; did you mean `R` or `S` or `U`?'],
    [
      '[U, R, S]',
      '5',
      '10:16: malformed value of `U(u-r)`; write a list of clearance words and of {vector, as}, or none',
    ],
    [
      '[U, R, S]',
      '{ vector: A up to T, as: x501 }',
      '10:16: unknown clearance vector `A up to T`; did you mean `A up to S`?',
    ],
    [
      '[U, R, S]',
      '[U, { vector: A up to S, as: stanag4774 }]',
      '10:16: the vector `A up to S` is not written as stanag4774; write `as: x501`, or take another vector',
    ],
    [
      'label: A-S',
      'label: A-S later A-U',
      '7:36: label `A-S later A-U` has no ess spelling, only stanag4774; say another `syntax`, or take another label',
    ],
    [
      'label: A-S',
      'label: A-S, syntax: stanag4778',
      '7:36: label `A-S` has no stanag4774 spelling, only ess; say another `syntax`, or take another label',
    ],
    [
      'label: A-S',
      'fence: A-S later A-U',
      '7:36: label `A-S later A-U` has no ess spelling, only stanag4774; say another `syntax`, or take another label',
    ],
    [
      'label: A-S',
      'payload: "${binding:A-S}"',
      '7:36: label `A-S` has no stanag4774 spelling, only ess; say another `syntax`, or take another label',
    ],
    ['U(u-r): [U, R, S]', 'Pol: [harness-b]', '10:16: unknown policy `harness-b`; did you mean `harness-a`?'],
    ['U(u-r): [U, R, S]', 'Pol.label: A-T', '10:16: unknown label `A-T`; did you mean `A-S` or `A-U`?'],
    [
      'U(u-r): [U, R, S]',
      'Cat(a.test): [A-U, none, A-T]',
      '10:16: unknown label `A-T`; did you mean `A-S` or `A-U`?',
    ],
    [
      'U(u-r): [U, R, S]',
      'Cat(a.test): { items: [A-U], default: A-U, selectors: { A-T: x } }',
      '10:16: unknown label `A-T`; did you mean `A-S` or `A-U`?',
    ],
    ['label: A-S', 'payload: \'<x to="${jid:rta}"/>\'', '7:36: unknown actor `rta`; did you mean `rita`?'],
  ];
  for (const [from, to, problem] of cases) {
    it(`names \`${to}\``, () => {
      expect(wrong(good.replace(from, to))).to.deep.equal([`exit/a.yaml:${problem}`]);
    });
  }
});

describe('readScenario, of proofs that prove nothing', () => {
  const withSteps = (steps: string): string[] => wrong(good.replace(/steps:[^]*/, `steps:\n${steps}`));

  it('refuses a refusal that stands alone', () => {
    const alone =
      '7:5: a refusal stands alone; add a twin that delivers, or a delivered probe or `+` cell beside it';
    expect(withSteps('  - probe: { from: tess, to: rita, expect: refused }')).to.deep.equal([
      `exit/a.yaml:${alone}`,
    ]);
    expect(withSteps("  - matrix: { from: tess, to: [rita], rows: { A-S: ['-'] } }")).to.deep.equal([
      `exit/a.yaml:${alone}`,
    ]);
    expect(withSteps("  - matrix: { from: tess, to: [rita, tess], rows: { A-S: ['-', +] } }")).to.deep.equal(
      [],
    );
    expect(
      withSteps(
        '  - probe: { from: tess, to: rita, expect: refused }\n  - offered: { from: tess, to: rita, labels: [A-U, A-S] }',
      ),
    ).to.deep.equal([]);
  });

  it('asks who may find a connection shut for somebody who comes in there', () => {
    const shut = "  - login: { actor: rita, expect: refused, refusal: { connection: 'shut' } }";
    const flaw =
      'exit/a.yaml:7:5: `rita` may find the connection shut, and nobody comes in there; add a login of the same account through the same entrance that is accepted';
    expect(withSteps(shut)).to.deep.equal([flaw]);
    expect(withSteps(`${shut}\n  - login: { actor: tess, expect: accepted }`)).to.deep.equal([flaw]);
    const same = good.replace('tess: u-ts', 'tess: u-r').replace(/steps:[^]*/, `steps:\n${shut}\n`);
    expect(wrong(`${same}  - login: { actor: tess, expect: accepted }`)).to.deep.equal([]);
    const elsewhere = same.replace('tess: u-r', "tess: { user: u-r, address: '::1' }");
    expect(wrong(`${elsewhere}  - login: { actor: tess, expect: accepted }`)).to.deep.equal([flaw]);
  });

  it('refuses a label that would not be sent beside a payload, and says where it goes', () => {
    const probe = 'probe: { from: tess, to: rita, label: A-S, expect: refused }';
    const payload = "payload: '<x/>', label: A-S";
    expect(wrong(good.replace(probe, probe.replace('label: A-S', payload)))).to.deep.equal([
      'exit/a.yaml:7:36: it stands in place of `label`, and `A-S` would not be sent; begin it with `${label:A-S}`, and leave `label` out',
    ]);
  });

  it('refuses a login that is refused to an account that never has a session', () => {
    const alone = (line: number, actor = 'rita'): string =>
      `exit/a.yaml:${line}:5: \`${actor}\` is refused a session, and its account never has one; add a login of that account that is accepted, here or in a twin`;
    const refused = '  - login: { actor: rita, expect: refused }';
    expect(withSteps(refused)).to.deep.equal([alone(7)]);
    expect(withSteps(`${refused}\n  - login: { actor: tess, expect: accepted }`)).to.deep.equal([alone(7)]);
    expect(withSteps(`${refused}\n  - login: { actor: rita, expect: accepted }`)).to.deep.equal([]);
    const lives = '  - session: { actor: tess, expect: lives }';
    expect(withSteps(`  - session: { actor: rita, expect: ended }\n${refused}\n${lives}`)).to.deep.equal([]);
    expect(withSteps(`  - session: { actor: rita, expect: ended }`)).to.deep.equal([
      'exit/a.yaml:7:5: an end stands alone; add a session that lives or a login that is accepted, here or in a twin',
    ]);
    expect(withSteps(`${refused}\ntwin: { title: Twin, provision: { U(u-r): [U] } }`)).to.deep.equal([]);
    const wrong = refused.replace('rita,', 'rita, password: wrong,');
    expect(withSteps(`${wrong}\ntwin: { title: Twin, provision: { U(u-r): [U] } }`)).to.deep.equal([
      alone(7),
    ]);
    expect(withSteps(`${refused}\ntwin: { title: Twin }`)).to.have.length(1);
    expect(
      withSteps('  - login: { actor: bob, expect: accepted }\n  - session: { actor: eve, expect: lives }'),
    ).to.deep.equal([
      'exit/a.yaml:7:14: unknown actor `bob`; known are `tess`, `rita`',
      'exit/a.yaml:8:16: unknown actor `eve`; known are `tess`, `rita`',
    ]);
  });

  it('refuses to compare identities with those that no step remembers', () => {
    const disco = (more: string): string => `  - disco: { from: tess, ${more} }`;
    expect(withSteps(`${disco('remember: one')}\n${disco('sameIdentities: one')}`)).to.deep.equal([]);
    expect(withSteps(`${disco('remember: one')}\n${disco('sameIdentities: on')}`)).to.deep.equal([
      'exit/a.yaml:8:26: no earlier step remembers `on`; did you mean `one`?',
    ]);
  });

  it('refuses a twin that changes nothing', () => {
    const nothing = 'exit/a.yaml:8:1: the twin changes nothing; give it another `provision` or other `steps`';
    expect(wrong(good.replace('  provision: { U(u-r): [U, R, S] }\n', ''))).to.deep.equal([nothing]);
    const same = good.replace('steps:', 'provision: { U(u-r): [U, R, S] }\nsteps:');
    expect(wrong(same)).to.deep.equal([nothing.replace(':8:', ':9:')]);
    const steps = '  steps: [{ probe: { from: tess, to: rita, label: A-U, expect: delivered } }]\n';
    expect(wrong(good.replace('  provision: { U(u-r): [U, R, S] }\n', steps))).to.deep.equal([]);
    const matrix =
      'steps: [{ matrix: { from: tess, to: [rita], rows: { A-S: [+] } } }, { iq: { from: tess, payload: <x/>, expect: result } }]';
    expect(wrong(good.replace(/steps:[^]*/, `${matrix}\ntwin: { title: Twin, ${matrix} }\n`))).to.have.length(
      1,
    );
  });

  it('refuses a matrix without rows', () => {
    expect(withSteps('  - matrix: { from: tess, to: [rita], rows: {} }')).to.deep.equal([
      'exit/a.yaml:7:39: the matrix has no rows; add one for each label',
    ]);
  });

  it('refuses rows of another length than the recipients', () => {
    expect(withSteps('  - matrix: { from: tess, to: [rita, tess], rows: { A-S: [+] } }')).to.deep.equal([
      'exit/a.yaml:7:53: row `A-S` has 1 cells for 2 recipients; give one cell for each',
    ]);
  });

  it('refuses a burst that goes through no room', () => {
    expect(withSteps('  - matrix: { from: tess, to: [rita], burst: 4, rows: { A-S: [+] } }')).to.deep.equal([
      'exit/a.yaml:7:39: only a room has one order for all it hands on; add the `room`, or leave this out',
    ]);
  });

  it('refuses a probe that nobody is named for', () => {
    const probe = (rest: string): string[] =>
      withSteps(
        `  - probe: { from: tess, to: { jid: x@a.test }, ${rest} }\n  - probe: { from: tess, to: rita, expect: delivered }`,
      );
    expect(probe('expect: delivered')).to.have.length(1);
    expect(probe('expect: refused')).to.have.length(1);
    expect(probe('expect: refused, refusal: { silence: forbidden }')).to.deep.equal([]);
    expect(probe('at: [rita], expect: delivered')).to.deep.equal([]);
    expect(withSteps('  - probe: { from: tess, to: rita, at: [], expect: delivered }')).to.have.length(1);
  });

  it('refuses to say who does not get what nobody gets, or of one session both', () => {
    const probe = (rest: string): string[] =>
      withSteps(
        `  - probe: { from: tess, to: rita, ${rest} }\n  - probe: { from: tess, to: rita, expect: delivered }`,
      );
    expect(probe('notAt: [tess], expect: delivered')).to.deep.equal([]);
    expect(probe('notAt: [tess], expect: refused')).to.deep.equal([
      'exit/a.yaml:7:36: this says who does not get what others get; with `expect: delivered` only, or use `at`',
    ]);
    expect(probe('notAt: [rita], expect: delivered')).to.deep.equal([
      'exit/a.yaml:7:36: `rita` is in `at` too; name it in one of them',
    ]);
    expect(probe('notAt: [tes], expect: delivered')).to.deep.equal([
      'exit/a.yaml:7:44: unknown actor `tes`; did you mean `tess`?',
    ]);
  });

  it('refuses a carbon copy for a session that does not get the message', () => {
    const probe = (rest: string): string[] =>
      withSteps(`  - probe: { from: tess, to: rita, ${rest}, expect: delivered }`);
    expect(probe('at: [rita, tess], carbons: { tess: sent }')).to.deep.equal([]);
    expect(probe('carbons: { tess: sent }')).to.deep.equal([
      'exit/a.yaml:7:47: `tess` is not in `at`; name it there too, or leave it out here',
    ]);
    expect(probe('at: [rita], carbons: { tes: sent }')).to.deep.include(
      'exit/a.yaml:7:59: unknown actor `tes`; did you mean `tess`?',
    );
  });

  it('refuses what is shown to a session that does not get the message, and looks up its labels', () => {
    const probe = (rest: string): string[] =>
      withSteps(`  - probe: { from: tess, to: rita, ${rest}, expect: delivered }`);
    expect(probe('showsTo: { rita: { label: A-S, beside: [] } }')).to.deep.equal([]);
    expect(probe('showsTo: { tess: { format: ess } }')).to.deep.equal([
      'exit/a.yaml:7:47: `tess` is not in `at`; name it there too, or leave it out here',
    ]);
    expect(probe('shows: { beside: [A-S, A-Q] }')).to.have.length(1);
    expect(probe('showsTo: { rita: { label: A-Q } }')).to.have.length(1);
  });

  it('looks up the sessions and labels of fences by session', () => {
    const probe = (fence: string): string[] =>
      withSteps(`  - probe: { from: tess, to: rita, fence: ${fence}, expect: delivered }`);
    expect(probe('{ rita: A-S }')).to.deep.equal([]);
    expect(probe('{ rit: A-S, rita: A-X }')).to.have.length(2);
  });

  it('refuses a scenario that claims nothing', () => {
    expect(
      withSteps('  - connect: rita\n  - disconnect: rita\n  - send: { from: tess, stanza: <presence/> }'),
    ).to.deep.equal([
      'exit/a.yaml:6:1: no step claims anything; add a probe, matrix, iq, disco, catalog, offered, alike, timing, learns, channel, unsaid, presence, unseen, login, session, bounced, stream, quiet, archive, enter, occupants, notice, configure, form or raw step',
    ]);
  });

  it('refuses raw bytes from an ordinary client, and ids that no step remembers', () => {
    expect(withSteps('  - raw: { from: tess, bytes: x, expect: stream-lives }')).to.deep.equal([
      'exit/a.yaml:7:12: `tess` is not of kind raw; write `kind: raw` at the actor',
    ]);
    expect(withSteps('  - disco: { from: tess, capabilities: true }')).to.deep.equal([
      'exit/a.yaml:7:14: `tess` is not of kind raw; write `kind: raw` at the actor',
    ]);
    const catalog =
      '  - catalog: { from: tess, for: { jid: a.test }, to: none, claims: rita, remember: one, lists: [A-U], lacks: [A-S], default: A-U, markings: { A-U: x } }';
    expect(
      withSteps(`${catalog}\n  - catalog: { from: tess, for: rita, sameId: one, otherId: on }`),
    ).to.deep.equal(['exit/a.yaml:8:52: no earlier step remembers `on`; did you mean `one`?']);
  });

  it('checks what a step provisions, and every other kind of step', () => {
    expect(
      withSteps(
        '  - provision: { mark: keep }\n  - disco: { from: tess, to: rita }\n  - iq: { from: tess, payload: <x/>, expect: result }',
      ),
    ).to.deep.equal(['exit/a.yaml:7:18: malformed value of `mark`; write preserve, verify or rewrite']);
    expect(
      withSteps(
        '  - matrix: { from: tess, to: [rita], fence: { rita: ping, bob: A-X }, rows: { A-U: [+] } }',
      ),
    ).to.deep.equal([
      'exit/a.yaml:7:60: unknown actor `bob`; known are `tess`, `rita`',
      'exit/a.yaml:7:60: unknown label `A-X`; did you mean `A-S` or `A-U`?',
    ]);
  });
});

describe('loadScenarios', () => {
  let folder = '';
  before(() => {
    folder = mkdtempSync(join(tmpdir(), 'scenarios-'));
    for (const name of ['exit', 'requirements']) mkdirSync(join(folder, name));
    writeFileSync(join(folder, 'exit/b.yaml'), good);
    writeFileSync(join(folder, 'exit/a.yaml'), good);
    writeFileSync(join(folder, 'requirements/X.yaml'), 'group: X');
    writeFileSync(join(folder, 'scenario.schema.json'), '{}');
  });
  after(() => {
    rmSync(folder, { recursive: true });
  });

  it('reads every scenario of a folder, by path', () => {
    const found = loadScenarios(folder, vocabulary).map(({ id, file }) => ({ id, file }));
    expect(found).to.deep.equal([
      { id: 'exit/a', file: join(folder, 'exit/a.yaml') },
      { id: 'exit/b', file: join(folder, 'exit/b.yaml') },
    ]);
  });

  it('collects the problems of all files', () => {
    const poor = { ...vocabulary, labels: new Map<string, never>() };
    expect(() => loadScenarios(folder, poor))
      .to.throw(ScenarioError)
      .with.property('problems')
      .with.length(2 * 2);
  });
});

function read(text: string): ReturnType<typeof readScenario> {
  return readScenario(text, { id: 'exit/a', file: 'exit/a.yaml' }, vocabulary);
}

function wrong(text: string): string[] {
  try {
    read(text);
    return [];
  } catch (error) {
    if (error instanceof ScenarioError) return error.message.split('\n');
    throw error;
  }
}
