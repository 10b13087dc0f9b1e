import { expect } from 'chai';
import { judgeScript } from './audience.ts';
import { fence, linesOf, scriptOf } from './play.fixture.ts';
import { racesOf } from './races.ts';

/** The races of a script in which both connect (lines 10 and 11) and then do this, from what is told after that. */
function races(actions: readonly string[], ...told: readonly string[]) {
  const script = scriptOf('Romeo connects', 'Juliet connects', ...actions);
  const lines = linesOf('step 0', 'Romeo bound', 'end 0', 'step 1', 'Juliet bound', 'end 1', ...told);
  const { reads, outcome, reason } = judgeScript(script, lines, fence, 'scansion');
  expect(outcome, reason).to.equal('passed');
  return racesOf(script, lines, fence, reads).map(({ first, second, expectations }) => [
    first,
    second,
    ...expectations,
  ]);
}

const toJuliet = "<message to='juliet@localhost/r' id='m1'/>";
const fromRomeo = "<message from='romeo@localhost/r' id='m1'/>";
const toRomeo = "<message to='romeo@localhost/r' id='m2'/>";
const fromJuliet = "<message from='juliet@localhost/r' id='m2'/>";
const ping = "<iq id='p1' to='localhost'/>";
const pong = "<iq id='p1' from='localhost'/>";

/** Two lines each: `Romeo sends` is at an even line from 12 on. */
const sends = (who: string, what: string): string => `${who} sends: ${what}`;
const receives = (who: string, what: string): string => `${who} receives: ${what}`;
const sent = (step: number, who: string, what: string): string[] => [
  `step ${step}`,
  `${who}> ${what}`,
  `end ${step}`,
];
const got = (step: number, who: string, what: string): string[] => [
  `step ${step}`,
  `${who}< ${what}`,
  `end ${step}`,
];

describe('racesOf', () => {
  it('finds two sessions that send to each other with nothing in between, and what is expected of both', () => {
    const found = races(
      [
        sends('Romeo', toJuliet),
        sends('Juliet', toRomeo),
        receives('Juliet', fromRomeo),
        receives('Romeo', fromJuliet),
      ],
      ...[...sent(2, 'Romeo', toJuliet), ...sent(3, 'Juliet', toRomeo)],
      ...[...got(4, 'Juliet', fromRomeo), ...got(5, 'Romeo', fromJuliet)],
    );
    expect(found).to.deep.equal([[12, 14, 16, 18]]);
  });

  it('finds none where somebody waited for what the first one caused', () => {
    const found = races(
      [
        sends('Romeo', toJuliet),
        receives('Juliet', fromRomeo),
        sends('Juliet', toRomeo),
        receives('Romeo', fromJuliet),
      ],
      ...[...sent(2, 'Romeo', toJuliet), ...got(3, 'Juliet', fromRomeo)],
      ...[...sent(4, 'Juliet', toRomeo), ...got(5, 'Romeo', fromJuliet)],
    );
    expect(found).to.deep.equal([]);
  });

  it('finds none where the same session got an answer to something later', () => {
    const found = races(
      [
        sends('Romeo', toJuliet),
        sends('Romeo', ping),
        receives('Romeo', pong),
        sends('Juliet', toRomeo),
        receives('Romeo', fromJuliet),
      ],
      ...[...sent(2, 'Romeo', toJuliet), ...sent(3, 'Romeo', ping), ...got(4, 'Romeo', pong)],
      ...[...sent(5, 'Juliet', toRomeo), ...got(6, 'Romeo', fromJuliet)],
    );
    expect(found).to.deep.equal([]);
  });

  it('does not take an answer to something earlier for one', () => {
    const found = races(
      [
        sends('Romeo', ping),
        sends('Romeo', toJuliet),
        receives('Romeo', pong),
        sends('Juliet', toRomeo),
        receives('Romeo', fromJuliet),
      ],
      ...[...sent(2, 'Romeo', ping), ...sent(3, 'Romeo', toJuliet), ...got(4, 'Romeo', pong)],
      ...[...sent(5, 'Juliet', toRomeo), ...got(6, 'Romeo', fromJuliet)],
    );
    expect(found).to.deep.equal([[14, 18, 20]]);
  });

  it('does not take the private pings for answers', () => {
    const found = races(
      [sends('Romeo', toJuliet), sends('Juliet', toRomeo), receives('Romeo', fromJuliet)],
      ...[
        'step 2',
        `Romeo> ${toJuliet}`,
        `Romeo> <iq id='${fence}1'/>`,
        `Romeo< <iq type='result' id='${fence}1'/>`,
        'end 2',
      ],
      ...[...sent(3, 'Juliet', toRomeo), ...got(4, 'Romeo', fromJuliet)],
    );
    expect(found).to.deep.equal([[12, 14, 16]]);
  });

  it('finds none between what two sessions say to different places', () => {
    const elsewhere = "<iq id='q1' to='pubsub.localhost'/>";
    const found = races(
      [sends('Romeo', ping), sends('Juliet', elsewhere), receives('Juliet', "<iq id='q1'/>")],
      ...[
        ...sent(2, 'Romeo', ping),
        ...sent(3, 'Juliet', elsewhere),
        ...got(4, 'Juliet', "<iq id='q1' from='pubsub.localhost'/>"),
      ],
    );
    expect(found).to.deep.equal([]);
  });

  it('takes a presence for nobody in particular to be for everybody', () => {
    const found = races(
      [sends('Romeo', '<presence/>'), sends('Juliet', ping), receives('Juliet', pong)],
      ...[...sent(2, 'Romeo', '<presence/>'), ...sent(3, 'Juliet', ping), ...got(4, 'Juliet', pong)],
    );
    expect(found).to.deep.equal([[12, 14, 16]]);
  });

  it('finds none across a disconnection, which waits for the server', () => {
    const found = races(
      [
        sends('Romeo', toJuliet),
        'Romeo disconnects',
        sends('Juliet', ping),
        receives('Juliet', pong),
        receives('Juliet', fromRomeo),
      ],
      ...[...sent(2, 'Romeo', toJuliet), 'step 3', 'end 3', ...sent(4, 'Juliet', ping)],
      ...[...got(5, 'Juliet', pong), ...got(6, 'Juliet', fromRomeo)],
    );
    expect(found).to.deep.equal([]);
  });

  it('knows an occupant by the nick, and what the room says to whoever asked it', () => {
    const room = 'room@conference.localhost';
    const enter = (nick: string): string => `<presence to='${room}/${nick}'/>`;
    const there = (nick: string): string => `<presence from='${room}/${nick}'/>`;
    const apart = races(
      [
        sends('Romeo', enter('ro')),
        receives('Romeo', there('ro')),
        sends('Juliet', enter('ju')),
        receives('Juliet', there('ro')),
      ],
      ...[...sent(2, 'Romeo', enter('ro')), ...got(3, 'Romeo', there('ro'))],
      ...[...sent(4, 'Juliet', enter('ju')), ...got(5, 'Juliet', there('ro'))],
    );
    expect(apart).to.deep.equal([]);
    const together = races(
      [sends('Romeo', enter('ro')), sends('Juliet', enter('ju')), receives('Juliet', there('ro'))],
      ...[
        ...sent(2, 'Romeo', enter('ro')),
        ...sent(3, 'Juliet', enter('ju')),
        ...got(4, 'Juliet', there('ro')),
      ],
    );
    expect(together).to.deep.equal([[12, 14, 16]]);
  });

  it('finds silence that is looked for before what was sent is known to have been taken', () => {
    const silence = 'Juliet receives: nothing';
    const early = races(
      [sends('Romeo', toJuliet.replace('juliet', 'nobody')), silence],
      ...sent(2, 'Romeo', toJuliet.replace('juliet', 'nobody')),
      'step 3',
      'note 3 fence back',
      'end 3',
    );
    expect(early).to.deep.equal([[12, undefined, 14]]);
    const late = races(
      [sends('Romeo', ping), receives('Romeo', pong), silence],
      ...[...sent(2, 'Romeo', ping), ...got(3, 'Romeo', pong), 'step 4', 'note 4 fence back', 'end 4'],
    );
    expect(late).to.deep.equal([]);
  });
});
