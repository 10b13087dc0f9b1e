import { expect } from 'chai';
import fc from 'fast-check';
import type { Affiliation, Role } from '../affiliation.ts';
import { ops, RoomStage } from '../room.fixture.ts';
import { isShownTo, knowsAddresses } from './occupant-presence.ts';

/** Sessions of four accounts, one of which has two. */
const names = ['juliet', 'romeo', 'romeo@a.test/phone', 'nurse', 'tybalt'] as const;
const nicks = ['juliet', 'romeo', 'nurse', 'hero'] as const;
const affiliations: readonly Affiliation[] = ['owner', 'admin', 'member', 'none', 'outcast'];
const roles: readonly Role[] = ['moderator', 'participant', 'visitor', 'none'];

/** Something that one of them does; gives what came back to that one. */
interface Act {
  readonly text: string;
  readonly who: (typeof names)[number];
  does(stage: RoomStage): readonly string[];
}

const admin = (item: string): string =>
  `<iq type='set' id='i' to='${ops}'><query xmlns='http://jabber.org/protocol/muc#admin'>${item}</query></iq>`;

const anAct: fc.Arbitrary<Act> = fc
  .record({
    what: fc.constantFrom('enter', 'enter', 'leave', 'nick', 'role', 'give', 'give', 'affiliation', 'keep'),
    who: fc.constantFrom(...names),
    nick: fc.constantFrom(...nicks),
    role: fc.constantFrom(...roles),
    affiliation: fc.constantFrom(...affiliations),
  })
  .map(({ what, who, nick, role, affiliation }) => ({
    text: `${what} ${who} ${nick} ${role} ${affiliation}`,
    who,
    does(stage) {
      const jid = stage.session(who).jid.bare;
      if (what === 'enter') return stage.enter(who, nick);
      if (what === 'leave') return stage.presence(who, `<presence type='unavailable' to='${ops}'/>`);
      if (what === 'nick') return stage.presence(who, `<presence to='${ops}/${nick}'/>`);
      if (what === 'role') stage.ask(who, admin(`<item nick='${nick}' role='${role}'/>`));
      if (what === 'give') stage.ask('juliet', admin(`<item nick='${nick}' role='${role}'/>`));
      if (what === 'affiliation')
        stage.ask('juliet', admin(`<item jid='${jid}' affiliation='${affiliation}'/>`));
      if (what === 'keep')
        stage.ask('juliet', admin(`<item jid='${jid}' affiliation='member' nick='${nick}'/>`));
      return [];
    },
  }));

/** What one session has been told of who is there: by nickname, the affiliation and role. */
type View = Map<string, string>;

/** Takes what came to a session for what its user sees from then on; gives the addresses of others that were in it. */
function look(view: View, texts: readonly string[]): string[] {
  const addresses: string[] = [];
  for (const text of texts) {
    const nick = /^<presence from='ops@muc\.a\.test\/(\w+)'/.exec(text)?.[1];
    if (nick === undefined || text.includes("type='error'")) continue;
    const [, affiliation = '', role = ''] = /<item affiliation='(\w+)' role='(\w+)'/.exec(text) ?? [];
    if (text.includes("type='unavailable'")) view.delete(nick);
    else view.set(nick, `${affiliation} ${role}`);
    const address = /<item[^>]* jid='([^']*)'/.exec(text)?.[1];
    if (address !== undefined && !text.includes("<status code='110'/>")) addresses.push(address);
  }
  return addresses;
}

/** What it should see. */
function truth(stage: RoomStage, name: string): View | undefined {
  const { room } = stage;
  const viewer = room.occupantOf(stage.session(name).jid);
  if (viewer === undefined) return undefined;
  const shown = [...room.occupants].filter((about) => isShownTo(viewer, about, room));
  return new Map(shown.map(({ nick, user, role }) => [nick, `${room.affiliationOf(user)} ${role}`]));
}

/** Is it in the room, and may know the addresses of the others? */
function knows(stage: RoomStage, name: string): boolean {
  const viewer = stage.room.occupantOf(stage.session(name).jid);
  return viewer !== undefined && knowsAddresses(viewer, stage.room);
}

describe('who is in a room', () => {
  const play = (acts: readonly Act[], config: Partial<RoomStage['room']['config']>): void => {
    const stage = new RoomStage({}, 'juliet');
    stage.room.config = { ...stage.room.config, isPersistent: true, ...config };
    const views = new Map(names.map((name) => [name, new Map<string, string>()]));
    views.set('juliet', truth(stage, 'juliet') ?? new Map<string, string>());
    for (const act of acts) {
      const knew = names.filter((name) => knows(stage, name));
      const back = act.does(stage);
      for (const name of names) {
        const view = views.get(name) ?? new Map<string, string>();
        const heard = stage.got(name);
        const addresses = look(view, name === act.who ? [...back, ...heard] : heard);
        const expected = truth(stage, name);
        if (expected === undefined) {
          // Whoever is out has been told so, and whoever was hears nothing
          const isTold = heard.concat(back).some((xml) => /type='unavailable'.*code='110'/.test(xml));
          expect(isTold || view.size === 0 || name === act.who, `${act.text}: ${name} is out`).to.equal(true);
          view.clear();
        }
        expect(asText(view), `${act.text}: what ${name} sees`).to.equal(
          asText(expected ?? new Map<string, string>()),
        );
        if (!knew.includes(name) && !knows(stage, name))
          expect(addresses, `${act.text}: what ${name} learns`).to.deep.equal([]);
      }
      const { room } = stage;
      expect([...room.affiliations.values()]).to.include('owner');
      for (const { user } of room.occupants) expect(room.affiliationOf(user)).not.to.equal('outcast');
      for (const name of names) {
        const occupant = room.occupantOf(stage.session(name).jid);
        if (occupant !== undefined) expect(room.occupantAt(occupant.nick)).to.equal(occupant);
      }
    }
  };

  const acts = fc.array(anAct, { minLength: 20, maxLength: 80 });

  it('is what everybody in it has been told, and nobody learns an address who may not', () => {
    fc.assert(
      fc.property(acts, (chosen) => {
        play(chosen, {});
      }),
      { numRuns: 100 },
    );
  });

  it('is that in a moderated room that shows only some roles', () => {
    const config = { isModerated: true, showsRoles: new Set(['moderator', 'participant'] as const) };
    fc.assert(
      fc.property(acts, (chosen) => {
        play(chosen, config);
      }),
      { numRuns: 100 },
    );
  });

  it('is that in a room for members where all know the addresses of all', () => {
    const config = { isMembersOnly: true, whois: 'anyone' } as const;
    fc.assert(
      fc.property(acts, (chosen) => {
        play(chosen, config);
      }),
      { numRuns: 100 },
    );
  });
});

function asText(view: View): string {
  return [...view]
    .map(([nick, said]) => `${nick}: ${said}`)
    .toSorted()
    .join('; ');
}
