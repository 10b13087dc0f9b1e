import { expect } from 'chai';
import { parseScript } from '../scs/index.ts';
import { editionsOf, scriptOf } from './index.ts';
import { editions, fixtures, scenarios, scripts } from './suite.fixture.ts';

const all = scenarios.flatMap((scenario) =>
  editionsOf(scenario, { fixtures }).map((edition) => ({ edition, written: scriptOf(edition) })),
);

describe('scriptOf', () => {
  it('writes scripts that are read without a warning', () => {
    const texts = all.flatMap(({ edition, written }) =>
      'text' in written ? [{ id: edition.scenario.id, text: written.text }] : [],
    );
    expect(texts.length).to.be.greaterThan(250);
    for (const { id, text } of texts) expect(parseScript(text, id).warnings, id).to.deep.equal([]);
  });

  it('says of every other part in one sentence why it is none', () => {
    for (const { edition, written } of all)
      if ('cannot' in written) expect(written.cannot, edition.scenario.id).to.match(/^[^\n]+[^.\n ]$/);
  });

  it('counts what comes: the fence is the next stanza of its kind, the last, and then itself', () => {
    const [script] = scripts('exit/recipient-not-cleared');
    const said = script?.script.steps.map((step) => {
      const body = 'body' in step ? step.body : undefined;
      if (body === undefined) return `${step.who} ${step.verb}${step.verb === 'receives' ? ' nothing' : ''}`;
      const [, words = body.text.trim()] = /<body>([^<]*)/.exec(body.text) ?? [];
      return `${step.who} ${step.verb} ${words}`;
    });
    expect(said?.slice(6, 14)).to.deep.equal([
      'Tess sends control-1',
      'Rita receives control-1',
      'Tess sends tested-1',
      'Tess sends fence-1',
      "Rita receives <message from='${Tess's full JID}' type='chat'/>",
      'Rita receives nothing',
      'Tess sends second-fence-1',
      'Rita receives second-fence-1',
    ]);
  });

  it('says in tags what the server must have been told', () => {
    const [own, twin] = scripts('exit/recipient-not-cleared').map(({ script }) =>
      script.tags.map(({ value }) => value).filter((value) => value?.startsWith('{"U(u-r)"')),
    );
    expect(own).to.deep.equal(['{"U(u-r)":["U","R"]}']);
    expect(twin).to.deep.equal(['{"U(u-r)":["U","R","S"]}']);
  });

  it('has its rooms where scripts have them', () => {
    const [script] = scripts('rooms/release/each-occupant-gets-what-it-is-cleared-for');
    const text = JSON.stringify(script?.script.steps);
    expect(text).to.contain('ops@conference.a.test').and.not.contain('muc.a.test');
  });

  for (const [id, cannot] of [
    [
      'federation/entry/change-takes-effect-at-once',
      'xenia is at another server or a component, and a script has clients alone',
    ],
    ['streams/resumed-session-is-judged-again', 'a script cannot speak stream management (XEP-0198)'],
    ['catalog/answers-for-the-asked-address', undefined],
  ] as const)
    it(`${cannot === undefined ? 'writes' : 'refuses'} ${id}`, () => {
      const [first] = editions(id).map(scriptOf);
      expect(first && 'cannot' in first ? first.cannot : undefined).to.equal(cannot);
    });
});
