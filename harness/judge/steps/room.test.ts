import { expect } from 'chai';
import {
  errorOf,
  fence,
  foundOf,
  joinError,
  type Lines,
  ops,
  presence,
  roomMade,
  stepOf,
} from '../room.fixture.ts';
import { actors, fixtures, note, received } from '../transcript.fixture.ts';

const query = `xmlns='http://jabber.org/protocol/muc#owner'`;

/** An answer of the room to an iq of tess's. */
function answer(id: string, type: 'result' | 'error', inside = '') {
  return received('tess', `<iq id='${id}' type='${type}' from='${ops}' to='${actors.tess}'>${inside}</iq>`);
}

/** The form with these fields. */
function form(...fields: string[]) {
  const inside = fields.map((name) => `<field var='${name}'/>`).join('');
  return answer('form', 'result', `<query ${query}><x xmlns='jabber:x:data'>${inside}</x></query>`);
}

const after = '\n  - enter: {actor: sam, room: ops, expect: entered}';

describe('judgeRoom', () => {
  const made = `  - room: {name: ops, owner: tess}${after}`;
  const claim = 'tess makes the room ops';

  it('holds where the room was made, took its form and answered', () => {
    expect(foundOf(made, 0, roomMade)).to.deep.equal([`passed: ${claim}`]);
  });

  it('is open, and never failed, on whatever else came', () => {
    const seen = (lines: Lines, ...without: string[]): string[] => foundOf(made, 0, lines, ...without);
    const open = `inconclusive: ${claim}: `;
    expect(seen(roomMade, 'asks0')).to.deep.equal([`${open}tess did not enter it`]);
    expect(seen({ ...roomMade, own0: joinError(0, 'tess', errorOf('not-allowed', 'cancel')) })).to.deep.equal(
      [`${open}it is refused: not-allowed`],
    );
    expect(seen(roomMade, 'own0')).to.deep.equal([`${open}no presence of tess came from it`]);
    expect(seen({ ...roomMade, own0: presence('tess', 'tess', { codes: ['110'] }) })).to.deep.equal([
      `${open}it was there before`,
    ]);
    expect(seen(roomMade, 'submit')).to.deep.equal([`${open}what is submitted was not sent`]);
    expect(seen(roomMade, 'submitAnswer')).to.deep.equal([`${open}no answer came about what is submitted`]);
    const refused = answer('submit', 'error', errorOf('not-acceptable', 'modify'));
    expect(seen({ ...roomMade, submitAnswer: refused })).to.deep.equal([
      `${open}what is submitted is refused: not-acceptable`,
    ]);
    expect(seen(roomMade, 'room-fenceAnswer0')).to.deep.equal([`${open}the pings after it are not answered`]);
  });

  it('names the field that the form lacks, and knows affiliations that were not taken', () => {
    const steps = `  - room: {name: ops, owner: tess, members: [sam], config: {a: 1, b: 'x'}}${after}`;
    const lines = (fields: string[], affiliations: 'result' | 'error'): Lines =>
      Object.fromEntries(
        Object.entries(roomMade).flatMap(([name, line]) =>
          name === 'submit'
            ? [
                ['form', note(0, 'form', { id: 'form', from: 'tess', to: ops })],
                ['formAnswer', form(...fields)],
                ['affiliate', note(0, 'affiliations', { id: 'affiliate', from: 'tess', to: ops })],
                ['affiliated', answer('affiliate', affiliations, errorOf('forbidden'))],
                [name, line],
              ]
            : [[name, line]],
        ),
      );
    expect(foundOf(steps, 0, lines(['b', 'a'], 'result'))).to.deep.equal([`passed: ${claim}`]);
    expect(foundOf(steps, 0, lines(['c'], 'result'))).to.deep.equal([
      `inconclusive: ${claim}: its form has no field a and b`,
    ]);
    expect(foundOf(steps, 0, lines(['a', 'b'], 'error'))).to.deep.equal([
      `inconclusive: ${claim}: its list of affiliations is refused: forbidden`,
    ]);
    expect(foundOf(steps, 0, lines(['a', 'b'], 'result'), 'formAnswer')).to.deep.equal([
      `inconclusive: ${claim}: no answer came about its form`,
    ]);
  });

  it('wants a refusal where one is expected', () => {
    const steps = `  - room: {name: ops, owner: tess, expect: refused, condition: [not-allowed]}
  - room: {name: other, owner: sam}
  - enter: {actor: sam, room: other, expect: entered}`;
    const refused = (condition: string): Lines => ({
      ...roomMade,
      own0: joinError(0, 'tess', errorOf(condition, 'cancel')),
    });
    const may = 'tess may not make the room ops';
    expect(foundOf(steps, 0, refused('not-allowed'))).to.deep.equal([`passed: ${may}`]);
    expect(foundOf(steps, 0, refused('forbidden'))).to.deep.equal([
      `passed: ${may}`,
      'failed: the error says not-allowed: it says forbidden',
    ]);
    const bare = { ...roomMade, own0: joinError(0, 'tess', '') };
    expect(foundOf(steps, 0, bare)).to.deep.equal([
      `passed: ${may}`,
      'failed: the error says not-allowed: it says no condition',
    ]);
    expect(foundOf(made, 0, bare)).to.deep.equal([
      `inconclusive: ${claim}: it is refused: without a condition`,
    ]);
    expect(foundOf(steps, 0, roomMade)).to.deep.equal([`failed: ${may}: it is in it`]);
    // Who is in the room has made it, even where the form is refused afterwards
    const form = received(
      'tess',
      `<iq id='submit' type='error' from='${ops}'>${errorOf('not-allowed')}</iq>`,
    );
    expect(foundOf(steps, 0, { ...roomMade, submitAnswer: form })).to.deep.equal([
      `failed: ${may}: it is in it`,
    ]);
    expect(foundOf(steps, 0, roomMade, 'own0')).to.deep.equal([
      `inconclusive: ${may}: no presence of tess came from it`,
    ]);
  });
});

describe('judgeConfigure', () => {
  const steps = (expected: string): string => `  - room: {name: ops, owner: tess}
  - configure: {actor: tess, room: ops, config: {a: 1}, expect: ${expected}}${after}`;
  const lines = (submitted = answer('again', 'result')): Lines => ({
    ...roomMade,
    ...stepOf(1, {
      form: note(1, 'form', { id: 'form', from: 'tess', to: ops }),
      formAnswer: form('a'),
      again: note(1, 'submit', { id: 'again', from: 'tess', to: ops }),
      againAnswer: submitted,
      ...fence(1, 'tess'),
    }),
  });
  const error = answer('again', 'error', errorOf('not-acceptable', 'modify'));

  it('wants the form to be taken', () => {
    expect(foundOf(steps('done'), 1, lines())).to.deep.equal(['passed: tess configures ops']);
    expect(foundOf(steps('done'), 1, lines(error))).to.deep.equal([
      'failed: tess configures ops: what is submitted is refused: not-acceptable',
    ]);
    expect(foundOf(steps('done'), 1, lines(), 'againAnswer')).to.deep.equal([
      'inconclusive: tess configures ops: no answer came about what is submitted',
    ]);
    const noForm = { ...lines(), formAnswer: answer('form', 'result') };
    expect(foundOf(steps('done'), 1, noForm)[0]).to.contain('its form has no field a');
    expect(foundOf(steps('done'), 1, { ...lines(), formAnswer: form() })).to.deep.equal([
      'inconclusive: tess configures ops: its form has no field a',
    ]);
  });

  it('wants it to be refused, in an error without a label', () => {
    const claim = 'tess may not configure ops so';
    expect(foundOf(steps('refused'), 1, lines(error))).to.deep.equal([`passed: ${claim}`]);
    expect(foundOf(steps('refused'), 1, lines())).to.deep.equal([`failed: ${claim}: it is done`]);
    expect(foundOf(steps('refused'), 1, lines(), 'room-fenceAnswer1')).to.deep.equal([
      `inconclusive: ${claim}: the pings after it are not answered`,
    ]);
    const labelled = answer('again', 'error', fixtures.labelElement('A-S') + errorOf('forbidden'));
    expect(foundOf(steps('refused'), 1, lines(labelled))).to.include(
      'failed: the error holds no label (ERR-03): there is one in it',
    );
  });
});
