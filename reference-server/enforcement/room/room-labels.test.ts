import { expect } from 'chai';
import { z } from 'zod';
import { policiesOf } from '#policy';
import { policy, yaml } from '../../policy/fixtures.contract.ts';
import { clearedFor, essText, labelNamed, type RulesWish, rules } from '../rules.fixture.ts';
import { clearanceOfText } from './clearance-text.ts';
import { isDisplayed } from './displayed.ts';
import { isTaken, limitedByOwners, readableLabel, saysLabel } from './room-labels.ts';
import { type RoomLabels, type RoomRules, unlimitedRoom } from './room-rules.ts';

const [secret, restricted, open] = [labelNamed('A-S'), labelNamed('A-R'), labelNamed('A-U')];
const asText = { secret: essText('A-S'), restricted: essText('A-R'), open: essText('A-U') };

const texts = yaml(
  'clearances.yaml',
  z.record(z.string(), z.looseObject({ x501: z.string().optional(), stanag4774: z.string().optional() })),
);
/** A clearance of fixtures/clearances.yaml. */
const clearanceText = (name: string, syntax: 'x501' | 'stanag4774' = 'x501'): string =>
  texts[name]?.[syntax] ?? '';

/** Rules under which the labels of HARNESS-A mean nothing. */
const elsewhere: RulesWish = { policies: policiesOf(policy('open/spif.xml')) };

function limited(owners: RoomLabels, provisioned: Partial<RoomRules> = {}, wish: RulesWish = {}): RoomRules {
  return limitedByOwners({ ...unlimitedRoom, ...provisioned }, owners, rules(wish));
}

describe('limitedByOwners', () => {
  const provisioned = { clearances: [clearedFor('U', 'R', 'S')], access: [restricted], exact: [secret] };

  it('is what is provisioned where the owners say nothing', () => {
    const room = { ...unlimitedRoom, ...provisioned };
    expect(limitedByOwners(room, {}, rules())).to.equal(room);
  });

  it('adds what the owners set to what is provisioned, and takes nothing away', () => {
    const room = limited({ clearance: [asText.open, asText.restricted], access: asText.secret }, provisioned);
    expect(room.clearances).to.have.length(2);
    expect(room.clearances[0]).to.equal(provisioned.clearances[0]);
    expect({ access: room.access, exact: room.exact, isClosed: room.isClosed }).to.deep.equal({
      access: [restricted, secret],
      exact: [secret],
      isClosed: false,
    });
  });

  it('takes what any of the labels chosen covers, or the clearance that the owners wrote, and what two cover together not', () => {
    const room = limited({
      clearance: [essText('A-S REL1'), essText('A-S ALPHA')],
      customClearance: clearanceText('A U'),
    });
    const taken = ['A-U', 'A-R', 'A-S', 'A-S REL1', 'A-S ALPHA', 'A-S REL1 ALPHA'].filter((name) =>
      isTaken(labelNamed(name), room, rules()),
    );
    expect(taken).to.deep.equal(['A-U', 'A-S', 'A-S REL1', 'A-S ALPHA']);
  });

  it('takes nothing where no label was chosen', () => {
    const room = limited({ clearance: [] });
    expect(room.clearances).to.deep.equal([[]]);
    expect(isTaken(open, room, rules())).to.equal(false);
  });

  it('closes the room where something that limits it is not understood any longer', () => {
    const closed = (owners: RoomLabels, wish?: RulesWish): boolean => limited(owners, {}, wish).isClosed;
    expect(closed({ clearance: [asText.secret], access: asText.secret })).to.equal(false);
    expect(closed({ clearance: [asText.secret] }, elsewhere)).to.equal(true);
    expect(closed({ access: asText.secret }, elsewhere)).to.equal(true);
    expect(closed({ clearance: ['no label'] })).to.equal(true);
    expect(closed({ access: 'no label' })).to.equal(true);
    expect(closed({ customClearance: 'no clearance' })).to.equal(true);
    expect(closed({ isLost: true })).to.equal(true);
    expect(limited({ access: asText.secret }, { isClosed: true }).isClosed).to.equal(true);
    expect(limited({ displayed: asText.secret }, { isClosed: true }).isClosed).to.equal(true);
  });

  it('stays open where only the label that it shows is not understood, and shows what is provisioned', () => {
    const room = limited({ displayed: 'no label' }, { displayed: restricted });
    expect([room.isClosed, room.displayed]).to.deep.equal([false, restricted]);
    expect(limited({ displayed: 'no label' }).displayed).to.equal(undefined);
  });

  it("shows the owners' label before the one provisioned, and none that the room does not take", () => {
    const shown = (owners: RoomLabels, from: Partial<RoomRules> = {}): unknown =>
      limited(owners, from).displayed;
    expect(shown({ displayed: asText.open }, { displayed: restricted })).to.deep.equal(open);
    expect(shown({ displayed: asText.secret, clearance: [asText.open] })).to.equal(undefined);
    expect(shown({ clearance: [asText.open] }, { displayed: restricted })).to.equal(undefined);
    expect(shown({ displayed: asText.open }, { exact: [secret] })).to.equal(undefined);
  });

  it('that is broken forgets what the owners set (muc.unset), or what is provisioned (muc.widen)', () => {
    const owners = { clearance: [asText.open], access: asText.secret };
    const wide = { clearances: [clearedFor('U')] };
    expect(limited(owners, wide, { faults: ['muc.unset'] })).to.deep.equal({ ...unlimitedRoom, ...wide });
    expect(limited(owners, wide, { faults: ['muc.widen'] }).clearances).to.have.length(1);
  });
});

describe('readableLabel', () => {
  it('is the label that a text says, and nothing where it says none', () => {
    expect(readableLabel(asText.secret, rules())).to.deep.equal(secret);
    expect(readableLabel('no label', rules())).to.equal(undefined);
    expect(readableLabel(asText.secret, rules(elsewhere))).to.equal(undefined);
  });

  it('is compared by what it says', () => {
    expect(saysLabel(asText.secret, secret, rules())).to.equal(true);
    expect(saysLabel(asText.open, secret, rules())).to.equal(false);
    expect(saysLabel('no label', secret, rules())).to.equal(false);
  });
});

describe('clearanceOfText', () => {
  it('reads a clearance in either syntax, where the policies know all of it', () => {
    const stanag = clearanceText('A up to R', 'stanag4774');
    expect(clearanceOfText(clearanceText('A up to R'), rules())).to.deep.equal(clearedFor('U', 'R'));
    expect(clearanceOfText(stanag, rules())).to.deep.equal(clearedFor('U', 'R'));
    expect(clearanceOfText(clearanceText('A up to R'), rules(elsewhere))).to.equal(undefined);
    expect(clearanceOfText('no clearance', rules())).to.equal(undefined);
    expect(clearanceOfText('<a/>', rules())).to.equal(undefined);
    expect(clearanceOfText('<a>', rules())).to.equal(undefined);
  });
});

describe('isDisplayed', () => {
  it('is asked of the very label that a room shows', () => {
    expect(isDisplayed(secret, { ...unlimitedRoom, displayed: labelNamed('A-S') })).to.equal(true);
    expect(isDisplayed(secret, { ...unlimitedRoom, displayed: open })).to.equal(false);
    expect(isDisplayed(secret, unlimitedRoom)).to.equal(false);
  });
});
