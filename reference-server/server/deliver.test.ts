import { expect } from 'chai';
import { securityLabel } from '../enforcement/rules.fixture.ts';
import { labelled, upTo } from './provision/provision.fixture.ts';
import { World } from './rooms/histories/world.fixture.ts';

const ops = 'ops@muc.a.test';
const here = { address: '127.0.0.1', names: [] };
const enter = (nick: string): string =>
  `<presence to='${ops}/${nick}'><x xmlns='http://jabber.org/protocol/muc'/></presence>`;

describe('what a room sends', () => {
  const world = new World({ 'U*': upTo('U', 'S'), 'Pol.label': labelled('U') });
  const languages = ['fr', undefined, 'fr', 'en', 'xx'];
  const clients = languages.map((lang, number) => world.connect(`u${number}@a.test/desk`, here, lang));

  before(() => {
    for (const [number, client] of clients.entries()) {
      client.says(enter(`n${number}`));
      if (number > 0) continue;
      client.says(
        `<iq type='set' id='open' to='${ops}'><query xmlns='http://jabber.org/protocol/muc#owner'><x xmlns='jabber:x:data' type='submit'/></query></iq>`,
      );
    }
    for (const client of clients) client.heard();
  });

  after(() => {
    world.close();
  });

  it('has the marking in the language of each, and the same label and body for all', () => {
    clients[1]?.says(
      `<message type='groupchat' id='m' to='${ops}'><body>to all</body>${securityLabel('A-S')}</message>`,
    );
    const heard = clients.map((client) => client.heard());
    const markings = heard.map((text) => /<displaymarking[^>]*>([^<]*)</.exec(text)?.[1]);
    expect(markings).to.deep.equal(['SECRET DÉFENSE', 'SECRET', 'SECRET DÉFENSE', 'SECRET', 'SECRET']);
    const alike = heard.map((text, number) =>
      text
        .replace(` to='u${number}@a.test/desk'`, '')
        .replaceAll('SECRET DÉFENSE', 'SECRET')
        .replace(/<r xmlns='urn:xmpp:sm:3'\/>/, ''),
    );
    expect(new Set(alike).size).to.equal(1);
    expect(alike[0]).to.include('<body>to all</body>');
  });

  it('is kept for each as it was judged, with the own address, until it is acknowledged', () => {
    const [client] = clients;
    client?.isLost();
    clients[1]?.says(
      `<message type='groupchat' id='m2' to='${ops}'><body>again</body>${securityLabel('A-S')}</message>`,
    );
    client?.resumes(here);
    const text = client?.heard();
    expect(text).to.include("to='u0@a.test/desk'").and.to.include('<body>again</body>');
    expect(text).to.include('SECRET DÉFENSE');
    for (const other of clients.slice(1)) expect(other.heard()).to.include('<body>again</body>');
  });
});
