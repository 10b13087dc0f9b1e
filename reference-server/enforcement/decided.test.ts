import { expect } from 'chai';
import type { Clearances, Decision } from '#policy';
import { jid } from '../xmpp/read.fixture.ts';
import { Decided } from './decided.ts';
import { checkRelease } from './exit.ts';
import { checkRoom } from './room/admission.ts';
import { unlimitedRoom } from './room/room-rules.ts';
import { accepted, clearedFor, labelledMessage, rules } from './rules.fixture.ts';

const granted: Decision = { grant: true };
const denied: Decision = { grant: false, reasons: [{ kind: 'no-clearance' }] };

describe('Decided', () => {
  it('asks once for each clearance, whatever the answer is', () => {
    const decided = new Decided();
    const [one, other] = [clearedFor('S'), clearedFor('S')];
    let asked = 0;
    const ask = (decision: Decision) => (): Decision => {
      asked += 1;
      return decision;
    };
    expect(decided.of(one, ask(granted))).to.equal(granted);
    expect(decided.of(other, ask(denied))).to.equal(denied);
    expect(decided.of(one, ask(denied))).to.equal(granted);
    expect(decided.of(other, ask(granted))).to.equal(denied);
    expect(asked).to.equal(2);
  });

  it('has a thousand recipients of two clearances at two places decided four times', () => {
    const [secret, restricted] = [clearedFor('U', 'S'), clearedFor('U', 'R')];
    const under = rules({
      users: Object.fromEntries(people.map((user, number) => [user, number % 2 === 0 ? secret : restricted])),
      anyUser: secret,
      places: { '10.0.0.1': clearedFor('U', 'S'), '10.0.0.2': clearedFor('U') },
    });
    const before = rules({ anyUser: secret });
    const room = checkRoom(accepted(labelledMessage('A-S'), before), unlimitedRoom, before);
    if (!room.allowed) throw new Error('the room does not take it');
    const decided = new Counting();
    const released = people.filter((bareJid, number) => {
      const origin = { address: number % 4 < 2 ? '10.0.0.1' : '10.0.0.2', names: [] };
      return checkRelease(room.message, { jid: jid(bareJid), origin }, under, {
        fault: 'muc.fanout',
        decided,
      }).allowed;
    });
    expect([released.length, decided.made]).to.deep.equal([250, 4]);
  });
});

const people = Array.from({ length: 1000 }, (_, number) => `u${number}@a.test`);

/** Counts the decisions that are made. */
class Counting extends Decided {
  made = 0;

  override of(clearances: Clearances, decide: () => Decision): Decision {
    return super.of(clearances, () => {
      this.made += 1;
      return decide();
    });
  }
}
