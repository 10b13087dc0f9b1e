import { join } from 'node:path';
import { expect } from 'chai';
import { readFixtures } from '../fixtures/index.ts';
import { ScenarioError } from '../input/index.ts';
import { provisionOf } from './provision.ts';

const fixtures = readFixtures(join(import.meta.dirname, '../../fixtures'));
const can = { verbs: new Set(['U', 'stamp']) };

const asked = (...values: string[]) =>
  provisionOf({ file: 'a.scs', tags: values.map((value) => ({ name: 'provision', value })) }, can, fixtures);

describe('provisionOf', () => {
  it('is nothing for a script without such a tag', () => {
    expect(provisionOf({ file: 'a.scs', tags: [{ name: 'fails' }] }, can, fixtures)).to.equal(undefined);
  });

  it('joins the tags, and leaves out what the target cannot do', () => {
    const found = asked('{"U(romeo)": ["U"], "stamp": "on"}', '{"Srv.clr": "none"}');
    expect(found).to.deep.equal(fixtures.provisionValues({ 'U(romeo)': ['U'], stamp: 'on' }));
  });

  for (const [text, mend] of [
    ['U(romeo): U', 'write `## provision: {"U(romeo)": ["U", "R"]}`'],
    ['["U"]', 'write `## provision: {"U(romeo)": ["U", "R"]}`'],
    ['{"Stamp": "on"}', 'did you mean `stamp`?'],
    ['{"U(romeo)": 3}', '`U(romeo)` takes no such value (docs/provisioning.md)'],
  ] as const)
    it(`says how to mend \`${text}\``, () => {
      expect(() => asked(text))
        .to.throw(ScenarioError, `a.scs: \`## provision: ${text}\` is not understood`)
        .with.property('message')
        .that.includes(mend);
    });
});
