import { expect } from 'chai';
import fc from 'fast-check';
import { checkRoomAccess } from '../../../enforcement/index.ts';
import { clearedFor, essText, rules } from '../../../enforcement/rules.fixture.ts';
import { jid } from '../../../xmpp/read.fixture.ts';
import { catalogOf } from '../../catalog/catalog.fixture.ts';
import { restoreRoom, storedText } from '../kept/stored-room.ts';
import { limitsAt } from '../limits.ts';
import { mucOwnerNamespace } from '../namespaces.ts';
import { ops, RoomStage } from '../room.fixture.ts';
import { Room } from '../room.ts';
import { defaultConfig } from '../room-config.ts';
import { configFields } from './config-fields.ts';

const names = [
  ...configFields.flatMap((field) => field.shown(defaultConfig).map((shown) => shown.var)),
  ...['label', 'custom-label', 'clearance', 'custom-clearance', 'default', 'custom-default'].map(
    (name) => `sec-label#${name}`,
  ),
  'muc#roomconfig_roomowners',
  'muc#roomconfig_roomadmins',
  'muc#roomconfig_historylength',
];
const values = [
  ...['', '0', '1', 'true', 'no', '7', '3000', 'none', 'anyone', 'moderators', 'participant', 'en', '!'],
  ...['sam@a.test', 'rita@a.test', '@', 'Custom', 'Catalog:SECRET', 'Catalog:RESTRICTED', 'Catalog:COSMIC'],
  ...[essText('A-R'), essText('A-S'), essText('A-TS'), 'MBEGCysGAQQBgf1ZggIBAwIEUA==', 'x'.repeat(300)],
];

/** One field often, since the more of them the likelier is one that spoils the form; of those about labels as many as of the others. */
const field = fc.tuple(
  fc.oneof(
    fc.constantFrom(...names),
    fc.constantFrom(...names.filter((name) => name.startsWith('sec-label#'))),
  ),
  fc.array(fc.constantFrom(...values), { maxLength: 2 }),
);
const form = fc
  .oneof(fc.tuple(field), fc.uniqueArray(field, { maxLength: 5, selector: ([name]) => name }))
  .map((fields) => {
    const written = fields.map(
      ([name, given]) =>
        `<field var='${name}'>${given.map((value) => `<value>${value}</value>`).join('')}</field>`,
    );
    return `<iq type='set' id='f' to='${ops}'><query xmlns='${mucOwnerNamespace}'><x xmlns='jabber:x:data' type='submit'>${written.join('')}</x></query></iq>`;
  });

/** All of a room that owners can change. */
function stateOf({ config, labels, affiliations }: Room): object {
  return { config, labels, affiliations: [...affiliations] };
}

describe('forms of a room, whatever stands in them', () => {
  it('take effect as a whole or not at all, leave an owner who may enter, and outlive the server as they were', () => {
    fc.assert(
      fc.property(fc.array(form, { minLength: 1, maxLength: 6 }), (forms) => {
        const users = { 'sam@a.test': clearedFor('U', 'R', 'S'), 'rita@a.test': clearedFor('U', 'R') };
        const host = { rules: rules({ users }), catalog: catalogOf('A-U', 'A-R', 'A-S', 'A-TS') };
        const stage = new RoomStage(host, 'sam', 'rita');
        const { room } = stage;
        for (const xml of forms) {
          const before = stateOf(room);
          const answer = stage.ask('sam', xml);
          if (answer.includes("type='error'")) expect(stateOf(room)).to.deep.equal(before);
          expect([...room.affiliations.values()]).to.include('owner');
          expect(room.occupantsOf('sam@a.test')).to.have.length(1);
          const sam = { jid: jid('sam@a.test/desk') };
          const { rules: now } = stage.host;
          expect(checkRoomAccess(sam, 'muc.a.test', limitsAt(room.jid, now), now)).to.equal(undefined);
        }
        room.config = { ...room.config, isPersistent: true };
        const again = new Room(room.jid);
        restoreRoom(again, storedText(room));
        expect(stateOf(again)).to.deep.equal(stateOf(room));
      }),
      { numRuns: Number(process.env['FAST_CHECK_RUNS'] ?? 60) },
    );
  });
});
