import { expect } from 'chai';
import { foundOf, type Lines, ops, roomMade, said, stepOf } from '../room.fixture.ts';
import {
  actors,
  fixtures,
  message,
  note,
  passing,
  ping,
  received,
  sent,
  type Told,
} from '../transcript.fixture.ts';

const secret = 'nonce-of-stimulus-0';
const fin = (inside = " complete='true'"): string => `<fin xmlns='urn:xmpp:mam:2'${inside}/>`;

/** One message out of an archive, as sam is sent it. */
function result(
  inside: string,
  { id = inside, query = 'archive-1', from = '' }: { id?: string; query?: string; from?: string } = {},
): Told {
  const delay = "<delay xmlns='urn:xmpp:delay' stamp='2026-01-01T00:00:01Z'/>";
  const forwarded = `<forwarded xmlns='urn:xmpp:forward:0'>${delay}${inside}</forwarded>`;
  const name = id.replace(/\W/g, '').slice(0, 60);
  return received(
    'sam',
    `<message${from} to='${actors.sam}'><result xmlns='urn:xmpp:mam:2' queryid='${query}' id='${name}'>${forwarded}</result></message>`,
  );
}

/** A message of the probe in step 0, as it lies in sam's archive. */
function kept(key: string, label: string, attributes = `from='${actors.tess}' to='${actors.sam}'`): string {
  const id = `${key}-0`;
  return message(id, `nonce-of-${id}`, label, `xmlns='jabber:client' ${attributes}`);
}

const control = result(kept('control', 'A-U'));
const stimulus = result(kept('stimulus', 'A-S'));
const fence = result(kept('fence', 'A-U'));
const all: Lines = { control, stimulus, fence };

/** Sam asks for a page in step 1; then these lines, and the answer. */
function page(results: Lines, end = fin(), number = 0, type = 'result'): Lines {
  const id = number === 0 ? 'archive-1' : `archive-1-${number}`;
  return {
    [`asks${number}`]: note(1, `archive.${number}`, { id, nonce: `nonce-of-${id}`, from: 'sam' }),
    [`asksSent${number}`]: sent('sam', `<iq type='set' id='${id}'><query xmlns='urn:xmpp:mam:2'/></iq>`),
    ...Object.fromEntries(Object.entries(results).map(([name, line]) => [`${name}-of-page${number}`, line])),
    [`answer${number}`]: received('sam', `<iq type='${type}' id='${id}' to='${actors.sam}'>${end}</iq>`),
  };
}

/** The same lines in another step. */
function inStep(step: number, lines: Lines): Lines {
  const moved = Object.entries(lines).map(
    ([name, line]) => [`${name}-in-${step}`, line.kind === 'note' ? { ...line, step } : line] as const,
  );
  return stepOf(step, Object.fromEntries(moved));
}

const probed: Lines = stepOf(0, {
  ...passing(0, 'control', 'sam'),
  ...passing(0, 'stimulus', 'sam', 'A-S'),
  ...passing(0, 'fence', 'sam'),
  ...ping(0),
});

/** What is found of sam's reading of its own archive. */
function found(lines: Lines, asked = 'holds: [secret]'): string[] {
  const steps = `  - probe: {from: tess, to: sam, label: A-S, expect: delivered, remember: secret}
  - archive: {actor: sam, ${asked}}`;
  return foundOf(steps, 1, { ...probed, ...stepOf(1, lines) });
}

/** What of it does not hold. */
function flaws(lines: Lines): string[] {
  return found(lines).filter((sentence) => !sentence.startsWith('passed'));
}

const isRead = "passed: sam's archive is read to its end";
const isThere = "sam's archive holds `secret`, once";

describe('judgeArchive', () => {
  it('passes where each message is there once, as it was sent, and the answer says that this was all', () => {
    expect(found(page(all))).to.deep.equal([isRead, `passed: ${isThere}`]);
    const own = result(kept('stimulus', 'A-S'), { from: ` from='u-s@a.test'` });
    expect(found(page({ control, own, fence }))).to.deep.equal([isRead, `passed: ${isThere}`]);
  });

  it('reads on from page to page', () => {
    const next = result(kept('stimulus', 'A-S'), { query: 'archive-1-1' });
    const pages = { ...page({ control }, fin('')), ...page({ next }, fin(), 1) };
    expect(found(pages)).to.deep.equal([isRead, `passed: ${isThere}`]);
  });

  it('calls a label that was taken off lost, and another one altered', () => {
    expect(flaws(page({ ...all, stimulus: result(kept('stimulus', 'none')) }))).to.deep.equal([
      "failed: the copy's label is A-S (LBL-01): it is none",
    ]);
    expect(flaws(page({ ...all, stimulus: result(kept('stimulus', 'A-U')) }))).to.deep.equal([
      "failed: the copy's label is A-S (LBL-01): it is A-U",
    ]);
  });

  it('compares labels to the last character where the message asked for that', () => {
    const asWritten = (label: Told): string[] => {
      const steps = `  - probe: {from: tess, to: sam, label: A-S, shows: {asWritten: true}, expect: delivered, remember: secret}
  - archive: {actor: sam, holds: [secret]}`;
      return foundOf(steps, 1, { ...probed, ...stepOf(1, page({ ...all, stimulus: label })) }).slice(2);
    };
    const claim = 'its labels are those that were sent, character for character';
    expect(asWritten(stimulus)).to.deep.equal([`passed: ${claim}`]);
    const spaced = kept('stimulus', 'A-S').replace('</esssecuritylabel>', ' </esssecuritylabel>');
    expect(asWritten(result(spaced)).join()).to.match(new RegExp(`^failed: ${claim}`));
  });

  it('fails where a message is missing, comes behind the answer, or is there twice', () => {
    expect(flaws(page({ control, fence }))).to.deep.equal([`failed: ${isThere}: it is not there`]);
    expect(flaws({ ...page({ control, fence }), late: stimulus })).to.deep.equal([
      'failed: the answer comes after all results (XEP-0313 §4): a result comes after it',
      `failed: ${isThere}: it is not there`,
    ]);
    const again = result(kept('stimulus', 'A-S'), { id: 'another' });
    expect(flaws(page({ ...all, again }))).to.deep.equal([`failed: ${isThere}: it is there 2 times`]);
    const controlAgain = result(kept('control', 'A-U'), { id: 'another' });
    expect(flaws(page({ ...all, controlAgain }))).to.deep.equal([
      "failed: sam's archive holds each message once: it does not",
    ]);
    expect(flaws(page({ control, fence, stimulus }))).to.deep.equal([
      "failed: sam's archive is in the order in which it was sent: it is not",
    ]);
  });

  it('fails where words, sender, type or id are not those that were sent', () => {
    const changed = (from: string, to: string): string[] =>
      flaws(page({ ...all, stimulus: result(kept('stimulus', 'A-S').replace(from, to)) }));
    expect(changed('</body>', ', she said</body>')).to.deep.equal([
      'failed: its body is what was sent: it is not',
    ]);
    expect(changed(`from='${actors.tess}'`, `from='${actors.rita}'`)).to.deep.equal([
      `failed: it comes from ${actors.tess}: it comes from ${actors.rita}`,
    ]);
    expect(changed("type='chat'", '')).to.deep.equal(['failed: its type is chat: it is normal']);
    expect(changed("id='stimulus-0' ", '')).to.deep.equal(['failed: its id is stimulus-0: it is missing']);
  });

  it('believes nothing that comes from elsewhere, names another query, or holds no one message', () => {
    const missing = `failed: ${isThere}: it is not there`;
    const stray = (line: Told): string[] => flaws(page({ control, line, fence }));
    expect(stray(result(kept('stimulus', 'A-S'), { from: ` from='u-r@a.test'` }))).to.deep.equal([
      "failed: what comes out of sam's archive comes from u-s@a.test (XEP-0313 §8.2): it comes from u-r@a.test",
      missing,
    ]);
    expect(stray(result(kept('stimulus', 'A-S'), { query: 'other' }))).to.deep.equal([
      'failed: each result names its query (XEP-0313 §4.2): it names other',
      missing,
    ]);
    expect(stray(result('', { id: 'empty' }))).to.deep.equal([missing]);
    const bare = `<message><result xmlns='urn:xmpp:mam:2' queryid='archive-1'/></message>`;
    expect(stray(received('sam', bare))).to.deep.equal([
      'failed: each message in an archive has an id of its own (XEP-0313 §6.2): one has none',
      missing,
    ]);
    expect(stray(received('sam', bare.replace(/ queryid='[^']+'/, '')))[0]).to.equal(
      'failed: each result names its query (XEP-0313 §4.2): it names none',
    );
    const anonymous = kept('stimulus', 'A-S').replace(/from='[^']+'/, '');
    expect(stray(result(anonymous))).to.deep.equal([
      `failed: it comes from ${actors.tess}: it comes from nobody`,
    ]);
    expect(stray(result(kept('stimulus', 'A-S'), { id: kept('control', 'A-U') }))).to.deep.equal([
      'failed: each message in an archive has an id of its own (XEP-0313 §6.2): two have one id',
    ]);
  });

  it('cannot say that something is not there before the archive ends', () => {
    const unknown = `inconclusive: ${isThere}: it is not there, and the proof is not complete`;
    expect(flaws(page({ control }, fin('')))).to.deep.equal([
      "inconclusive: sam's archive is read to its end: 1 pages came, and none says that it is complete",
      unknown,
    ]);
    expect(flaws(page({}, ''))).to.deep.equal([
      "failed: sam's archive is read to its end: an answer has no `<fin/>`",
      unknown,
    ]);
    const error = "<error type='auth'><forbidden xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></error>";
    expect(flaws(page({}, error, 0, 'error'))).to.deep.equal([
      "failed: sam's archive is read to its end: it is refused: forbidden",
      unknown,
    ]);
    expect(flaws(page({}, '', 0, 'error'))[0]).to.equal(
      "failed: sam's archive is read to its end: it is refused: no condition",
    );
    const { answer0: answer, ...unanswered } = page(all);
    expect(flaws(unanswered)).to.deep.equal([
      "inconclusive: sam's archive is read to its end: no answer came, and the proof is not complete",
      `inconclusive: ${isThere}: it may be there again`,
    ]);
    const pinged = {
      ...unanswered,
      ping: note(1, 'sender-fence', { id: 'ping-1', from: 'sam' }),
      pong: received('sam', `<iq id='ping-1' type='result' to='${actors.sam}'/>`),
    };
    expect(flaws(pinged)[0]).to.equal("failed: sam's archive is read to its end: no answer came");
    expect(flaws({ ...page(all), ...(answer && { again: answer }) })[0]).to.equal(
      "failed: sam's archive is read to its end: a query is answered 2 times",
    );
    expect(flaws({})).to.deep.equal(["inconclusive: sam asks for sam's archive: it was not sent"]);
  });

  it('says what is not in it only where all of it came', () => {
    const probe = (word: string): string =>
      `  - probe: {from: tess, to: sam, label: A-U, expect: delivered, remember: ${word}}\n`;
    const steps = `${probe('secret')}${probe('open')}${probe('unsent')}  - archive: {actor: sam, holds: [secret], lacks: [open, unsent]}`;
    const other = inStep(1, { ...passing(1, 'stimulus', 'sam') });
    const sentence = (end: string): string[] =>
      foundOf(steps, 3, { ...probed, ...other, ...inStep(3, page(all, end)) }).slice(-2);
    expect(sentence(fin())).to.deep.equal([
      "passed: sam's archive does not hold `open`",
      'inconclusive: `unsent` was sent before: it was not sent',
    ]);
    expect(sentence(fin(''))[0]).to.equal(
      "inconclusive: sam's archive does not hold `open`: it is not there, and the proof is not complete",
    );
  });

  it('is no second delivery of what it holds, and leaves a message that it may not hold a leak', () => {
    const steps = (asked: string): string => `
  - probe: {from: tess, to: sam, label: A-S, expect: delivered, remember: secret}
  - probe: {from: tess, to: sam, label: A-U, expect: delivered, remember: open}
  - archive: {actor: sam, ${asked}}`;
    const other = inStep(1, {
      ...passing(1, 'control', 'sam'),
      ...passing(1, 'stimulus', 'sam'),
      ...passing(1, 'fence', 'sam'),
      ...ping(1),
    });
    const read = inStep(2, page(all));
    const lines = { ...probed, ...other, ...read };
    expect(foundOf(steps('holds: [secret]'), 0, lines)).to.deep.equal([
      'passed: sam receives the message once',
      "passed: permitted messages before and after reach sam, and tess's ping is answered",
    ]);
    const lacking = foundOf(steps('holds: [open], lacks: [secret]'), 2, lines);
    expect(lacking).to.include("failed: sam's archive does not hold `secret`: it is there");
  });
});

describe('judgeArchive of a room', () => {
  const label = fixtures.labelElement('A-S');
  const from = ` from='${ops}'`;
  const inside = (nick: string): string =>
    `<message xmlns='jabber:client' type='groupchat' from='${ops}/${nick}' id='other'><body>${secret}</body>${label}</message>`;
  const body = `<body>${secret}</body>${label}`;
  const value = { id: 'm', nonce: secret, to: ops, from: 'tess', at: ['tess'] };
  const talk: Lines = stepOf(1, {
    stimulus: note(1, 'stimulus', value),
    stimulusSent: sent('tess', `<message type='groupchat' id='m' to='${ops}'>${body}</message>`),
    comes: said('tess', 'tess', body),
  });
  const steps = `
  - room: {name: ops, owner: tess}
  - probe: {from: tess, to: {room: ops}, type: groupchat, label: A-S, at: [tess], expect: delivered, remember: secret}
  - archive: {actor: sam, room: ops, holds: [secret]}`;
  const read = (step: number, nick: string): Lines =>
    inStep(step, page({ one: result(inside(nick), { from }) }));
  const lines = (nick: string): Lines => ({ ...roomMade, ...talk, ...read(2, nick) });

  it('wants the sender by its place there, and is read by one who is not in the room', () => {
    expect(foundOf(steps, 2, lines('tess'))).to.deep.equal([
      'passed: the archive of ops is read to its end',
      'passed: the archive of ops holds `secret`, once',
    ]);
    expect(foundOf(steps, 2, lines('sam'))).to.include(
      `failed: it comes from ${ops}/tess: it comes from ${ops}/sam`,
    );
  });

  it('leaves open how what went through a room stands in an archive of somebody in it', () => {
    const own = inStep(2, page({ one: result(inside('guest')) }));
    const asked = steps.replace('room: ops, holds', 'holds');
    expect(foundOf(asked, 2, { ...roomMade, ...talk, ...own })).to.deep.equal([isRead, `passed: ${isThere}`]);
  });

  it('shows a stranger nothing that it is not said to hold', () => {
    const others = steps.replace('holds: [secret]', 'holds: [open]').replace(
      '  - archive',
      `  - probe: {from: tess, to: {room: ops}, type: groupchat, label: A-U, at: [tess], expect: delivered, remember: open}
  - archive`,
    );
    expect(foundOf(others, 1, { ...roomMade, ...talk, ...stepOf(2, {}), ...read(3, 'tess') })).to.include(
      'failed: nobody but the room ops may see the message: sam sees it',
    );
  });

  it('is no excuse for what else a room tells those outside', () => {
    const outside = { ...lines('tess'), stray: said('sam', 'tess', '<body>hello</body>') };
    expect(foundOf(steps, 2, outside)).to.include(
      'failed: sam is told nothing of ops@muc.a.test while not in it: there came: message groupchat',
    );
  });
});
