import { expect } from 'chai';
import { jid } from '../../xmpp/read.fixture.ts';
import { clearedFor, essText, labelNamed, type RulesWish, rules } from '../rules.fixture.ts';
import { checkOwnersWish, isClearedFor, isReadableClearance, type WishProblem } from './owners-wish.ts';
import type { RoomLabels } from './room-rules.ts';

const room = jid('ops@muc.a.test');
const owner = { jid: jid('sam@a.test/desk'), origin: { address: '10.0.0.1', names: [] } };
const users = { 'sam@a.test': clearedFor('U', 'R', 'S') };
const asked = (labels: RoomLabels, wish: RulesWish = {}): WishProblem | undefined =>
  checkOwnersWish(labels, { owner, room }, rules({ users, ...wish }));

describe('checkOwnersWish', () => {
  it('lets an owner limit a room by what the owner may have', () => {
    expect(asked({})).to.equal(undefined);
    expect(
      asked({ access: essText('A-S'), clearance: [essText('A-TS')], displayed: essText('A-TS') }),
    ).to.equal(undefined);
  });

  it('refuses texts that say nothing, wherever they stand', () => {
    for (const labels of [
      { access: '!' },
      { clearance: ['!'] },
      { customClearance: '!' },
      { displayed: '!' },
    ])
      expect(asked(labels), JSON.stringify(labels)).to.equal('unreadable');
  });

  it('keeps the owner in the room: the user and the place', () => {
    expect(asked({ access: essText('A-TS') })).to.equal('locks-out');
    expect(asked({ access: essText('A-S') }, { places: { '10.0.0.1': clearedFor('U') } })).to.equal(
      'locks-out',
    );
    expect(asked({ access: essText('A-TS') }, { faults: ['muc.lockout'] })).to.equal(undefined);
  });

  it('has nothing displayed that the room does not take, unless the owner may not know of it', () => {
    const narrow = { clearance: [essText('A-R')] };
    expect(asked({ ...narrow, displayed: essText('A-S') })).to.equal('displayed-outside');
    expect(asked({ ...narrow, displayed: essText('A-R') })).to.equal(undefined);
    expect(asked({ ...narrow, displayed: essText('A-TS') })).to.equal(undefined);
    const fault = { faults: ['muc.default-outside'] } as const;
    expect(asked({ ...narrow, displayed: essText('A-S') }, fault)).to.equal(undefined);
  });

  it('lets nothing be set at an address that is no room', () => {
    const elsewhere = rules({ users });
    const source = { ...elsewhere, rooms: { of: () => undefined, wouldBe: () => undefined } };
    expect(checkOwnersWish({}, { owner, room }, source)).to.equal('unreadable');
  });
});

describe('isClearedFor', () => {
  it('asks for the user and for the place', () => {
    const secret = labelNamed('A-S');
    expect(isClearedFor(secret, owner, 'muc.a.test', rules({ users }))).to.equal(true);
    expect(isClearedFor(secret, owner, 'muc.a.test', rules())).to.equal(false);
    expect(
      isClearedFor(secret, owner, 'muc.a.test', rules({ users, places: { '10.0.0.1': clearedFor('U') } })),
    ).to.equal(false);
  });
});

describe('isReadableClearance', () => {
  it('knows both ways of writing one, and nothing of what no policy knows', () => {
    // Of HARNESS-A: 1 and 3; of the policy 1.2.3; of HARNESS-A: 1 and 15
    const texts = ['MBEGCysGAQQBgf1ZggIBAwIEUA==', 'MAQGAioD', 'MBIGCysGAQQBgf1ZggIBAwMAQAE=', '<no/>', '!'];
    const known = texts.map((text) => isReadableClearance(text, rules()));
    expect(known).to.deep.equal([true, false, false, false, false]);
    const written =
      "<ConfidentialityClearance xmlns='urn:nato:stanag:4774:confidentialityclearance:1:0' xmlns:l='urn:nato:stanag:4774:confidentialitymetadatalabel:1:0'>" +
      "<l:PolicyIdentifier URI='urn:oid:1.3.6.1.4.1.32473.258.1'>HARNESS-A</l:PolicyIdentifier>" +
      '<ClassificationList><l:Classification>SECRET</l:Classification></ClassificationList></ConfidentialityClearance>';
    expect(isReadableClearance(written, rules())).to.equal(true);
  });
});
