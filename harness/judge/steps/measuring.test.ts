import { expect } from 'chai';
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
  scenarioOf,
  sent,
  stream,
  type Told,
  transcriptOf,
} from '../transcript.fixture.ts';

type Line = Told | undefined;

/** Of each finding: its outcome, what was seen, what was measured. */
function found(body: string, lines: readonly Line[]): string[] {
  const record = judge(scenarioOf(body), 'scenario', transcriptOf([begin(0), ...lines, end(0)]), fixtures);
  return record.findings.map(({ outcome, seen, value }) =>
    [
      outcome,
      ...(seen === undefined ? [] : [`seen ${seen}`]),
      ...(value === undefined ? [] : [`value ${value}`]),
    ].join('; '),
  );
}

describe('judgeTiming', () => {
  const body = `steps:
  - timing:
      from: tess
      trials: 20
      cases:
        known: {message: {to: rita, label: A-S}}
        unknown: {message: {to: {jid: 'nobody@\${domain}'}, label: A-S}}
`;
  const trial = (name: string, index: number, answered: boolean): Line[] => {
    const id = `${name}-${index}`;
    return [
      note(0, `trial.${name}.${index}`, { id, from: 'tess' }),
      sent('tess', `<message id='${id}'/>`),
      // Every other time a line more goes by: times that never vary cannot be tested
      ...(index % 2 === 0 ? [] : [stream('sam', 'open')]),
      answered
        ? received('tess', `<message type='error' id='${id}' from='x' to='${actors.tess}'/>`)
        : undefined,
    ];
  };
  const fence = (name: string, index: number): Line[] => {
    const id = `ping-${name}-${index}`;
    return [
      note(0, `trial-fence.${name}.${index}`, { id, from: 'tess' }),
      sent('tess', `<iq id='${id}' type='get'/>`),
      received('tess', `<iq id='${id}' type='result'/>`),
    ];
  };
  const idle = (count: number): Line[] => Array.from({ length: count }, () => stream('sam', 'open'));
  const all = (between: number, last = 20): Line[] =>
    Array.from({ length: last }, (_, index) => [
      ...trial('known', index, true),
      ...fence('known', index),
      ...trial('unknown', index, false),
      ...idle(between),
      ...fence('unknown', index),
    ]).flat();

  it('reports the figures of times that are alike', () => {
    const beside = [
      note(0, 'control', { id: 'c', from: 'tess' }),
      received('tess', "<presence id='known-0'/>"),
    ];
    const [only] = found(body, [...beside, ...all(0)]);
    expect(only).to.match(
      /^passed; value mean 1\.50 ms \(known\), 3\.50 ms \(unknown\); effect 2\.00 ms; t = .*, p = .*, n = 20 each$/,
    );
  });

  it('fails where a large difference is sure', () => {
    expect(found(body, all(30))[0]).to.match(/^failed; seen mean .* effect 32\.00 ms; .*; value mean /);
  });

  it('says nothing of times that never vary, nor where nothing was tried', () => {
    const steady = Array.from({ length: 20 }, (_, index) => [
      ...trial('known', 2 * index, true).slice(0, 4),
      ...fence('known', 2 * index),
      ...trial('unknown', 2 * index, true).slice(0, 4),
      ...fence('unknown', 2 * index),
    ]).flat();
    expect(found(body, steady)).to.deep.equal([
      'inconclusive; seen the times never vary: no test is possible',
    ]);
    expect(found(body, [])).to.deep.equal(['inconclusive; seen 0 of 20 trials of known came to an answer']);
  });

  it('says nothing of less than all trials', () => {
    expect(found(body, all(0, 19))).to.deep.equal([
      'inconclusive; seen 19 of 20 trials of known came to an answer',
    ]);
  });

  it('says nothing where one ping was not answered', () => {
    const lines = all(0);
    expect(found(body, lines.slice(0, -1))[0]).to.match(/^inconclusive; seen 19 of 20 trials of unknown/);
  });
});

describe('judgeLearns', () => {
  const body = (asked: string): string =>
    `steps: [{ learns: { from: tess, to: rita, labels: [A-R, A-S]${asked} } }]\n`;
  const tried = (index: number, label: string, delivered: boolean, told: boolean): Line[] => {
    const id = `stimulus-${index}`;
    const value = { id, nonce: `nonce-of-${id}`, to: actors.rita, from: 'tess', at: ['rita'], label };
    const copy = message(id, value.nonce, label, `from='${actors.tess}' to='${actors.rita}'`);
    const bracket = (kind: string): Line[] => Object.values(rename(passing(0, kind, 'rita'), kind, index));
    return [
      ...bracket('control'),
      note(0, `stimulus.${index}`, value),
      sent('tess', message(id, value.nonce, label, `to='${actors.rita}'`)),
      delivered ? received('rita', copy) : undefined,
      told
        ? received(
            'tess',
            `<message type='error' id='${id}' from='${actors.rita}' to='${actors.tess}'><error type='auth'/></message>`,
          )
        : undefined,
      ...bracket('fence'),
      ...Object.values(ping(0, `.${index}`)),
    ];
  };
  const rename = (lines: Record<string, Told>, kind: string, index: number): Record<string, Told> =>
    Object.fromEntries(
      Object.entries(lines).map(([name, line]): [string, Told] => {
        const own = (text: string): string => text.replaceAll(`${kind}-0`, `${kind}-0-${index}`);
        if (line.kind === 'note') return [name, { ...line, key: `${kind}.${index}`, value: own(line.value) }];
        return [name, line.kind === 'stanza' ? { ...line, raw: own(line.raw) } : line];
      }),
    );
  const catalog = (...labels: string[]): Line[] => {
    const items = labels.map((label) => `<item selector='x'>${fixtures.labelElement(label)}</item>`).join('');
    return [
      note(0, 'request', { id: 'c', from: 'tess' }),
      sent(
        'tess',
        `<iq id='c' type='get' to='a.test'><catalog xmlns='urn:xmpp:sec-label:catalog:2' to='${actors.rita}'/></iq>`,
      ),
      received(
        'tess',
        `<iq id='c' type='result' from='a.test' to='${actors.tess}'><catalog xmlns='urn:xmpp:sec-label:catalog:2'>${items}</catalog></iq>`,
      ),
    ];
  };

  it('counts the labels whose fate the answers and the catalog tell', () => {
    const lines = [...catalog('A-R'), ...tried(0, 'A-R', true, false), ...tried(1, 'A-S', false, true)];
    expect(found(body(''), lines)).to.deep.equal([
      'passed',
      'passed; value 2 of 2 labels',
      'passed; value 2 of 2 labels',
    ]);
    expect(found(body(', byErrors: 0, byCatalog: 2'), lines)).to.deep.equal([
      'passed',
      'failed; seen 2 of 2 labels; value 2 of 2 labels',
      'passed; value 2 of 2 labels',
    ]);
  });

  it('counts none where all are answered alike', () => {
    const lines = [
      ...catalog('A-R', 'A-S'),
      ...tried(0, 'A-R', true, false),
      ...tried(1, 'A-S', false, false),
    ];
    expect(found(body(', byErrors: 0, byCatalog: 0'), lines)).to.deep.equal([
      'passed',
      'passed; value 0 of 2 labels',
      'passed; value 0 of 2 labels',
    ]);
  });

  it('counts what an error in place of a catalog, or none at all, tells', () => {
    const answers = [
      "<iq type='error' id='c' from='a.test'><error type='cancel'><service-unavailable xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></error></iq>",
      "<iq type='result' id='c' from='a.test'/>",
    ];
    for (const answer of answers) {
      const asked = [...catalog().slice(0, 2), received('tess', answer)];
      const lines = [...asked, ...tried(0, 'A-R', true, false), ...tried(1, 'A-S', false, true)];
      expect(found(body(''), lines)[2]).to.equal('passed; value 0 of 2 labels');
    }
    const unanswered = [
      ...catalog().slice(0, 2),
      ...tried(0, 'A-R', true, false),
      ...tried(1, 'A-S', false, true),
    ];
    expect(found(body(''), unanswered)[2]).to.match(/^(failed|inconclusive); seen no answer came/);
  });

  it('has nothing to count where all labels have one fate', () => {
    const lines = [...catalog('A-R'), ...tried(0, 'A-R', true, false), ...tried(1, 'A-S', true, false)];
    expect(found(body(''), lines)).to.deep.equal(['passed; value no: of A-R and A-S all do']);
    expect(found(body(', byErrors: 0'), lines)).to.deep.equal(['failed; seen all do']);
    const refused = [...catalog(), ...tried(0, 'A-R', false, true), ...tried(1, 'A-S', false, true)];
    expect(found(body(', byCatalog: 0'), refused)).to.deep.equal(['failed; seen none does']);
  });

  it('cannot say where a fence is missing, or a label was not tried', () => {
    const whole = [...catalog('A-R'), ...tried(0, 'A-R', true, false), ...tried(1, 'A-S', false, true)];
    expect(found(body(''), whole.slice(0, -1))[0]).to.match(/^inconclusive; seen .*no answer to tess's ping/);
    expect(found(body(''), whole.slice(0, -3))).to.deep.equal(['inconclusive; seen it was not sent']);
    expect(found(body(''), [...catalog('A-R'), ...tried(0, 'A-R', true, false)])).to.deep.equal([
      'inconclusive; seen it was not sent',
    ]);
  });
});

describe('judgeChannel', () => {
  const body = (expectation: string): string =>
    `steps: [{ channel: { from: tess, to: rita, name: a profile, stanza: "<iq id='\${id}'>\${nonce}</iq>"${expectation} } }]\n`;
  const lines = (arrives: boolean, fence = true): Line[] => {
    const { fenceArrives, ...rest } = passing(0, 'fence', 'rita');
    return [
      ...Object.values(passing(0, 'control', 'rita')),
      note(0, 'stimulus', { id: 's', nonce: 'nonce-of-s', from: 'tess', to: actors.rita, at: ['rita'] }),
      sent('tess', "<iq id='s'>nonce-of-s</iq>"),
      arrives ? received('rita', "<iq id='s' from='x'>nonce-of-s</iq>") : undefined,
      ...Object.values(rest),
      fence ? fenceArrives : undefined,
      ...Object.values(ping(0)),
    ];
  };

  it('reports whether the content got through', () => {
    expect(found(body(''), lines(true))[0]).to.equal('passed; value open');
    expect(found(body(''), lines(false))[0]).to.equal('passed; value closed');
  });

  it('fails where another was expected', () => {
    expect(found(body(', expect: closed'), lines(true))[0]).to.equal('failed; seen it is open; value open');
    expect(found(body(', expect: open'), lines(false))[0]).to.equal(
      'failed; seen it is closed; value closed',
    );
    expect(found(body(', expect: closed'), lines(false))[0]).to.equal('passed; value closed');
  });

  it('believes no channel closed without a fence, nor without the stanza', () => {
    expect(found(body(', expect: closed'), lines(false, false))[0]).to.match(
      /^inconclusive; seen nothing came/,
    );
    expect(found(body(', expect: closed'), [])[0]).to.equal('inconclusive; seen it was not sent');
  });

  it('finds content in what the other asks for, and believes it closed only where that was answered', () => {
    const asking = ", asks: { to: { jid: a.test }, payload: '<query/>' }";
    const asked = note(0, 'request', { id: 'r', from: 'rita', to: 'a.test' });
    const answer = (inside: string): Line => received('rita', `<iq id='r' type='result'>${inside}</iq>`);
    expect(found(body(asking), [...lines(false), asked, answer('nonce-of-s')])[0]).to.equal(
      'passed; value open',
    );
    expect(found(body(asking), [...lines(false), asked, answer('')])[0]).to.equal('passed; value closed');
    expect(found(body(asking), [...lines(false), asked])[0]).to.match(/^inconclusive; seen nothing came/);
    expect(found(body(asking), lines(false))[0]).to.match(/^inconclusive; seen nothing came/);
  });
});

describe('judgeUnsaid', () => {
  const body = 'steps: [{ unsaid: { words: [SECRET, harness] } }]\n';
  const result =
    "<iq type='result' id='v'><query xmlns='jabber:iq:version'><version>1</version></query></iq>";

  it('holds where the server said something else', () => {
    expect(found(body, [received('tess', result)])).to.deep.equal(['passed']);
  });

  it('finds a word in a result, an error or the end of a stream, however it is spelled', () => {
    expect(found(body, [received('tess', result.replace('1<', '1 for Harness A<'))])[0]).to.equal(
      'failed; seen there is harness',
    );
    expect(
      found(body, [
        received('tess', "<message type='error'><error><text>not for secret</text></error></message>"),
      ])[0],
    ).to.equal('failed; seen there is SECRET');
    expect(found(body, [received('tess', '<stream:error><text>SECRET</text></stream:error>')])[0]).to.match(
      /^failed/,
    );
    expect(
      found(body, [received('tess', result), stream('tess', 'error', 'policy-violation - SECRET')])[0],
    ).to.match(/^failed/);
  });

  it('does not look at messages and catalogs', () => {
    const catalog =
      "<iq type='result' id='c'><catalog xmlns='urn:xmpp:sec-label:catalog:2' name='SECRET'/></iq>";
    expect(
      found(body, [
        received('tess', catalog),
        received('tess', '<message><body>SECRET</body></message>'),
        received('tess', result),
      ]),
    ).to.deep.equal(['passed']);
  });

  it('looks at what only names catalogs: a list of features, an error', () => {
    const feature = "<feature var='urn:xmpp:sec-label:catalog:2'/>";
    const info = `<iq type='result' id='d'><query xmlns='http://jabber.org/protocol/disco#info'><identity name='SECRET'/>${feature}</query></iq>`;
    const error =
      "<iq type='error' id='c'><catalog xmlns='urn:xmpp:sec-label:catalog:2'/><error><text>SECRET</text></error></iq>";
    for (const text of [info, error])
      expect(found(body, [received('tess', text)])).to.deep.equal(['failed; seen there is SECRET']);
  });

  it('finds no word in an id, which the harness has made', () => {
    const answers = [received('tess', result.replace("'v'", "'4harness2'"))];
    expect(found(body, answers)).to.deep.equal(['passed']);
  });

  it('shows nothing where nothing was said', () => {
    const closed = stream('tess', 'closed', 'the connection was closed');
    expect(found(body, [closed])).to.deep.equal(['inconclusive; seen it said nothing']);
  });
});
