import { expect } from 'chai';
import { entered, foundOf, type Lines, ops, roomMade, stepOf } from '../room.fixture.ts';
import { actors, fixtures, note, ping, received, sent, type Told } from '../transcript.fixture.ts';

type Name = 'tess' | 'rita';

const before: Lines = { ...roomMade, ...entered(1, 'rita') };
const labels = ['A-S', 'A-R', 'A-S', 'A-R'] as const;

function passing(key: string, label: string, at: readonly Name[]): Lines {
  const body = `<body>nonce-of-${key}</body>${fixtures.labelElement(label)}`;
  const value = { id: key, nonce: `nonce-of-${key}`, to: ops, from: 'tess', at, label };
  return {
    [key]: note(2, key, value),
    [`${key}Sent`]: sent('tess', `<message type='groupchat' id='${key}' to='${ops}'>${body}</message>`),
    ...Object.fromEntries(at.map((name) => [`${key}At${name}`, copyAt(name, key, body)])),
  };
}

function copyAt(to: Name, id: string, inside: string): Told {
  return received(
    to,
    `<message type='groupchat' id='${id}' from='${ops}/tess' to='${actors[to]}'>${inside}</message>`,
  );
}

const told = Object.entries({
  ...passing('control', 'A-U', ['tess', 'rita']),
  ...Object.fromEntries(
    labels.flatMap((label, index) => {
      const at: readonly Name[] = label === 'A-S' ? ['tess'] : ['tess', 'rita'];
      return Object.entries(passing(`stimulus.${index}`, label, at));
    }),
  ),
  ...passing('fence', 'A-U', ['tess', 'rita']),
});
const isCopy = ([key]: readonly [string, Told]): boolean => /At(tess|rita)$/.test(key);

/** A burst of two rows sent twice, in one go: tess gets all of it, rita every other message. */
const whole: Lines = {
  ...Object.fromEntries(told.filter((line) => !isCopy(line))),
  ...Object.fromEntries(told.filter(isCopy)),
  ...ping(2),
};

/** All that is found of the burst, or what does not hold. */
function found(lines: Lines, ...without: readonly string[]): string[] {
  const steps = `
  - room: {name: ops, owner: tess}
  - enter: {actor: rita, room: ops, expect: entered}
  - matrix: {from: tess, room: ops, to: [tess, rita], burst: 2, rows: {A-S: [+, '-'], A-R: [+, +]}}`;
  return foundOf(steps, 2, { ...before, ...stepOf(2, lines) }, ...without);
}

function flaws(lines: Lines, ...without: readonly string[]): string[] {
  return found(lines, ...without).filter((one) => !one.startsWith('passed'));
}

/** The same lines with these two changed over. */
function swapped(lines: Lines, one: string, other: string): Lines {
  const keys = Object.keys(lines).map((key) => (key === one ? other : key === other ? one : key));
  return Object.fromEntries(keys.flatMap((key) => (lines[key] === undefined ? [] : [[key, lines[key]]])));
}

describe('judgeBurst', () => {
  it('holds where each gets its own once and in order', () => {
    expect(found(whole)).to.deep.equal([
      'passed: message 1, A-S, is delivered as it should be',
      'passed: message 2, A-R, is delivered as it should be',
      'passed: message 3, A-S, is delivered as it should be',
      'passed: message 4, A-R, is delivered as it should be',
      'passed: tess gets messages in the order in which they were sent',
      'passed: rita gets messages in the order in which they were sent',
      "passed: permitted messages before and after reach tess and rita, and tess's ping is answered",
    ]);
  });

  it('tells of the one that came to somebody who must not have it, of one that is missing and of one that came twice', () => {
    const leaked = copyAt('rita', 'stimulus.2', '<body>nonce-of-stimulus.2</body>');
    const twice = copyAt(
      'rita',
      'stimulus.1',
      `<body>nonce-of-stimulus.1</body>${fixtures.labelElement('A-R')}`,
    );
    const seen = (lines: Lines, ...without: string[]): string[] =>
      flaws(lines, ...without).map((one) => one.split(',')[0] ?? '');
    expect(seen({ ...whole, leaked })).to.include('failed: message 3');
    expect(seen(whole, 'stimulus.3Atrita')).to.deep.equal(['failed: message 4']);
    expect(seen({ ...whole, twice })).to.include('failed: message 2');
  });

  it('tells of an order that is another at one of them', () => {
    const late = swapped(whole, 'stimulus.1Attess', 'stimulus.2Attess');
    expect(flaws(late)).to.deep.equal([
      'failed: tess gets messages in the order in which they were sent: a later one came first',
    ]);
    const afterFence = swapped(whole, 'stimulus.3Atrita', 'fenceAtrita');
    expect(flaws(afterFence)).to.deep.equal([
      'failed: rita gets messages in the order in which they were sent: a later one came first',
    ]);
  });

  it('shows nothing without control, fence or ping, nor of what was not sent', () => {
    for (const missing of ['controlAtrita', 'fenceAtrita', 'pong']) {
      const outcomes = flaws(whole, missing).map((one) => one.split(':')[0]);
      expect(new Set(outcomes), missing).to.deep.equal(new Set(['inconclusive']));
    }
    const [first] = flaws(whole, 'stimulus.3', 'stimulus.3Sent', 'stimulus.3Attess', 'stimulus.3Atrita');
    expect(first).to.equal('inconclusive: tess sends 4 messages: 1 were not sent');
  });
});
