import { expect } from 'chai';
import { serialize } from '#xml';
import { readElement } from '../../xmpp/read.fixture.ts';
import { flagValues, writeForm } from './form.ts';
import { readFlag, readForm, type Submission } from './read-form.ts';

const x = (content: string, type = "type='submit'"): string =>
  `<x xmlns='jabber:x:data' ${type}>${content}</x>`;
const field = (name: string, ...values: readonly string[]): string =>
  `<field var='${name}'>${values.map((value) => `<value>${value}</value>`).join('')}</field>`;
const read = (xml: string): Submission | undefined => readForm(readElement(xml), 'urn:test');

describe('writeForm', () => {
  it('writes what people read, what is offered and what holds now', () => {
    const form = writeForm({
      type: 'form',
      formType: 'urn:test',
      title: 'Room',
      instructions: 'Fill in',
      fields: [
        { var: 'open', type: 'boolean', label: 'Open?', values: flagValues(true), isRequired: true },
        { var: 'who', type: 'list-single', values: [''], options: [{ label: 'None', value: '' }] },
      ],
    });
    expect(serialize(form).replaceAll('"', "'")).to.equal(
      "<x xmlns='jabber:x:data' type='form'><title>Room</title><instructions>Fill in</instructions>" +
        "<field var='FORM_TYPE' type='hidden'><value>urn:test</value></field>" +
        "<field var='open' type='boolean' label='Open?'><required/><value>1</value></field>" +
        "<field var='who' type='list-single'><value/><option label='None'><value/></option></field></x>",
    );
  });

  it('writes a result without titles and types', () => {
    const form = writeForm({
      type: 'result',
      formType: 'urn:test',
      fields: [{ var: 'open', values: flagValues(false) }],
    });
    expect(serialize(form)).to.include('<field var="open"><value>0</value></field></x>');
  });
});

describe('readForm', () => {
  it('gives what was filled in, by name, and leaves out what is not', () => {
    const filled = `${field('FORM_TYPE', 'urn:test')}${field('one', 'a')}${field('many', 'b', 'c')}${field('none')}`;
    const fixed =
      "<field type='fixed'><value>Read this</value></field><title xmlns='jabber:x:data'>T</title>";
    expect(read(x(filled + fixed))).to.deep.equal({
      kind: 'submit',
      values: new Map([
        ['one', ['a']],
        ['many', ['b', 'c']],
        ['none', []],
      ]),
    });
  });

  it('takes a form that does not say its type, also an empty one', () => {
    expect(read(x(''))).to.deep.equal({ kind: 'submit', values: new Map() });
    expect(read(x(field('FORM_TYPE')))).to.deep.equal({ kind: 'submit', values: new Map() });
  });

  it('knows a form that was cancelled', () => {
    expect(read(x('', "type='cancel'"))).to.deep.equal({ kind: 'cancel' });
  });

  for (const [what, xml] of [
    ['another type', x(field('FORM_TYPE', 'urn:other'))],
    ['two types', x(field('FORM_TYPE', 'urn:test', 'urn:other'))],
    ['a field twice', x(field('one', 'a') + field('one', 'b'))],
    ['a field without a name', x('<field><value>a</value></field>')],
    ['a value that is no text', x('<field var="one"><value><b/></value></field>')],
    ['too many fields', x(Array.from({ length: 201 }, (_, n) => field(`f${n}`)).join(''))],
    ['too many values', x(field('one', ...Array.from({ length: 501 }, String)))],
    ['a form to be filled in', x('', "type='form'")],
    ['no type', x('', '')],
    ['another element', "<y xmlns='jabber:x:data' type='submit'/>"],
    ['another namespace', "<x xmlns='urn:x' type='submit'/>"],
  ] as const) {
    it(`takes nothing of ${what}`, () => {
      expect(read(xml)).to.equal(undefined);
    });
  }
});

describe('readFlag', () => {
  it('reads what a boolean may be, and nothing else', () => {
    const said = [['1'], ['true'], ['0'], ['false'], ['yes'], [], ['1', '1']].map(readFlag);
    expect(said).to.deep.equal([true, true, false, false, undefined, undefined, undefined]);
  });
});
