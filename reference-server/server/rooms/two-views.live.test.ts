import { readFileSync, writeFileSync } from 'node:fs';
import { expect } from 'chai';
import { securityLabel } from '../../enforcement/rules.fixture.ts';
import { upTo } from '../provision/provision.fixture.ts';
import { type Chatter, Stage } from '../server.fixture.ts';

const page = new URL('../../../docs/two-views.md', import.meta.url);

/** Who says what in the room, and with which label. */
const conversation = [
  ['tess', 'A-U', 'Good morning. The convoy is the topic of the day.'],
  ['sam', 'A-S', 'It leaves at six, by the northern road.'],
  ['rita', 'A-R', 'Do we know yet when it leaves?'],
  ['tess', 'A-S', 'Rita does not see what Sam has just said.'],
  ['tess', 'A-R', 'Early. Please have the kitchen ready at five.'],
  ['tess', 'A-TS', 'The source is in the ministry.'],
  ['rita', 'A-U', 'It will be.'],
] as const;

/** One stanza of the room as a person reads it: who, under which marking, what. */
function lineOf(stanza: string): string {
  const nick = /from='ops@muc\.a\.test\/([^']*)'/.exec(stanza)?.[1] ?? 'the room';
  const marking = /<displaymarking[^>]*>([^<]*)</.exec(stanza)?.[1] ?? '';
  const body = /<body>([^<]*)</.exec(stanza)?.[1];
  if (body !== undefined) return `**${nick}** [${marking}] ${body}`;
  return stanza.includes("type='error'") ? '*the room refuses it: Not permitted*' : '';
}

function linesIn(text: string): string[] {
  return text
    .split(/(?=<message )/)
    .map(lineOf)
    .filter((line) => line !== '');
}

/** The page: what each of the three saw of each message, side by side. */
function written(rows: readonly (readonly string[])[], late: readonly string[]): string {
  const table = rows.map((cells) => `| ${cells.map((cell) => (cell === '' ? ' ' : cell)).join(' | ')} |`);
  return `# One conversation, as three people see it

The room \`ops@muc.a.test\` may carry what is up to SECRET. Tess is cleared up to TOP SECRET, Sam up to SECRET, Rita up to RESTRICTED. What
stands here was played on the reference server over three connections; the test \`two-views.live.test.ts\` plays it again and compares.

| what is sent | Tess sees | Sam sees | Rita sees |
| --- | --- | --- | --- |
${table.join('\n')}

Stage 1, the room: it takes what its own clearance covers, whoever is in it; what it does not take comes back to its sender and to nobody
else. Stage 2, each occupant: an empty cell is a message that was not for that person. Nobody is told of it, neither who said it nor
whoever did not get it.

Rita leaves, and comes back. Her history is what she may have:

${late.map((line) => `- ${line}`).join('\n')}
`;
}

describe('a conversation in a room', () => {
  it('is what each is cleared for: docs/two-views.md', async () => {
    const stage = await Stage.start({
      config: { rooms: ['muc.a.test'] },
      verbs: { 'Rm(ops).clr': upTo('U', 'R', 'C', 'S') },
    });
    try {
      const text = await played(stage);
      if (process.env['WRITE_DOCS'] === '1') writeFileSync(page, text);
      expect(readFileSync(page, 'utf8')).to.equal(text);
    } finally {
      await stage.stop();
    }
  });
});

async function played(stage: Stage): Promise<string> {
  const chatters = new Map<string, Chatter>();
  for (const nick of ['tess', 'sam', 'rita']) chatters.set(nick, await entered(stage, nick));
  for (const chatter of chatters.values()) await chatter.heard();
  const rows: string[][] = [];
  for (const [nick, label, text] of conversation) {
    const message = `<message to='ops@muc.a.test' type='groupchat' id='m${rows.length}'><body>${text}</body>${securityLabel(label)}</message>`;
    const own = await chatters.get(nick)?.says(message);
    const cells: string[] = [];
    for (const [reader, chatter] of chatters) {
      const [line = ''] = linesIn((reader === nick ? own : await chatter.heard()) ?? '');
      cells.push(line);
    }
    rows.push([`${nick}, ${names[label]}: ${text}`, ...cells]);
  }
  const rita = chatters.get('rita');
  await rita?.says("<presence to='ops@muc.a.test/rita' type='unavailable'/>");
  return written(rows, linesIn((await rita?.says(enter('rita'))) ?? ''));
}

const names = { 'A-U': 'UNCLASSIFIED', 'A-R': 'RESTRICTED', 'A-S': 'SECRET', 'A-TS': 'TOP SECRET' } as const;

function enter(nick: string): string {
  return `<presence to='ops@muc.a.test/${nick}'><x xmlns='http://jabber.org/protocol/muc'/></presence>`;
}

async function entered(stage: Stage, nick: string): Promise<Chatter> {
  const chatter = await stage.connect(nick, 'desk');
  await chatter.says(enter(nick));
  if (nick === 'tess')
    await chatter.says(
      "<iq type='set' id='instant' to='ops@muc.a.test'><query xmlns='http://jabber.org/protocol/muc#owner'><x xmlns='jabber:x:data' type='submit'/></query></iq>",
    );
  return chatter;
}
