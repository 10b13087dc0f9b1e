import { expect } from 'chai';
import { judge } from '../judge.ts';
import {
  actors,
  begin,
  end,
  fixtures,
  message,
  note,
  ping,
  received,
  scenarioOf,
  sent,
  stream,
  type Told,
  transcriptOf,
} from '../transcript.fixture.ts';

const stanzas = 'urn:ietf:params:xml:ns:xmpp-stanzas';

describe('judgeIq', () => {
  const iq = (asked: string, ...answers: string[]): string[] =>
    found(
      `{ iq: { from: tess, to: { jid: a.test }, payload: "<x xmlns='urn:x'/>", ${asked} } }`,
      asking(`to='a.test'`, answers),
    );

  it('passes on one answer that holds what it should', () => {
    expect(
      iq('expect: result, contains: ["a=\'b\'"], lacks: [nothing]', result(`<x xmlns="urn:x" a="b"/>`)),
    ).to.deep.equal([
      'passed: the request is answered with a result',
      "passed: the answer holds `a='b'`",
      'passed: the answer does not hold `nothing`',
    ]);
  });

  it('fails on what is missing, and on what should be', () => {
    expect(iq('expect: result, contains: [nothing], lacks: ["<x"]', result('<x/>')).slice(1)).to.deep.equal([
      'failed: the answer holds `nothing`: it does not',
      'failed: the answer does not hold `<x`: it does',
    ]);
  });

  it('fails on an error instead of a result, a result instead of an error, and two answers', () => {
    expect(iq('expect: result', error('forbidden'))).to.deep.equal([
      'failed: the request is answered with a result: it is an error: forbidden',
    ]);
    expect(iq('expect: error', result(''))).to.deep.equal([
      'failed: the request is answered with an error: it is a result',
    ]);
    expect(iq('expect: result', result(''), result(''))).to.include(
      'failed: the request is answered once: 2 answers came',
    );
    expect(iq('expect: result', `<iq id='q' type='error'/>`)).to.deep.equal([
      'failed: the request is answered with a result: it is an error: without a condition',
      'failed: there is one <error/> in it (ERR-01): there are 0',
    ]);
  });

  it('takes either answer where either is right, and looks into a result', () => {
    const wish = 'expect: either, lacks: [secret]';
    expect(iq(wish, error('forbidden'))).to.deep.equal(['passed: the request is answered']);
    expect(iq(wish, result('<x>secret</x>'))).to.deep.equal([
      'passed: the request is answered',
      'failed: the answer does not hold `secret`: it does',
    ]);
  });

  it('compares the condition, and finds a label in the error', () => {
    expect(iq('expect: error, condition: [forbidden]', error('forbidden'))).to.deep.equal([
      'passed: the request is answered with an error',
    ]);
    const labelled = error('conflict').replace('<error', `${fixtures.labelElement('A-S')}<error`);
    expect(iq('expect: error, condition: [forbidden]', labelled).slice(1)).to.deep.equal([
      'failed: the error holds no label (ERR-03): there is one in it',
      'failed: the error says forbidden: it says conflict',
    ]);
  });

  it('finds two conditions, two texts and two application conditions in an error', () => {
    const inside = `<forbidden xmlns='${stanzas}'/><strange xmlns='${stanzas}'/><text xmlns='${stanzas}'/><text xmlns='${stanzas}'/><a xmlns='urn:a'/><b xmlns='urn:b'/>`;
    const raw = `<iq id='q' type='error' from='a.test' to='${actors.tess}'><error type='auth'>${inside}</error></iq>`;
    expect(iq('expect: error', raw).slice(1)).to.deep.equal([
      'failed: the error has one defined condition (ERR-01): there is forbidden and strange',
      'failed: the error has at most one text (ERR-01): there are 2',
      'failed: the error has at most one application condition (ERR-01): there are 2',
    ]);
    const bare = `<iq id='q' type='error' from='a.test'><error type='auth'/></iq>`;
    expect(iq('expect: error, condition: [forbidden]', bare).slice(1)).to.deep.equal([
      'failed: the error has one defined condition (ERR-01): there is none',
      'failed: the error says forbidden: it says nothing',
    ]);
  });

  it('is inconclusive without an answer, and fails once the ping after it is answered', () => {
    expect(iq('expect: result')).to.deep.equal([
      'inconclusive: the request is answered with a result: no answer came, and the proof is not complete',
    ]);
    const fenced = [...asking(`to='a.test'`, []).slice(0, -1), ...Object.values(ping(0)), end(0)];
    expect(found(`{ iq: { from: tess, payload: <x/>, expect: result } }`, fenced)).to.deep.equal([
      'failed: the request is answered with a result: no answer came',
    ]);
    expect(found(`{ iq: { from: tess, payload: <x/>, expect: result } }`, [begin(0), end(0)])).to.deep.equal([
      'inconclusive: tess sends the request: it was not sent',
    ]);
  });
});

describe('judgeDisco, of identities', () => {
  const query = (...names: string[]): string =>
    result(
      `<query xmlns='http://jabber.org/protocol/disco#info'>${names
        .map((name) => `<identity category='server' type='im' name='${name}'/>`)
        .join('')}</query>`,
    );
  const compared = (first: string | undefined, second: string): string[] => {
    const steps = '{ disco: { from: tess, remember: one } }, { disco: { from: tess, sameIdentities: one } }';
    const lines = [first, second].flatMap((answer, step) => [
      begin(step),
      note(step, 'request', { id: `q${step}`, from: 'tess', to: 'a.test' }),
      sent('tess', `<iq type='get' id='q${step}' to='a.test'/>`),
      answer === undefined ? undefined : received('tess', answer.replace("id='q'", `id='q${step}'`)),
      end(step),
    ]);
    const { findings } = judge(scenarioOf(`steps: [${steps}]`), 'scenario', transcriptOf(lines), fixtures);
    return findings
      .filter(({ step, claim }) => step === 1 && claim.includes('identities'))
      .map(({ outcome }) => outcome);
  };

  it('holds for the same ones in any order, and not for others, more or fewer', () => {
    expect(compared(query('a', 'b'), query('b', 'a'))).to.deep.equal(['passed']);
    expect(compared(query('a'), query('b'))).to.deep.equal(['failed']);
    expect(compared(query('a', 'b'), query('a'))).to.deep.equal(['failed']);
  });

  it('shows nothing where the first ones were not seen', () => {
    expect(compared(undefined, query('a'))).to.deep.equal(['inconclusive']);
  });
});

describe('judgeDisco', () => {
  const disco = (answer: string): string[] =>
    found('{ disco: { from: tess, has: [urn:a], lacks: [urn:b] } }', asking(`to='a.test'`, [answer]));

  it('compares the features', () => {
    const query = (feature: string): string =>
      result(`<query xmlns='http://jabber.org/protocol/disco#info'><feature var='${feature}'/></query>`);
    expect(disco(query('urn:a')).slice(1)).to.deep.equal([
      'passed: the feature urn:a is listed',
      'passed: the feature urn:b is not listed',
    ]);
    expect(disco(query('urn:b')).slice(1)).to.deep.equal([
      'failed: the feature urn:a is listed: it is not',
      'failed: the feature urn:b is not listed: it is',
    ]);
  });

  it('fails on an answer without a query, and on an error', () => {
    expect(disco(result(''))).to.include('failed: the answer holds a disco#info query: it does not');
    expect(disco(error('forbidden'))[0]).to.contain('it is an error: forbidden');
  });

  it('compares the hash of the stream features with that of the answer', () => {
    const query = "<query xmlns='http://jabber.org/protocol/disco#info'><feature var='urn:a'/></query>";
    const hash = (...features: string[]): string | undefined =>
      found('{ disco: { from: desk, capabilities: true } }', [
        ...features.map((text) => stream('desk', 'features', `<features>${text}</features>`)),
        begin(0),
        note(0, 'request', { id: 'q' }),
        sent('desk', `<iq id='q' type='get' to='a.test'/>`),
        received('desk', `<iq id='q' type='result' from='a.test'>${query}</iq>`),
        end(0),
      ]).at(-1);
    const announced = (ver: string, name = 'sha-1'): string =>
      `<c xmlns='http://jabber.org/protocol/caps' hash='${name}' ver='${ver}'/>`;
    const claim = 'the hash in the stream features is that of the answer (DISC-08)';
    expect([
      hash(announced('xS+tC4aK/AuPSt2FRBjxdhfEViw=')),
      hash(announced('x')),
      hash(announced('x', 'sha-0')),
      hash(''),
      hash("<c xmlns='http://jabber.org/protocol/caps'/>"),
      hash(),
    ]).to.deep.equal([
      `passed: ${claim}`,
      `failed: ${claim}: it is x, and that of the answer is xS+tC4aK/AuPSt2FRBjxdhfEViw=`,
      `inconclusive: ${claim}: nobody here knows the algorithm \`sha-0\``,
      `failed: ${claim}: there is no hash in them`,
      `inconclusive: ${claim}: nobody here knows the algorithm \`\``,
      `inconclusive: ${claim}: the stream features were not seen`,
    ]);
  });
});

describe('judgeCatalog', () => {
  const catalog = (asked: string, answer: string): string[] =>
    found(
      `{ catalog: { from: tess, for: rita${asked === '' ? '' : `, ${asked}`} } }`,
      asking(`to='a.test'`, [answer]),
    );
  const good = catalogOf(
    `to='${actors.rita}' size='3' restrict='1' id='7'`,
    `<item selector='Open|U' default='true'>${marked('A-U', 'UNCLASSIFIED')}</item><item selector='R'>${fixtures.labelElement('A-R')}</item><item selector='(none)'/>`,
  );

  it('passes a well-formed catalog with what is asked', () => {
    expect(
      catalog(
        'lists: [A-R, none, A-U], lacks: [A-S], default: A-U, restrict: true, markings: { A-U: UNCLASSIFIED }',
        good,
      ),
    ).to.deep.equal([
      'passed: the request is answered with a result',
      'passed: the catalog is well formed (CAT-02 to CAT-08)',
      'passed: the catalog lists A-R, none and A-U',
      'passed: the catalog does not list A-S',
      'passed: the default is A-U',
      'passed: restrict is true',
      'passed: A-U is marked `UNCLASSIFIED` (CAT-25)',
    ]);
  });

  it('fails on other content', () => {
    const empty = catalogOf(`to='${actors.rita}'`, '');
    expect(
      catalog('lists: [A-U], default: A-U, restrict: true, markings: { A-U: X }', empty).slice(2),
    ).to.deep.equal([
      'failed: the catalog lists A-U: it lists nothing',
      'failed: the default is A-U: it is nothing',
      'failed: restrict is true: it is false',
      'failed: A-U is marked `X` (CAT-25): it is marked `nothing`',
    ]);
    expect(catalog('lists: [], lacks: [A-R]', good).slice(2)).to.deep.equal([
      'failed: the catalog lists nothing: it lists A-U, A-R and none',
      'failed: the catalog does not list A-R: it does',
    ]);
  });

  it('finds every break of form', () => {
    const label = fixtures.labelElement('A-U');
    const inside = /<label>.*<\/label>/.exec(label)?.[0] ?? '';
    const items = [
      `<item selector='a|' default='yes'>${label}${label}</item>`,
      `<item default='1'><securitylabel xmlns='urn:xmpp:sec-label:0'>${inside}<displaymarking/><x xmlns='urn:x'/></securitylabel></item>`,
      `<item default='true'><securitylabel xmlns='urn:xmpp:sec-label:0'><label>text</label></securitylabel></item>`,
      `<item><securitylabel xmlns='urn:xmpp:sec-label:0'><label><a xmlns='a'/><b xmlns='b'/></label></securitylabel></item>`,
      `<item><securitylabel xmlns='urn:xmpp:sec-label:0'/></item>`,
      `<strange/>`,
    ];
    const attributes = `xmlns:c='urn:xmpp:sec-label:catalog:2' c:to='${actors.rita}' size='9' restrict='maybe'`;
    expect(catalog('', catalogOf(attributes, items.join(''))).slice(1)).to.deep.equal([
      'failed: the catalog says that it is for u-r@a.test/h (CAT-02): it does not say',
      'failed: attributes are unqualified (CAT-02): there is {urn:xmpp:sec-label:catalog:2}to',
      'failed: restrict is a boolean (CAT-05): it is maybe',
      'failed: the catalog holds items only (CAT-02): it holds <strange/>',
      'failed: item 1 has at most one label (CAT-03): it has 2',
      'failed: item 2 has marking, label and equivalents in this order (CAT-03): it has label displaymarking something else',
      'failed: a marking says something (MARK-01): it is empty',
      "failed: item 3's <label/> holds at most one element and no text (CAT-03): it holds text `text`",
      "failed: item 4's <label/> holds at most one element and no text (CAT-03): it holds 2 elements",
      'failed: item 5 has marking, label and equivalents in this order (CAT-03): it has nothing',
      'failed: at most one item is the default (CAT-04): 2 are',
      'failed: default is a boolean (CAT-04): it is yes',
      'failed: all items have a selector, or none has (CAT-06): 1 of 5 have',
      'failed: selectors are words with | between them (CAT-06): there is `a|`',
      'failed: size is the number of items, 5 (CAT-08): it is 9',
    ]);
    expect(catalog('', catalogOf(`to='a.test'`, ''))[1]).to.equal(
      'failed: the catalog says that it is for u-r@a.test/h (CAT-02): it is for a.test',
    );
  });

  it('takes an error where one is asked for, and fails on a result without a catalog', () => {
    expect(catalog('expect: error', error('item-not-found'))).to.deep.equal([
      'passed: the request is answered with an error',
    ]);
    expect(catalog('', result(''))).to.include('failed: the answer holds a catalog (CAT-01): it does not');
  });

  it('compares ids with those it remembers, where there are any', () => {
    const ids = (...given: (string | undefined)[]): string[] => {
      const scenario = scenarioOf(`
steps:
  - catalog: { from: tess, for: { bare: rita }, remember: first }
  - catalog: { from: tess, for: { bare: rita }, sameId: first, otherId: first }
`);
      const lines = given.flatMap((id, step) => [
        begin(step),
        note(step, 'request', { id: `q${step}` }),
        sent('tess', `<iq id='q${step}' type='get'/>`),
        received(
          'tess',
          catalogOf(`to='u-r@a.test'${id === undefined ? '' : ` id='${id}'`}`, '').replace(
            "id='q'",
            `id='q${step}'`,
          ),
        ),
        end(step),
      ]);
      const { findings } = judge(scenario, 'scenario', transcriptOf(lines), fixtures);
      return findings
        .filter(({ claim }) => claim.includes('CAT-09'))
        .map(({ outcome, claim, seen }) => `${outcome}: ${claim}: ${seen ?? ''}`);
    };
    expect(ids('1', '1')).to.deep.equal([
      "passed: the catalog's id is the one of first (CAT-09): ",
      "failed: the catalog's id is another than of first (CAT-09): it is 1, and was 1",
    ]);
    expect(ids('1', '2')[0]).to.equal(
      "failed: the catalog's id is the one of first (CAT-09): it is 2, and was 1",
    );
    expect(ids(undefined, '2')).to.deep.equal([]);
    expect(ids('1', undefined)).to.deep.equal([]);
  });
});

describe('judgeOffered', () => {
  const probes = (labels: readonly string[], arriving: readonly string[]): Told[] =>
    labels.flatMap((label, index) => {
      const one = (kind: string, by: string, comes: boolean): Told[] => {
        const id = `${kind}-${index}`;
        const raw = message(id, `nonce-${id}`, by, `from='${actors.tess}'`);
        const told = [
          note(0, `${kind}.${index}`, { id, nonce: `nonce-${id}`, to: actors.rita, from: 'tess' }),
          sent('tess', raw),
        ];
        return comes ? [...told, received('rita', raw)] : told;
      };
      const stimulus = one('stimulus', label, arriving.includes(label));
      return [
        ...one('control', 'A-U', true),
        ...stimulus,
        ...one('fence', 'A-U', true),
        ...Object.values(ping(0, `.${index}`)),
      ];
    });
  const offered = (listed: readonly string[], arriving: readonly string[]): string[] => {
    const items = listed.map((label) => `<item>${fixtures.labelElement(label)}</item>`).join('');
    const request = asking(`to='a.test'`, [catalogOf(`to='${actors.rita}'`, items)]).slice(0, -1);
    return found('{ offered: { from: tess, to: rita, labels: [A-U, A-S] } }', [
      ...request,
      ...probes(['A-U', 'A-S'], arriving),
      end(0),
    ]);
  };

  it('passes when exactly what is listed is delivered', () => {
    expect(offered(['A-U'], ['A-U'])).to.deep.equal([
      'passed: the request is answered with a result',
      'passed: of A-U and A-S, the catalog lists some and leaves out others',
      'passed: A-U is listed and delivered (CAT-16)',
      'passed: A-S is not listed and refused (CAT-17)',
    ]);
  });

  it('fails when they differ, and when the catalog lists all or none', () => {
    expect(offered(['A-U'], ['A-U', 'A-S'])[3]).to.contain('failed: A-S is not listed and refused (CAT-17)');
    expect(offered(['A-U', 'A-S'], ['A-U', 'A-S'])[1]).to.contain('it lists all');
    expect(offered([], [])[1]).to.contain('it lists none');
  });

  it('fails without a catalog', () => {
    const step = '{ offered: { from: tess, to: rita, labels: [A-U, A-S] } }';
    expect(found(step, asking('', [result('')])).at(-1)).to.equal(
      'failed: the answer holds a catalog (CAT-01): it does not',
    );
    expect(found(step, asking('', [error('forbidden')]))).to.have.length(1);
  });
});

describe('judgeRaw', () => {
  const lives = '{ raw: { from: desk, bytes: x, expect: stream-lives } }';
  const dies = '{ raw: { from: desk, bytes: x, expect: { streamError: [not-well-formed] } } }';
  const pong = [note(0, 'sender-fence', { id: 'p' }), received('desk', `<iq id='p' type='result'/>`)];
  const error = received(
    'desk',
    `<stream:error><not-well-formed xmlns='urn:ietf:params:xml:ns:xmpp-streams'/></stream:error>`,
  );
  const raw = (step: string, ...lines: Told[]): string[] => found(step, [begin(0), ...lines, end(0)]);

  it('passes when the stream goes on, and fails when it ends', () => {
    expect(raw(lives, ...pong)).to.deep.equal(["passed: desk's stream goes on"]);
    expect(raw(lives, error, stream('desk', 'closed'))).to.deep.equal([
      "failed: desk's stream goes on: it ended: not-well-formed",
    ]);
    expect(raw(lives, stream('desk', 'closed'))[0]).to.contain('it ended: without a stream error');
    expect(raw(lives)[0]).to.contain('inconclusive');
  });

  it('passes when it ends with the error that was asked for, as it came or as it was reported', () => {
    expect(raw(dies, error, stream('desk', 'closed'))).to.deep.equal([
      "passed: desk's stream ends with not-well-formed",
    ]);
    expect(raw(dies, stream('desk', 'error', 'the server said not-well-formed'))).to.have.members([
      "passed: desk's stream ends with not-well-formed",
    ]);
  });

  it('fails when it goes on, or ends otherwise', () => {
    expect(raw(dies, ...pong)[0]).to.equal("failed: desk's stream ends with not-well-formed: it goes on");
    expect(raw(dies, stream('desk', 'closed'))[0]).to.contain('it ends with no stream error');
    expect(raw(dies)[0]).to.contain('inconclusive');
  });

  it('takes any stream error where none is named', () => {
    const any = '{ raw: { from: desk, bytes: x, expect: { streamError: [] } } }';
    expect(raw(any, error, stream('desk', 'closed'))).to.deep.equal([
      "passed: desk's stream ends with a stream error",
    ]);
    expect(raw(any, stream('desk', 'closed'))[0]).to.contain('failed');
  });
});

describe('judge, of steps that claim little', () => {
  const scenario = scenarioOf(`
steps:
  - connect: rita
  - disconnect: rita
  - send: { from: tess, stanza: <presence/> }
  - provision: { 'U(u-r)': none, Srv.clr: [U] }
  - provision: { stamp: on }
  - disco: { from: tess }
`);
  const judged = (...lines: Told[]): ReturnType<typeof judge> =>
    judge(scenario, 'scenario', transcriptOf(lines), fixtures);
  const steps = [1, 2, 3, 4, 5].flatMap((step) => [begin(step), end(step)]);

  it('asks of connect that a session is bound', () => {
    expect(judged(begin(0), stream('rita', 'bound'), end(0), ...steps).steps[0]?.outcome).to.equal('passed');
    expect(judged(begin(0), end(0), ...steps).steps[0]?.outcome).to.equal('inconclusive');
  });

  it('names every step', () => {
    expect(judged().steps.map(({ summary }) => summary)).to.deep.equal([
      'rita comes online',
      'rita goes offline',
      'tess sends a stanza',
      'U(u-r) and Srv.clr change',
      'stamp changes',
      'tess asks what a.test can do',
    ]);
    expect(judged(begin(0), stream('rita', 'bound'), end(0), ...steps).steps[1]?.outcome).to.equal('passed');
  });
});

function found(step: string, lines: readonly Told[]): string[] {
  const scenario = scenarioOf(`steps: [${step}]`);
  return judge(scenario, 'scenario', transcriptOf(lines), fixtures).findings.map(
    ({ outcome, claim, seen }) =>
      seen === undefined ? `${outcome}: ${claim}` : `${outcome}: ${claim}: ${seen}`,
  );
}

function asking(to: string, answers: readonly string[]): Told[] {
  const request = [note(0, 'request', { id: 'q' }), sent('tess', `<iq id='q' type='get' ${to}/>`)];
  return [begin(0), ...request, ...answers.map((answer) => received('tess', answer)), end(0)];
}

function result(payload: string): string {
  return `<iq id='q' type='result' from='a.test' to='${actors.tess}'>${payload}</iq>`;
}

function error(condition: string): string {
  return `<iq id='q' type='error' from='a.test' to='${actors.tess}'><error type='auth'><${condition} xmlns='${stanzas}'/></error></iq>`;
}

function catalogOf(attributes: string, items: string): string {
  return result(`<catalog xmlns='urn:xmpp:sec-label:catalog:2' ${attributes}>${items}</catalog>`);
}

function marked(label: string, marking: string): string {
  return fixtures
    .labelElement(label)
    .replace('<label>', `<displaymarking>${marking}</displaymarking><label>`);
}
