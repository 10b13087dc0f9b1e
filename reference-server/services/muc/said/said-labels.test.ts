import { expect } from 'chai';
import { type Admitted, admit, checkRoom, unlimitedRoom } from '../../../enforcement/index.ts';
import { clearedFor, labelNamed, rules, securityLabel, stanza } from '../../../enforcement/rules.fixture.ts';
import { SaidLabels } from './said-labels.ts';

const users = { 'juliet@a.test': clearedFor('U', 'R', 'C', 'S') };
const under = rules({ users });

function said(id: string, name: string, more = ''): Admitted {
  const sent = stanza(
    `<message to='ops@muc.a.test' type='groupchat'${id === '' ? '' : ` id='${id}'`}>${securityLabel(name)}${more}</message>`,
  );
  const ruling = admit({ stanza: sent, sender: sent.from }, under);
  const taken = ruling.allowed ? checkRoom(ruling.message, unlimitedRoom, under) : ruling;
  if (!taken.allowed) throw new Error('a message that nobody takes');
  return taken.message;
}

const originId = (id: string): string => `<origin-id xmlns='urn:xmpp:sid:0' id='${id}'/>`;

describe('SaidLabels', () => {
  /** The classifications of what these ids stand for. */
  const found = (labels: SaidLabels, ...ids: readonly string[]): string[] | undefined =>
    labels.of(ids, under)?.map(({ label }) => label.classification.name);

  it('knows a label by the id of the stanza, and by that which its sender gave it', () => {
    const labels = new SaidLabels();
    labels.note(said('one', 'A-S'), under);
    labels.note(said('', 'A-R', originId('two')), under);
    labels.note(said('', 'A-C'), under);
    expect(found(labels, 'one')).to.deep.equal(['SECRET']);
    expect(found(labels, 'two', 'none')).to.deep.equal(['RESTRICTED']);
    expect([found(labels), found(labels, 'none')]).to.deep.equal([[], []]);
  });

  it('knows a message by few ids, whatever its sender gives it', () => {
    const labels = new SaidLabels();
    const more = ['two', 'three', 'four', 'five'].map(originId).join('');
    labels.note(said('one', 'A-S', more), under);
    expect([found(labels, 'one'), found(labels, 'four')]).to.deep.equal([['SECRET'], ['SECRET']]);
    expect(found(labels, 'five')).to.deep.equal([]);
  });

  it('has all labels of an id that was used twice, and what the message was measured by besides', () => {
    const labels = new SaidLabels();
    labels.note(said('one', 'A-U'), under);
    labels.note({ ...said('one', 'A-R'), besides: [{ label: labelNamed('A-S'), equivalents: [] }] }, under);
    expect(found(labels, 'one')).to.deep.equal(['UNCLASSIFIED', 'RESTRICTED', 'SECRET']);
  });

  it('tells long ids apart', () => {
    const labels = new SaidLabels();
    const long = 'x'.repeat(100);
    labels.note(said(`${long}1`, 'A-S'), under);
    expect([found(labels, `${long}1`), found(labels, `${long}2`)]).to.deep.equal([['SECRET'], []]);
  });

  it('forgets the oldest', () => {
    const labels = new SaidLabels();
    for (let number = 0; number <= 256; number += 1) labels.note(said(`m${number}`, 'A-S'), under);
    expect([found(labels, 'm0'), found(labels, 'm1')]).to.deep.equal([[], ['SECRET']]);
  });

  it('looks a label up again under other rules, and says when nobody knows it any longer', () => {
    const labels = new SaidLabels();
    labels.note(said('one', 'A-S'), under);
    expect(labels.of(['one'], rules({ users }))?.map(({ label }) => label)).to.deep.equal([
      labelNamed('A-S'),
    ]);
    const without = rules({ policies: { ...under.policies, all: [], byOid: new Map() } });
    expect(labels.of(['one'], without)).to.equal(undefined);
    expect(labels.of(['none'], without)).to.deep.equal([]);
  });
});
