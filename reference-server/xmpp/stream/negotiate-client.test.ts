import { expect } from 'chai';
import type { RootTag } from '#xml';
import { parseJid, withResource } from '../jid.ts';
import { readElement } from '../read.fixture.ts';
import { credentialsFrom } from '../sasl/credentials.ts';
import { StreamError } from '../stream-error.ts';
import type { Channel } from './channel.ts';
import {
  type Admission,
  type BoundClient,
  ClientNegotiation,
  type ClientNegotiationOptions,
} from './negotiate-client.ts';

const scramAuth = auth('SCRAM-SHA-256', Buffer.from('n,,n=juliet,r=abc').toString('base64'));
const mechanisms = ['SCRAM-SHA-256', 'SCRAM-SHA-1'];
const inClear = saslFeatures(mechanisms);
const inTls = saslFeatures([...mechanisms, 'PLAIN']);
const starttls = "<starttls xmlns='urn:ietf:params:xml:ns:xmpp-tls'/>";
const starttlsRequired = "<starttls xmlns='urn:ietf:params:xml:ns:xmpp-tls'><required/></starttls>";
const bindFeatures =
  "<stream:features><bind xmlns='urn:ietf:params:xml:ns:xmpp-bind'/>" +
  "<session xmlns='urn:ietf:params:xml:ns:xmpp-session'><optional/></session></stream:features>";

describe('ClientNegotiation', () => {
  it('leads from TLS over the login to an address', () => {
    const play = new Play({ starttls: 'required' });
    play.open();
    play.send(starttls);
    play.open();
    play.send(plainAuth('juliet', 'secret'));
    play.open();
    const client = play.send(bind('<resource>balcony</resource>'));
    expect(client).to.deep.equal({ jid: parseJid('juliet@a.test/balcony'), lang: 'de' });
    expect(play.events).to.deep.equal([
      'open a.test',
      `<stream:features>${starttlsRequired}</stream:features>`,
      "TLS <proceed xmlns='urn:ietf:params:xml:ns:xmpp-tls'/>",
      'open a.test',
      `<stream:features>${inTls}</stream:features>`,
      "<success xmlns='urn:ietf:params:xml:ns:xmpp-sasl'></success>",
      'restart',
      'open a.test',
      bindFeatures,
      "<iq from='juliet@a.test' to='juliet@a.test/balcony' id='b1' type='result'>" +
        "<bind xmlns='urn:ietf:params:xml:ns:xmpp-bind'><jid>juliet@a.test/balcony</jid></bind></iq>",
    ]);
  });

  const offers: [title: string, play: () => Play, features: string][] = [
    ['nothing but TLS where it is required', () => new Play({ starttls: 'required' }), starttlsRequired],
    ['TLS and a login that needs none', () => new Play({ starttls: 'optional' }), starttls + inClear],
    ['no TLS where there is none', () => new Play({ starttls: 'none' }), inClear],
    ['no second TLS inside of TLS', () => new Play({ starttls: 'required' }, true), inTls],
  ];
  for (const [title, play, features] of offers) {
    it(`offers ${title}`, () => {
      expect(play().open()).to.deep.equal(['open a.test', `<stream:features>${features}</stream:features>`]);
    });
  }

  const headers: [title: string, header: Partial<RootTag>, condition: string][] = [
    ['another root', { name: 'streams' }, 'bad-format'],
    ['another namespace of the root', { namespace: 'urn:x' }, 'invalid-namespace'],
    ['the content of streams between servers', { defaultNamespace: 'jabber:server' }, 'invalid-namespace'],
    [
      'another prefix',
      { prefixes: new Map([['s', 'http://etherx.jabber.org/streams']]) },
      'bad-namespace-prefix',
    ],
    ['a domain of others', { attributes: { to: 'b.test', version: '1.0' } }, 'host-unknown'],
    ['no domain', { attributes: { version: '1.0' } }, 'host-unknown'],
    ['an account for a domain', { attributes: { to: 'juliet@a.test', version: '1.0' } }, 'host-unknown'],
    ['no version', { attributes: { to: 'a.test' } }, 'unsupported-version'],
    ['version 0.9', { attributes: { to: 'a.test', version: '0.9' } }, 'unsupported-version'],
  ];
  for (const [title, header, condition] of headers) {
    it(`ends a stream whose header has ${title}`, () => {
      expect(
        conditionOf(() => {
          new Play().open(header);
        }),
      ).to.equal(condition);
    });
  }

  it('takes a domain in other case, and later minor versions', () => {
    const header = { attributes: { to: 'A.TEST', version: '1.12' } };
    expect(new Play().open(header)[0]).to.equal('open a.test');
  });

  it('does not take an account to another domain', () => {
    const play = loggedIn();
    expect(
      conditionOf(() => {
        play.open({ attributes: { to: 'other.test', version: '1.0' } });
      }),
    ).to.equal('host-unknown');
  });

  const early: [title: string, play: () => Play, xml: string, condition: string][] = [
    ['a stanza before the login', () => opened(), '<message/>', 'not-authorized'],
    ['an unknown element before the login', () => opened(), "<x xmlns='urn:x'/>", 'unsupported-stanza-type'],
    ['a message before the bind', () => bindable(), '<message/>', 'not-authorized'],
    [
      'another iq before the bind',
      () => bindable(),
      "<iq type='get' id='1'><x xmlns='y'/></iq>",
      'not-authorized',
    ],
    ['a second login', () => bindable(), plainAuth('juliet', 'secret'), 'unsupported-stanza-type'],
    [
      'a login between login and header',
      () => loggedIn(),
      plainAuth('juliet', 'secret'),
      'unsupported-stanza-type',
    ],
    ['a second request for TLS', () => opened(), starttls, 'unsupported-feature'],
  ];
  for (const [title, play, xml, condition] of early) {
    it(`ends the stream at ${title}`, () => {
      const playing = play();
      expect(conditionOf(() => playing.send(xml))).to.equal(condition);
    });
  }

  const failures: [
    title: string,
    options: Partial<ClientNegotiationOptions>,
    xml: string,
    condition: string,
  ][] = [
    ['PLAIN in clear', { starttls: 'none' }, plainAuth('juliet', 'secret'), 'encryption-required'],
    ['any login before TLS that is required', { starttls: 'required' }, scramAuth, 'encryption-required'],
    ['a mechanism that was not offered', { starttls: 'none' }, auth('X-OWN'), 'invalid-mechanism'],
    ['no mechanism', { starttls: 'none' }, auth(''), 'invalid-mechanism'],
    ['what is no base64', { starttls: 'none' }, auth('SCRAM-SHA-256', 'a b'), 'incorrect-encoding'],
    ['a response to nothing', { starttls: 'none' }, sasl('response'), 'malformed-request'],
    ['an unknown element', { starttls: 'none' }, sasl('challenge'), 'malformed-request'],
    ['an abort', { starttls: 'none' }, sasl('abort'), 'aborted'],
  ];
  for (const [title, options, xml, condition] of failures) {
    it(`fails a login with ${condition} at ${title}`, () => {
      const play = new Play(options);
      play.open();
      play.send(xml);
      expect(play.events.at(-1)).to.equal(saslFailure(condition));
    });
  }

  it('asks for the first response where the client gave none, and takes an empty one as such', () => {
    const play = opened();
    play.send(auth('PLAIN'));
    expect(play.events.at(-1)).to.equal("<challenge xmlns='urn:ietf:params:xml:ns:xmpp-sasl'/>");
    play.send(sasl('response', '='));
    expect(play.events.at(-1)).to.equal(saslFailure('malformed-request'));
  });

  it('does not start a login inside of another', () => {
    const play = opened();
    play.send(scramAuth);
    play.send(plainAuth('juliet', 'secret'));
    expect(play.events.at(-1)).to.equal(saslFailure('malformed-request'));
  });

  it('tells a wrong password and a missing account in the same words', () => {
    for (const [user, password] of [
      ['juliet', 'wrong'],
      ['nobody', 'secret'],
    ] as const) {
      const play = opened();
      play.send(plainAuth(user, password));
      expect(play.events.at(-1)).to.equal(saslFailure('not-authorized'));
    }
  });

  it('ends the stream at the third failure, after it has told it', () => {
    const play = opened();
    play.send(plainAuth('juliet', '1'));
    play.send(plainAuth('juliet', '2'));
    expect(conditionOf(() => play.send(plainAuth('juliet', '3')))).to.equal('policy-violation');
    expect(play.events.at(-1)).to.equal(saslFailure('not-authorized'));
  });

  it('refuses a user who may not have a session, and ends the stream', () => {
    const play = bindable({ admit: () => ({ allowed: false }) });
    expect(conditionOf(() => play.send(bind()))).to.equal('policy-violation');
    expect(play.events.at(-1)).to.equal(
      "<iq from='juliet@a.test' to='juliet@a.test' id='b1' type='error'><error type='cancel'>" +
        "<not-allowed xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></error></iq>",
    );
  });

  it('refuses an account that has too many sessions, and lets the client ask again', () => {
    let free = false;
    const play = bindable({ bind: (user) => (free ? parseJid(`${user.bare}/made`) : undefined) });
    expect(play.send(bind())).to.equal(undefined);
    expect(play.events.at(-1)).to.include(
      "<resource-constraint xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/>",
    );
    free = true;
    expect(play.send(bind())?.jid.full).to.equal('juliet@a.test/made');
  });

  it('tells a user who may have a session another time so, and ends the stream', () => {
    const admit = (): Admission => ({ allowed: false, isTemporary: true, text: 'Not permitted' });
    const play = bindable({ admit });
    expect(conditionOf(() => play.send(bind()))).to.equal('policy-violation');
    expect(play.events.at(-1)).to.match(/<error type='wait'><resource-constraint [^]*>Not permitted</);
  });

  it('gives an address of its own where none is wanted', () => {
    expect(bindable().send(bind())).to.deep.equal({ jid: parseJid('juliet@a.test/made'), lang: 'de' });
  });

  it('answers a resource that is none, and waits for another', () => {
    const play = bindable();
    expect(play.send(bind('<resource></resource>'))).to.equal(undefined);
    expect(play.events.at(-1)).to.include("<bad-request xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/>");
    expect(play.send("<iq type='set' id=''/>")).to.equal(undefined);
    expect(play.send(bind())).to.deep.equal({ jid: parseJid('juliet@a.test/made'), lang: 'de' });
  });

  describe('with a password that somebody else knows', () => {
    const later = () => new Promise<void>((resolve) => setImmediate(resolve));
    const success = "<success xmlns='urn:ietf:params:xml:ns:xmpp-sasl'></success>";

    it('goes on when the answer is there, and asks nobody about an account of its own', async () => {
      const asked: string[] = [];
      const play = opened({
        checkPassword: (user, domain, password) => {
          asked.push(`${user}@${domain} ${password}`);
          return Promise.resolve('right');
        },
      });
      play.send(plainAuth('romeo', 'his'));
      expect(play.events).to.have.length(2);
      await later();
      expect([asked, play.events.slice(2)]).to.deep.equal([['romeo@a.test his'], [success, 'restart']]);
      expect(loggedIn({ checkPassword: () => Promise.reject(new Error()) }).events.slice(2)).to.deep.equal([
        success,
        'restart',
      ]);
    });

    it('fails for now where nobody knows, and ends the stream after too many tries', async () => {
      const play = opened({ checkPassword: () => Promise.resolve('unavailable') });
      for (let tries = 0; tries < 3; tries += 1) {
        play.send(plainAuth('romeo', 'his'));
        await later();
      }
      const failure = saslFailure('temporary-auth-failure');
      expect(play.events.slice(2)).to.deep.equal([failure, failure, failure, 'close policy-violation']);
    });

    it('takes nothing meanwhile: no element, no TLS, no new stream', () => {
      const waiting = (): Play => {
        const play = opened({ checkPassword: () => new Promise(() => undefined) });
        play.send(plainAuth('romeo', 'his'));
        return play;
      };
      expect(conditionOf(() => waiting().send(sasl('abort')))).to.equal('policy-violation');
      expect(conditionOf(() => waiting().send(plainAuth('juliet', 'secret')))).to.equal('policy-violation');
      expect(conditionOf(() => waiting().send(starttls))).to.equal('policy-violation');
      expect(conditionOf(() => waiting().open())).to.equal('policy-violation');
    });
  });
});

/** A negotiation, and all that it did to its channel. */
class Play {
  readonly #channel: Recorder;
  readonly #negotiation: ClientNegotiation;

  constructor(options: Partial<ClientNegotiationOptions> = {}, encrypted = false) {
    this.#channel = new Recorder(encrypted);
    this.#negotiation = new ClientNegotiation(this.#channel, { ...server, ...options });
  }

  get events(): readonly string[] {
    return this.#channel.events;
  }

  /** The client opens a stream; gives what that led to. */
  open(header: Partial<RootTag> = {}): string[] {
    const before = this.events.length;
    this.#negotiation.opened({ ...clientHeader, ...header });
    return this.events.slice(before);
  }

  /** The client sends an element. */
  send(xml: string): BoundClient | undefined {
    return this.#negotiation.next(readElement(xml));
  }
}

class Recorder implements Channel {
  readonly events: string[] = [];
  encrypted: boolean;

  constructor(encrypted: boolean) {
    this.encrypted = encrypted;
  }

  openStream(domain: string): void {
    this.events.push(`open ${domain}`);
  }

  send(text: string): void {
    this.events.push(text.replaceAll('"', "'"));
  }

  startTls(proceed: string): void {
    this.events.push(`TLS ${proceed}`);
    this.encrypted = true;
  }

  restart(): void {
    this.events.push('restart');
  }

  settle(): void {
    this.events.push('settle');
  }

  close(error?: StreamError): void {
    this.events.push(`close ${error?.condition ?? ''}`);
  }
}

const secret = credentialsFrom('secret');

const server: ClientNegotiationOptions = {
  domains: new Set(['a.test', 'other.test']),
  starttls: 'optional',
  decoySecret: Buffer.from('decoy'),
  credentialsOf: (user, domain) => (user === 'juliet' && domain === 'a.test' ? secret : undefined),
  admit: () => ({ allowed: true }),
  bind: (user, wanted = 'made') => withResource(user, wanted) ?? user,
};

const clientHeader: RootTag = {
  name: 'stream',
  namespace: 'http://etherx.jabber.org/streams',
  attributes: { to: 'a.test', version: '1.0', '{http://www.w3.org/XML/1998/namespace}lang': 'de' },
  defaultNamespace: 'jabber:client',
  prefixes: new Map([['stream', 'http://etherx.jabber.org/streams']]),
};

/** With TLS, before the login. */
function opened(options?: Partial<ClientNegotiationOptions>): Play {
  const play = new Play(options, true);
  play.open();
  return play;
}

/** After the login, before the header that follows it. */
function loggedIn(options?: Partial<ClientNegotiationOptions>): Play {
  const play = opened(options);
  play.send(plainAuth('juliet', 'secret'));
  return play;
}

/** After the login, before the bind. */
function bindable(options?: Partial<ClientNegotiationOptions>): Play {
  const play = loggedIn(options);
  play.open();
  return play;
}

function saslFeatures(names: readonly string[]): string {
  const offered = names.map((name) => `<mechanism>${name}</mechanism>`).join('');
  return `<mechanisms xmlns='urn:ietf:params:xml:ns:xmpp-sasl'>${offered}</mechanisms>`;
}

function sasl(name: string, text = ''): string {
  return `<${name} xmlns='urn:ietf:params:xml:ns:xmpp-sasl'>${text}</${name}>`;
}

function auth(mechanism: string, text = ''): string {
  return `<auth xmlns='urn:ietf:params:xml:ns:xmpp-sasl' mechanism='${mechanism}'>${text}</auth>`;
}

function plainAuth(user: string, password: string): string {
  return auth('PLAIN', Buffer.from(`\0${user}\0${password}`).toString('base64'));
}

function saslFailure(condition: string): string {
  return `<failure xmlns='urn:ietf:params:xml:ns:xmpp-sasl'><${condition}/></failure>`;
}

function bind(content = ''): string {
  return `<iq type='set' id='b1'><bind xmlns='urn:ietf:params:xml:ns:xmpp-bind'>${content}</bind></iq>`;
}

/** The condition of the stream error that `act` ends with. */
function conditionOf(act: () => unknown): string | undefined {
  try {
    act();
  } catch (error) {
    if (error instanceof StreamError) return error.condition;
    throw error;
  }
  return undefined;
}
