import { expect } from 'chai';
import { type RemoteClient, World } from '../rooms/histories/world.fixture.ts';

const disco = "<query xmlns='http://jabber.org/protocol/disco#info'/>";
const talk = "<talk xmlns='urn:x-test:talk'>words</talk>";
const get = (to: string, payload: string): string => `<iq type='get' id='q' to='${to}'>${payload}</iq>`;

/** Both are peers: a component, whose domain is one that other servers find here, and a server. */
describe('what goes between a component and a peer', () => {
  let world: World;
  let gale: RemoteClient;
  let xenia: RemoteClient;

  beforeEach(() => {
    world = new World({}, {}, ['sam@a.test']);
    gale = world.remote('j@gw.a.test/x');
    xenia = world.remote('x@b.test/home');
  });

  afterEach(() => {
    expect(world.mistakes).to.deep.equal([]);
    world.close();
  });

  for (const to of ['gw.a.test', 'j@gw.a.test', 'j@gw.a.test/x'])
    it(`is a request to \`${to}\`, which nobody here answers in its name`, () => {
      xenia.says(get(to, disco));
      expect(xenia.heard()).to.equal('');
      expect(world.remote(to).heard()).to.contain(`from='x@b.test/home' to='${to}'`);
    });

  for (const to of ['b.test', 'x@b.test', 'x@b.test/home'])
    it(`is a request to \`${to}\` from a component, which goes there`, () => {
      gale.says(get(to, disco));
      expect(gale.heard()).to.equal('');
      expect(world.remote(to).heard()).to.contain(`from='j@gw.a.test/x' to='${to}'`);
    });

  it('is no iq that carries something, to whichever address', () => {
    for (const to of ['b.test', 'x@b.test', 'x@b.test/home']) {
      gale.says(get(to, talk));
      expect(world.remote(to).heard()).to.equal('');
      expect(gale.heard()).to.contain('<service-unavailable');
    }
  });

  it('is an answer once, to what was asked', () => {
    const answer = "<iq type='result' id='q' to='j@gw.a.test/x'/>";
    xenia.says(answer);
    expect(gale.heard()).to.equal('');
    gale.says(get('x@b.test/home', disco));
    xenia.says(answer);
    xenia.says(answer);
    expect(gale.heard()).to.equal("<iq from='x@b.test/home' to='j@gw.a.test/x' id='q' type='result'/>");
  });

  for (const type of ['subscribe', 'probe', 'unavailable'])
    it(`is presence of the type ${type}, which nobody here answers either`, () => {
      xenia.says(`<presence type='${type}' to='j@gw.a.test/x'/>`);
      expect(gale.heard()).to.equal(`<presence from='x@b.test/home' to='j@gw.a.test/x' type='${type}'/>`);
      expect(xenia.heard()).to.equal('');
    });
});
