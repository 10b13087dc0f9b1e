import { expect } from 'chai';
import {
  asks,
  entered,
  fence,
  foundOf,
  type Lines,
  ops,
  presence,
  roomMade,
  said,
  stepOf,
} from '../room.fixture.ts';
import { fixtures, note, ping, sent, type Told } from '../transcript.fixture.ts';

const delay = `<delay xmlns='urn:xmpp:delay' from='${ops}' stamp='2026-01-01T00:00:00Z'/>`;
const secret = fixtures.labelElement('A-S');

/** A replayed message of tess's. */
function replayed(inside: string, more = delay): Told {
  return said('sam', 'tess', `${inside}${more}`);
}

/** Lines of a probe of tess's to the room that only she got. */
function probe(step: number, nonce: string, label: string): Lines {
  const body = `<body>${nonce}</body>${label}`;
  const messages = ['control', 'stimulus', 'fence'].flatMap((key) => {
    const id = `${key}-${step}`;
    const text = key === 'stimulus' ? body : `<body>nonce-of-${id}</body>`;
    const value = {
      id,
      nonce: key === 'stimulus' ? nonce : `nonce-of-${id}`,
      to: ops,
      from: 'tess',
      at: ['tess'],
    };
    return [
      [id, note(step, key, value)],
      [`${id}-sent`, sent('tess', `<message type='groupchat' id='${id}' to='${ops}'>${text}</message>`)],
      [`${id}-comes`, said('tess', 'tess', text, ` id='${id}'`)],
    ] as const;
  });
  const pings = Object.entries(ping(step)).map(([name, line]) => [`${name}${step}`, line] as const);
  return stepOf(step, Object.fromEntries([...messages, ...pings]));
}

const scenario = (enter: string): string => `
  - room: {name: ops, owner: tess}
  - probe: {from: tess, to: {room: ops}, type: groupchat, label: A-S, at: [tess], expect: delivered, remember: one}
  - probe: {from: tess, to: {room: ops}, type: groupchat, label: A-U, at: [tess], expect: delivered, remember: two}
  - enter: {actor: sam, room: ops, expect: entered, ${enter}}
  - enter: {actor: rita, room: ops, expect: entered, holds: [one, two]}`;

const [first, second] = ['nonce-of-one', 'nonce-of-two'];
const unclassified = fixtures.labelElement('A-U');
const one = replayed(`<body>${first}</body>${secret}`);
const two = replayed(`<body>${second}</body>${unclassified}`);

/** What is found of sam's entry, without what is always found. */
function found(enter: string, history: Lines, ...without: string[]): string[] {
  const lines = {
    ...roomMade,
    ...probe(1, first, secret),
    ...probe(2, second, unclassified),
    ...entered(3, 'sam', history),
  };
  return foundOf(scenario(enter), 3, lines, ...without).filter(
    (sentence) => !/^passed: (sam enters|the subject|sam's pings)/.test(sentence),
  );
}

describe('judgeHistory', () => {
  it('passes where each message is there once, as it was sent, in its order', () => {
    expect(found('holds: [two, one], replayed: 2', { one, two })).to.deep.equal([
      'passed: sam finds `two` in the history, once',
      'passed: sam finds `one` in the history, once',
      'passed: the history that sam gets has 2 messages',
    ]);
  });

  it('fails where one is missing, there twice, or before another that was sent earlier', () => {
    const claim = 'failed: sam finds `one` in the history, once';
    expect(found('holds: [one]', {})).to.deep.equal([`${claim}: it is not there`]);
    expect(found('holds: [one]', { one, again: one })).to.deep.equal([`${claim}: it is there 2 times`]);
    expect(found('holds: [one, two]', { two, one })).to.include(
      'failed: history is in the order in which it was sent: it is not',
    );
    expect(found('holds: [one]', {}, 'room-fenceAnswer3').slice(0, 1)).to.deep.equal([
      'inconclusive: sam finds `one` in the history, once: it is not there, and the proof is not complete',
    ]);
  });

  it('fails where a message is not what was sent', () => {
    const flaws = (line: Told): string[] =>
      found('holds: [one]', { one: line }).filter((sentence) => sentence.startsWith('failed'));
    expect(flaws(replayed(`<body>${first}</body>`))).to.deep.equal([
      "failed: the copy's label is A-S (LBL-01): it is none",
    ]);
    expect(flaws(replayed(`<body>${first}, she said</body>${secret}`))).to.deep.equal([
      'failed: its body is what was sent: it is not',
    ]);
    expect(flaws(said('sam', 'sam', `<body>${first}</body>${secret}${delay}`))).to.deep.equal([
      `failed: it comes from ${ops}/tess: it comes from ${ops}/sam`,
    ]);
    expect(found('holds: [one]', { one }, 'own0')).to.include(
      `failed: it comes from ${ops}/undefined: it comes from ${ops}/tess`,
    );
  });

  it('fails where a message has no delay of the room', () => {
    const flaws = (more: string): string[] =>
      found('holds: [one]', { one: replayed(`<body>${first}</body>${secret}`, more) }).filter((sentence) =>
        sentence.startsWith('failed'),
      );
    const claim = `failed: a message of the history is delayed by ${ops} (XEP-0045 §7.2.13)`;
    expect(flaws('')).to.deep.equal([
      `${claim}: it has no delay`,
      'failed: the delay says since when (XEP-0203 §3): it does not',
    ]);
    expect(flaws(delay.replace(ops, `${ops}/tess`))).to.deep.equal([
      `${claim}: it is delayed by ${ops}/tess`,
    ]);
    expect(flaws(delay.replace(` from='${ops}'`, ''))).to.deep.equal([`${claim}: it is delayed by nobody`]);
  });

  it('fails where a message stands before the own presence, or after the subject', () => {
    const [own, subject] = [presence('sam', 'sam', { codes: ['110'] }), said('sam', '', '<subject/>')];
    const at = (order: Lines): string[] =>
      foundOf(scenario('holds: [one]'), 3, {
        ...roomMade,
        ...probe(1, first, secret),
        ...probe(2, second, unclassified),
        ...stepOf(3, { ...asks(3, 'sam'), ...order, ...fence(3, 'sam') }),
      }).filter((sentence) => sentence.startsWith('failed'));
    expect(at({ one, own, subject })).to.deep.equal([
      'failed: history comes after the own presence (XEP-0045 §7.2.13): a message comes before it',
    ]);
    expect(at({ own, subject, one })).to.deep.equal([
      'failed: history comes before the subject (XEP-0045 §7.2.15): a message comes after it',
    ]);
  });

  it('takes the last subject for the end, where earlier ones are in the history', () => {
    const topic = said('sam', 'tess', `<subject>before</subject>${delay}`);
    expect(found('holds: [one]', { topic, one })).to.deep.equal([
      'passed: sam finds `one` in the history, once',
    ]);
  });

  it('fails on what must not be there, by its content or by its id alone', () => {
    const claim = 'failed: sam does not find `one` in the history: it is there';
    expect(found('lacks: [one], holds: [two]', { two })).to.include(
      'passed: sam does not find `one` in the history',
    );
    expect(found('lacks: [one], holds: [two]', { one, two })).to.include(claim);
    const trace = said('sam', 'tess', delay, " id='stimulus-1'");
    expect(found('lacks: [one], holds: [two]', { trace, two })).to.include(claim);
    expect(found('lacks: [one], holds: [two]', { two }, 'sender-fenceAnswer3')).to.include(
      'inconclusive: sam does not find `one` in the history: it is not there, and the proof is not complete',
    );
    expect(found('lacks: [one], holds: [two]', { two }, 'subject3')).to.include(
      'inconclusive: sam does not find `one` in the history: it is not there, and the proof is not complete',
    );
  });

  it('wants controls and fences too once each and in their order', () => {
    const control = replayed('<body>nonce-of-control-1</body>');
    const fence = replayed('<body>nonce-of-fence-1</body>');
    expect(found('holds: [one]', { control, one, fence, two })).to.deep.equal([
      'passed: sam finds `one` in the history, once',
    ]);
    expect(found('holds: [one]', { one, control })).to.include(
      'failed: history is in the order in which it was sent: it is not',
    );
    expect(found('holds: [one]', { control, again: control, one })).to.include(
      'failed: history holds each message once: it does not',
    );
  });

  it('takes a delay of others beside that of the room, and what the room says of itself in words', () => {
    const earlier = `<delay xmlns='urn:xmpp:delay' from='a.test' stamp='2025-01-01T00:00:00Z'/>`;
    const late = replayed(`<body>${first}</body>${secret}`, earlier + delay);
    expect(found('holds: [one]', { late })).to.deep.equal(['passed: sam finds `one` in the history, once']);
    const open = `<body>This room is not anonymous.</body><x xmlns='http://jabber.org/protocol/muc#user'><status code='100'/></x>`;
    expect(found('replayed: 0', { open: said('sam', '', open) })).to.deep.equal([
      'passed: the history that sam gets has 0 messages',
    ]);
    expect(found('replayed: 0', { open: said('sam', 'tess', open) }).join()).to.contain('it has no delay');
  });

  it('finds a message that stands in place of one', () => {
    const placeholder = replayed('<body>withheld</body>');
    expect(found('lacks: [one], holds: [two]', { placeholder, two }).at(-1)).to.contain(
      'what sam is told in ops@muc.a.test was said there by somebody',
    );
  });

  it('wants the label and the marking that the copies had to show', () => {
    const shows = scenario('holds: [one]').replace(
      'label: A-S,',
      'label: none, shows: {label: A-S, marking: SECRET},',
    );
    const plain: Lines = { ...roomMade, ...probe(1, first, ''), ...probe(2, second, unclassified) };
    const flaws = (inside: string): string[] => {
      const history = { one: replayed(`<body>${first}</body>${inside}`) };
      return foundOf(shows, 3, { ...plain, ...entered(3, 'sam', history) }).filter(
        (each) => !each.startsWith('passed'),
      );
    };
    const marked = secret.replace('<label>', '<displaymarking>SECRET</displaymarking><label>');
    expect(flaws(marked.includes('displaymarking') ? marked : secret)).to.deep.equal([]);
    expect(flaws('')).to.deep.equal([
      "failed: the copy's label is A-S (LBL-01): it is none",
      'failed: its marking is `SECRET`: it is `none`',
    ]);
  });

  it('counts', () => {
    const claim = 'the history that sam gets has 1 messages';
    expect(found('replayed: 1', { one })).to.deep.equal([`passed: ${claim}`]);
    expect(found('replayed: 1', { one, two })).to.deep.equal([`failed: ${claim}: it has 2`]);
    expect(found('replayed: 1', {})).to.deep.equal([`failed: ${claim}: it has 0`]);
    expect(found('replayed: 1', { one }, 'subject3')).to.include(
      `inconclusive: ${claim}: the proof is not complete`,
    );
  });

  it('is open about what was never sent', () => {
    expect(found('holds: [one], lacks: [two]', {}, 'stimulus-1', 'stimulus-2-sent')).to.deep.equal([
      'inconclusive: `one` was sent before: it was not sent',
      'inconclusive: `two` was sent before: it was not sent',
    ]);
  });

  it('makes one who finds a message in the history no stranger to it, where it is named', () => {
    const lines = {
      ...roomMade,
      ...probe(1, first, secret),
      ...probe(2, second, unclassified),
      ...entered(3, 'sam', { one, two }),
    };
    const strangers = foundOf(scenario('holds: [one]'), 2, lines).filter((sentence) =>
      sentence.includes('nobody'),
    );
    expect(foundOf(scenario('holds: [one]'), 1, lines).join()).not.to.contain('nobody');
    expect(strangers).to.deep.equal(['failed: nobody but the room ops may see the message: sam sees it']);
  });
});
