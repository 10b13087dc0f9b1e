import { judge } from './judge.ts';
import {
  actors,
  begin,
  end,
  fixtures,
  note,
  received,
  scenarioOf,
  sent,
  type Told,
  transcriptOf,
} from './transcript.fixture.ts';

/** For tests: what passes between actors and the room `ops`, a line at a time, by name. */
export type Lines = Readonly<Record<string, Told>>;

export const ops = 'ops@muc.a.test';

const user = "xmlns='http://jabber.org/protocol/muc#user'";

/** What is found of one step, `outcome: claim`, with what was seen where it does not hold; some lines never happened. */
export function foundOf(steps: string, step: number, lines: Lines, ...without: readonly string[]): string[] {
  const told = Object.entries(lines).filter(([name]) => !without.includes(name));
  return judge(
    scenarioOf(`steps:\n${steps}`),
    'scenario',
    transcriptOf(told.map(([, line]) => line)),
    fixtures,
  )
    .findings.filter((one) => one.step === step)
    .map(({ outcome, claim, seen }) => `${outcome}: ${claim}${seen === undefined ? '' : `: ${seen}`}`);
}

/** Lines of a step: its begin, what happened, its end. */
export function stepOf(step: number, lines: Lines): Lines {
  const named = Object.entries(lines).map(([name, line]) => [name, line] as const);
  return { [`begin${step}`]: begin(step), ...Object.fromEntries(named), [`end${step}`]: end(step) };
}

/** Presence from the room. */
export function presence(
  to: keyof typeof actors,
  nick: string,
  { codes = [], type, role = 'participant' }: { codes?: string[]; type?: string; role?: string } = {},
): Told {
  const typed = type === undefined ? '' : ` type='${type}'`;
  const statuses = codes.map((code) => `<status code='${code}'/>`).join('');
  const item = `<item affiliation='none' role='${role}'/>`;
  return received(
    to,
    `<presence from='${ops}/${nick}' to='${actors[to]}'${typed}><x ${user}>${item}${statuses}</x></presence>`,
  );
}

/** A groupchat message from the room. */
export function said(to: keyof typeof actors, nick: string, inside: string, attributes = ''): Told {
  const from = nick === '' ? ops : `${ops}/${nick}`;
  return received(
    to,
    `<message type='groupchat' from='${from}' to='${actors[to]}'${attributes}>${inside}</message>`,
  );
}

/** A request to enter, as it is noted and sent. */
export function asks(step: number, who: keyof typeof actors, nick: string = who): Lines {
  const [id, to] = [`enter-${step}`, `${ops}/${nick}`];
  return {
    [`asks${step}`]: note(step, 'enter', { id, nonce: `nonce-of-${id}`, from: who, to }),
    [`asksSent${step}`]: sent(who, `<presence id='${id}' to='${to}'/>`),
  };
}

/** The pings of a step through the room and to the server, answered. */
export function fence(step: number, who: keyof typeof actors): Lines {
  const lines = (['room-fence', 'sender-fence'] as const).flatMap((key) => {
    const id = `${key}-${step}`;
    return [
      [`${key}${step}`, note(step, key, { id, from: who })],
      [`${key}Answer${step}`, received(who, `<iq id='${id}' type='result' to='${actors[who]}'/>`)],
    ] as const;
  });
  return Object.fromEntries(lines);
}

/** Tess makes the room `ops` in step 0. */
export const roomMade: Lines = stepOf(0, {
  ...asks(0, 'tess'),
  own0: presence('tess', 'tess', { codes: ['110', '201'] }),
  submit: note(0, 'submit', { id: 'submit', from: 'tess', to: ops }),
  submitAnswer: received('tess', `<iq id='submit' type='result' from='${ops}' to='${actors.tess}'/>`),
  ...fence(0, 'tess'),
});

/** An actor enters in a step, and is told of tess. */
export function entered(step: number, who: 'rita' | 'desk' | 'sam', replayed: Lines = {}): Lines {
  return stepOf(step, {
    ...asks(step, who),
    [`others${step}`]: presence(who, 'tess'),
    [`own${step}`]: presence(who, who, { codes: ['110'] }),
    ...replayed,
    [`subject${step}`]: said(who, '', '<subject/>'),
    ...fence(step, who),
  });
}

/** An error presence for a request to enter. */
export function joinError(step: number, who: keyof typeof actors, error: string, attributes = ''): Told {
  const [id, from] = [`enter-${step}`, `${ops}/${who}`];
  const usual = attributes === '' ? `id='${id}' from='${from}' to='${actors[who]}'` : attributes;
  return received(who, `<presence type='error' ${usual}>${error}</presence>`);
}

/** `<error/>` with one defined condition. */
export function errorOf(condition: string, type = 'auth', attributes = '', inside = ''): string {
  return `<error type='${type}'${attributes}><${condition} xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/>${inside}</error>`;
}
