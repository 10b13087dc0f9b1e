import { createHash, createHmac, pbkdf2Sync, randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type TLSSocket } from 'node:tls';
import { childElements, childOf, type Element, ElementReader, serialize, textOf } from '#xml';
import { makeCertificates } from '../targets/certificate.ts';
import { EnvironmentFault, type TargetDriver } from '../targets/index.ts';

/** How a small server of our own is wrong; left out: it is honest, and can do next to nothing. */
export interface Lies {
  /** Answers every request with a result, and every presence for a room with an entry. */
  readonly yesToAll?: true;
  /** Lets everybody in, whatever the password. */
  readonly anyPassword?: true;
  readonly certificate?: 'expired' | 'foreign' | 'misnamed';
  /** Nothing listens where it says that it does. */
  readonly absent?: true;
}

const client = 'jabber:client';
const sasl = 'urn:ietf:params:xml:ns:xmpp-sasl';
const bind = 'urn:ietf:params:xml:ns:xmpp-bind';
const aWeekMs = 7 * 86_400_000;

/** A real server on a socket, TLS from the first byte: it logs in by PLAIN and SCRAM-SHA-1, binds, and answers pings. */
export function smallServer(lies: Lies, features: readonly string[] = []): TargetDriver {
  return {
    name: 'small',
    verbs: new Set(),
    features: new Set(features),
    start: async ({ domain, accounts }) => {
      const then = new Date(Date.now() - (lies.certificate === 'expired' ? 3 * aWeekMs : 0));
      const names = [lies.certificate === 'misnamed' ? 'b.test' : domain];
      const { ca, certificate, key } = await makeCertificates(names, undefined, then);
      const other = lies.certificate === 'foreign' ? (await makeCertificates(names)).ca : ca;
      const sockets = new Set<TLSSocket>();
      const server = createServer({ cert: certificate, key }, (socket) => {
        sockets.add(socket.on('error', () => undefined));
        new Conversation(socket, domain, accounts, lies).begin();
      });
      server.listen(0, '127.0.0.1');
      await once(server, 'listening');
      const address = server.address();
      const port = typeof address === 'object' && address !== null ? address.port : 0;
      const close = (): void => {
        for (const socket of sockets) socket.destroy();
        server.close();
      };
      if (lies.absent) close();
      const place = { host: '127.0.0.1', port };
      return {
        product: 'small',
        version: '1',
        client: { ...place, domain, ca: other },
        clientTls: place,
        reset: () => Promise.resolve(),
        provision: () => Promise.reject(new EnvironmentFault('it takes no provisioning')),
        stop: () => {
          close();
          return Promise.resolve();
        },
      };
    },
  };
}

/** A SCRAM exchange that is under way: what was said so far, and the password that it is about. */
interface Exchange {
  readonly bare: string;
  readonly server: string;
  readonly password: string;
}

class Conversation {
  readonly #socket: TLSSocket;
  readonly #domain: string;
  readonly #accounts: Readonly<Record<string, string>>;
  readonly #lies: Lies;
  #user: string | undefined;
  #jid = '';
  #scram: Exchange | undefined;

  constructor(socket: TLSSocket, domain: string, accounts: Readonly<Record<string, string>>, lies: Lies) {
    this.#socket = socket;
    this.#domain = domain;
    this.#accounts = accounts;
    this.#lies = lies;
  }

  begin(): void {
    let reader = this.#newReader();
    this.#socket.on('data', (bytes: Buffer) => {
      if (bytes.includes('<stream:stream')) reader = this.#newReader();
      reader.read(bytes);
    });
  }

  #newReader(): ElementReader {
    return new ElementReader({
      onRoot: () => {
        const offer =
          this.#jid === '' && this.#user === undefined
            ? `<mechanisms xmlns='${sasl}'><mechanism>PLAIN</mechanism><mechanism>SCRAM-SHA-1</mechanism></mechanisms>`
            : `<bind xmlns='${bind}'/>`;
        this.#say(
          `<?xml version='1.0'?><stream:stream xmlns='${client}' xmlns:stream='http://etherx.jabber.org/streams' from='${this.#domain}' id='s' version='1.0'><stream:features>${offer}</stream:features>`,
        );
      },
      onElement: (element) => {
        if (element.namespace === sasl) this.#logIn(element);
        else if (element.name === 'iq') this.#answer(element);
        else if (element.name === 'presence') this.#enter(element);
      },
      onEnd: () => this.#socket.end('</stream:stream>'),
    });
  }

  #logIn(element: Element): void {
    const text = Buffer.from(textOf(element), 'base64').toString();
    const { mechanism } = element.attributes;
    if (mechanism === 'PLAIN') {
      const [, user = '', password] = text.split('\0');
      this.#let(user, this.#lies.anyPassword === true || this.#accounts[user] === password, '');
    } else if (mechanism === 'SCRAM-SHA-1') this.#challenge(text);
    else if (this.#scram !== undefined) this.#prove(text, this.#scram);
    else this.#say(`<failure xmlns='${sasl}'><invalid-mechanism/></failure>`);
  }

  #challenge(first: string): void {
    const bare = first.replace(/^n,,/, '');
    const [, user = '', nonce = ''] = /^n=([^,]*),r=(.*)$/.exec(bare) ?? [];
    const server = `r=${nonce}${randomBytes(6).toString('hex')},s=${Buffer.from('salt').toString('base64')},i=4096`;
    this.#user = user;
    this.#scram = { bare, server, password: this.#accounts[user] ?? 'nobody' };
    this.#say(`<challenge xmlns='${sasl}'>${encode(server)}</challenge>`);
  }

  /** Source: RFC 5802 §3. */
  #prove(final: string, { bare, server, password }: Exchange): void {
    const [, withoutProof = '', proof = ''] = /^(.*),p=(.*)$/.exec(final) ?? [];
    const salted = pbkdf2Sync(password, 'salt', 4096, 20, 'sha1');
    const signed = `${bare},${server},${withoutProof}`;
    const clientKey = hmac(salted, 'Client Key');
    const signature = hmac(createHash('sha1').update(clientKey).digest(), signed);
    const wanted = Buffer.from(clientKey.map((byte, index) => byte ^ (signature[index] ?? 0)));
    const user = this.#user ?? '';
    this.#user = undefined;
    this.#scram = undefined;
    const isRight = wanted.toString('base64') === proof;
    const verifier = hmac(hmac(salted, 'Server Key'), signed).toString('base64');
    this.#let(user, isRight || this.#lies.anyPassword === true, `v=${verifier}`);
  }

  #let(user: string, isRight: boolean, verifier: string): void {
    if (!isRight) {
      this.#say(`<failure xmlns='${sasl}'><not-authorized/></failure>`);
      return;
    }
    this.#user = user;
    this.#say(`<success xmlns='${sasl}'>${encode(verifier)}</success>`);
  }

  #answer(iq: Element): void {
    const { id = '', type } = iq.attributes;
    if (type !== 'get' && type !== 'set') return;
    const request = childOf(iq, bind, 'bind');
    const isPing = childOf(iq, 'urn:xmpp:ping', 'ping') !== undefined;
    if (request !== undefined && (this.#jid === '' || this.#lies.yesToAll)) {
      this.#jid = `${this.#user ?? ''}@${this.#domain}/${textOf(childElements(request)[0] ?? request)}`;
      this.#say(`<iq type='result' id='${id}'><bind xmlns='${bind}'><jid>${this.#jid}</jid></bind></iq>`);
    } else if (isPing) this.#say(`<iq type='result' id='${id}'/>`);
    else if (this.#lies.yesToAll) {
      const payload = childElements(iq)
        .map((one) => serialize(one, client))
        .join('');
      this.#say(`<iq type='result' id='${id}'>${payload}</iq>`);
    } else {
      const condition = "<service-unavailable xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/>";
      this.#say(`<iq type='error' id='${id}'><error type='cancel'>${condition}</error></iq>`);
    }
  }

  #enter({ attributes }: Element): void {
    const { to } = attributes;
    if (to === undefined) return;
    if (this.#lies.yesToAll)
      this.#say(
        `<presence from='${to}'><x xmlns='http://jabber.org/protocol/muc#user'><status code='110'/></x></presence>`,
      );
    else
      this.#say(
        `<presence type='error' from='${to}'><error type='cancel'><remote-server-not-found xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></error></presence>`,
      );
  }

  #say(text: string): void {
    if (this.#socket.writable) this.#socket.write(text);
  }
}

function hmac(key: Uint8Array, text: string): Buffer {
  return createHmac('sha1', key).update(text).digest();
}

function encode(text: string): string {
  return text === '' ? '' : Buffer.from(text).toString('base64');
}
