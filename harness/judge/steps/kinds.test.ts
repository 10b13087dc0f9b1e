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
  refusalOf,
  scenarioOf,
  sent,
  type Told,
  transcriptOf,
} from '../transcript.fixture.ts';

/** The kinds of what fails in step 0, in the order in which it is found. */
function kinds(step: string, lines: readonly Told[]): string[] {
  const twin =
    'twin: { title: The other way, steps: [{ probe: { from: tess, to: sam, expect: delivered } }] }';
  const scenario = scenarioOf(`steps: [${step}]\n${twin}`);
  const { findings } = judge(scenario, 'scenario', transcriptOf([begin(0), ...lines, end(0)]), fixtures);
  return findings.flatMap(({ step: index, kind }) => (index === 0 && kind !== undefined ? [kind] : []));
}

const stanzas = "xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'";

describe('the kind of what a request brings', () => {
  const asked = (step: string, to: string, answer: string, payload = "<x xmlns='urn:x'>mine</x>"): string[] =>
    kinds(step, [
      note(0, 'request', { id: 'q' }),
      sent('tess', `<iq id='q' type='get'${to}>${payload}</iq>`),
      received('tess', answer),
    ]);
  const result = (payload = ''): string => `<iq id='q' type='result' from='a.test'>${payload}</iq>`;
  const error = (inside = ''): string =>
    `<iq id='q' type='error' from='a.test' to='${actors.tess}'>${inside}<error type='auth'><forbidden ${stanzas}/></error></iq>`;
  const iq = (more: string): string => `{ iq: { from: tess, to: { jid: a.test }, payload: <x/>, ${more} } }`;

  it('is a leak where what must be refused is granted by anybody but the own server and account', () => {
    for (const to of ['', ` to='a.test'`, ` to='u-ts@a.test'`])
      expect(asked(iq('expect: error'), to, result()), to).to.deep.equal(['protocol']);
    for (const to of [` to='muc.a.test'`, ` to='u-r@a.test'`, ` to='ops@muc.a.test'`])
      expect(asked(iq('expect: error'), to, result()), to).to.deep.equal(['leak']);
  });

  it('is over-blocking where what must be granted is refused, and a wrong error where the error is wrong', () => {
    expect(asked(iq('expect: result'), '', error())).to.deep.equal(['over-block']);
    expect(asked(iq('expect: error, condition: [conflict]'), '', error())).to.deep.equal(['wrong-error']);
  });

  it('is a leak where an answer tells what it must not, unless it is what was just written', () => {
    expect(asked(iq('expect: result, lacks: [secret]'), '', result('secret'))).to.deep.equal(['leak']);
    expect(asked(iq('expect: error, lacks: [secret]'), '', error('<a>secret</a>'))).to.deep.equal(['leak']);
    expect(asked(iq('expect: result, lacks: [mine]'), '', result('mine'))).to.deep.equal(['protocol']);
    expect(asked(iq('expect: error, lacks: [mine]'), '', error('<a>mine</a>'))).to.deep.equal([
      'wrong-error',
    ]);
    const named = asked(iq('expect: result, lacks: [ops]'), ` to='ops@muc.a.test'`, result('ops'));
    expect(named, 'an address is nothing that was written').to.deep.equal(['leak']);
  });

  it('is a claim where a catalog lists too much, and a leak where that is for somebody else', () => {
    const catalog = result(
      `<catalog xmlns='urn:xmpp:sec-label:catalog:2' to='${actors.rita}'><item>${fixtures.labelElement('A-S')}</item></catalog>`,
    );
    const of = (more: string, answer = catalog): string[] =>
      asked(`{ catalog: { from: tess, for: rita, ${more} } }`, '', answer);
    expect(of('lists: [A-U]')).to.deep.equal(['claim']);
    expect(of('lacks: [A-S]')).to.deep.equal(['claim']);
    expect(of('claims: sam, lists: [A-U]')).to.deep.equal(['leak']);
    expect(of('claims: sam, lists: [A-S, A-U]')).to.deep.equal(['claim']);
    expect(of('claims: sam, lacks: [A-S]')).to.deep.equal(['leak']);
    expect(of('expect: error')).to.deep.equal(['claim']);
    expect(of('lists: [A-S]', error())).to.deep.equal(['claim']);
  });

  it('is a wrong error where nothing is said in a word but what was written, and else a leak', () => {
    const unsaid = (word: string): string[] =>
      asked(`{ unsaid: { words: [${word}] } }`, '', error('<a>mine secret</a>'));
    expect(unsaid('mine')).to.deep.equal(['wrong-error']);
    expect(unsaid('secret')).to.deep.equal(['leak']);
  });
});

describe('the kind of what becomes of a message', () => {
  const copy = (inside: string, from: string = actors.tess): Told =>
    received(
      'rita',
      `<message id='stimulus-0' type='chat' from='${from}' to='${actors.rita}'>${inside}</message>`,
    );
  const text = '<body>nonce-of-stimulus-0</body>';
  const label = fixtures.labelElement('A-S');
  const probed = (step: string, ...came: readonly Told[]): string[] => {
    const { stimulus, stimulusSent } = passing(0, 'stimulus', 'rita', 'A-S');
    return kinds(`{ probe: { from: tess, to: rita, label: A-S, ${step} } }`, [
      ...Object.values(passing(0, 'control', 'rita')),
      ...[stimulus, stimulusSent].filter((line) => line !== undefined),
      ...came,
      ...Object.values(passing(0, 'fence', 'rita')),
      ...Object.values(ping(0)),
    ]);
  };

  it('is over-blocking where it does not come, and a leak where it must not', () => {
    expect(probed('expect: delivered')).to.deep.equal(['over-block']);
    expect(probed('expect: refused', copy(text))).to.deep.equal(['leak']);
  });

  it('tells a label that is lost from one that is altered', () => {
    expect(probed('expect: delivered', copy(text))).to.deep.equal(['label-lost']);
    expect(probed('expect: delivered', copy(text + fixtures.labelElement('A-R')))).to.deep.equal([
      'label-altered',
    ]);
    expect(probed('expect: delivered', copy(text + label), copy(text + label))).to.deep.equal(['protocol']);
  });

  it('is a leak where a copy tells what it must not, and another label where its label does', () => {
    const lacks = 'expect: delivered, shows: { lacks: [XEND] }';
    expect(probed(lacks, copy(`${text}${label}<a xmlns='urn:a'>XEND</a>`))).to.deep.equal(['leak']);
    const marked = label.replace('<label>', '<displaymarking>XEND</displaymarking><label>');
    expect(probed(lacks, copy(text + marked))).to.deep.equal(['label-altered']);
  });

  it('is a wrong error where the refusal is, also where it gives its sender back what was sent', () => {
    expect(probed('expect: refused', refusalOf('stimulus-0', text))).to.deep.equal(['wrong-error']);
    expect(probed('expect: refused', refusalOf('stimulus-0', label)))
      .to.include('wrong-error')
      .and.not.include('leak');
    expect(probed('expect: refused', refusalOf('stimulus-0', '', undefined, 'wait'))).to.deep.equal([
      'wrong-error',
    ]);
  });

  it('is a leak where a refusal comes at all that must not, or tells of somebody', () => {
    const silent = 'expect: refused, refusal: { silence: required }';
    expect(probed(silent, refusalOf('stimulus-0'))).to.deep.equal(['leak']);
    const other = refusalOf('stimulus-0', "<x xmlns='urn:x'>hidden</x>");
    expect(probed('expect: refused, refusal: { lacks: [hidden] }', other)).to.deep.equal(['leak']);
  });

  it('is a wrong error where an error is answered with an error', () => {
    const [from, to] = [actors.tess, actors.rita];
    const raw = message('stimulus-0', 'nonce-of-stimulus-0', 'A-S', `to='${to}'`).replace(
      "type='chat'",
      "type='error'",
    );
    const lines = [
      ...Object.values(passing(0, 'control', 'rita')),
      note(0, 'stimulus', { id: 'stimulus-0', nonce: 'nonce-of-stimulus-0', to, from: 'tess', at: ['rita'] }),
      sent('tess', raw),
      received(
        'tess',
        `<message type='error' id='stimulus-0' from='${to}' to='${from}'><error type='auth'><forbidden ${stanzas}/></error></message>`,
      ),
      ...Object.values(passing(0, 'fence', 'rita')),
      ...Object.values(ping(0)),
    ];
    const step =
      '{ probe: { from: tess, to: rita, label: A-S, expect: refused, refusal: { silence: required } } }';
    expect(kinds(step, lines)).to.deep.equal(['wrong-error']);
  });

  it('is a leak where the sender of what others had to do without is told', () => {
    const told = refusalOf('stimulus-0');
    expect(probed('expect: delivered', copy(text + label), told)).to.deep.equal(['wrong-error']);
    expect(probed('expect: delivered, at: [rita], notAt: [sam]', copy(text + label), told)).to.include(
      'leak',
    );
  });
});
