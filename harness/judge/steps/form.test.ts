import { expect } from 'chai';
import { errorOf, fence, foundOf, type Lines, ops, roomMade, stepOf } from '../room.fixture.ts';
import { actors, fixtures, note, received } from '../transcript.fixture.ts';

const gets = 'tess gets the form of ops';

/** What is found of a look at the form, where this is the answer. */
function found(claims: string, answer: string, ...without: string[]): string[] {
  const steps = `  - room: {name: ops, owner: tess}
  - form: {actor: tess, room: ops${claims}}
  - enter: {actor: sam, room: ops, expect: entered}`;
  const lines: Lines = {
    ...roomMade,
    ...stepOf(1, {
      asked: note(1, 'form', { id: 'form', from: 'tess', to: ops }),
      answered: received('tess', `<iq id='form' from='${ops}' to='${actors.tess}' ${answer}</iq>`),
      ...fence(1, 'tess'),
    }),
  };
  return foundOf(steps, 1, lines, ...without);
}

const form = (fields: string): string =>
  `type='result'><query xmlns='http://jabber.org/protocol/muc#owner'><x xmlns='jabber:x:data'><title>Form</title>${fields}</x></query>`;

const option = (name: string): string => `<option label='${name}'><value>${name}</value></option>`;
const shown = form(
  `<field var='label'><value>U</value>${option('U')}${option('R')}</field><field var='clearance'><value>S</value><value>R</value></field><field var='none'><value/></field>`,
);

describe('judgeForm', () => {
  it('compares what fields are set to, in any order, and nothing with an empty value', () => {
    const claims = ', values: {label: [U], clearance: [R, S], none: []}';
    expect(found(claims, shown)).to.deep.equal([
      `passed: ${gets}`,
      'passed: the field label is set to U',
      'passed: the field clearance is set to R and S',
      'passed: the field none is set to nothing',
    ]);
    expect(found(', values: {label: [R], clearance: [R]}', shown).slice(1)).to.deep.equal([
      'failed: the field label is set to R: it is set to U',
      'failed: the field clearance is set to R: it is set to S and R',
    ]);
  });

  it('knows labels and rooms by their names in the scenario', () => {
    const ess = String(fixtures.placeholderText('ess', 'A-S'));
    const field = (value: string): string => form(`<field var='label'><value>${value}</value></field>`);
    const claims = ", values: {label: ['${ess:A-S}']}";
    expect(found(claims, field(ess))[1]).to.match(/^passed/);
    expect(found(claims, field('${ess:A-S}'))[1]).to.match(/^failed/);
  });

  it('looks for what can be chosen, and for what cannot; what is chosen already counts', () => {
    expect(found(', offers: {label: [U, R], clearance: [S]}, lacks: {label: [S]}', shown)).to.deep.equal([
      `passed: ${gets}`,
      'passed: the field label offers U and R',
      'passed: the field clearance offers S',
      'passed: the field label does not offer S',
    ]);
    expect(
      found(', offers: {label: [S]}, lacks: {label: [R, S], clearance: [S]}', shown).slice(1),
    ).to.deep.equal([
      'failed: the field label offers S: it does not offer S',
      'failed: the field label does not offer R and S: it offers R',
      'failed: the field clearance does not offer S: it offers S',
    ]);
  });

  it('fails where a field is not there', () => {
    expect(found(', has: [label, other], lacks: {other: [S]}', shown).slice(1)).to.deep.equal([
      'passed: the field label is there',
      'failed: the field other is there: there is no such field',
      'failed: the field other does not offer S: there is no such field',
    ]);
  });

  it('fails where there is no form, and cannot say where it was not asked for', () => {
    expect(found('', `type='error'>${errorOf('forbidden')}`)).to.deep.equal([
      `failed: ${gets}: it is refused: forbidden`,
    ]);
    expect(found('', "type='error'>")).to.deep.equal([`failed: ${gets}: it is refused: no condition`]);
    expect(found('', "type='result'>")).to.deep.equal([`failed: ${gets}: there is no form in the answer`]);
    const empty = "type='result'><query xmlns='http://jabber.org/protocol/muc#owner'/>";
    expect(found('', empty)).to.deep.equal([`failed: ${gets}: there is no form in the answer`]);
    expect(found('', shown, 'asked')).to.deep.equal([`inconclusive: ${gets}: it was not asked for`]);
    expect(found('', shown, 'answered')).to.deep.equal([`failed: ${gets}: no answer came`]);
    expect(found('', shown, 'answered', 'room-fenceAnswer1')).to.deep.equal([
      `inconclusive: ${gets}: no answer came, and the proof is not complete`,
    ]);
  });
});
