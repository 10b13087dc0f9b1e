import { escapeAttribute } from '#xml';
import type { BaseDeployment, Fixtures, LabelSyntax } from '../fixtures/index.ts';
import { type Address, roomAddress, type Scenario } from '../scenario/index.ts';
import { fillIn, messageText, Places, pingText } from '../steps/index.ts';
import type { Act } from './act.ts';

/** What marks one stanza on paper: readable, and used once. */
export interface PaperToken {
  readonly id: string;
  readonly nonce: string;
}

/** What a part is written down with. */
export interface PaperOptions {
  readonly scenario: Scenario;
  /** In the words of the server that it is for. */
  readonly fixtures: Fixtures;
  /** A label fixture in words: `HARNESS-A: SECRET`. */
  readonly labelInWords: (name: string) => string;
  /** Provisioning verbs in words, one text for each thing that is set. */
  readonly provisionInWords: (change: Readonly<Record<string, unknown>>) => readonly string[];
}

/** One part as it would be played: who is who, who is where, and which stanza comes next. Starts nothing and waits for nothing. */
export class Paper {
  readonly places = new Places();
  /** Words that a step remembers a message under, and the message's words. */
  readonly remembered = new Map<string, PaperToken>();
  readonly online: Set<string>;
  /** The label fixtures that were written so far, as elements, by what they are called in words. */
  readonly labels = new Map<string, string>();
  readonly scenario: Scenario;
  readonly #fixtures: Fixtures;
  readonly #labelInWords: PaperOptions['labelInWords'];
  readonly provisionInWords: PaperOptions['provisionInWords'];
  /** What somebody who is away finds on coming back. */
  readonly #kept = new Map<string, readonly Act[]>();
  readonly #numbers = new Map<string, number>();

  constructor({ scenario, fixtures, labelInWords, provisionInWords }: PaperOptions) {
    this.provisionInWords = provisionInWords;
    this.scenario = scenario;
    this.#fixtures = fixtures;
    this.#labelInWords = labelInWords;
    const atFirst = Object.entries(scenario.actors).filter(
      ([, actor]) => typeof actor === 'string' || actor.online,
    );
    this.online = new Set(atFirst.map(([name]) => name));
  }

  get base(): BaseDeployment {
    return this.#fixtures.base;
  }

  get domain(): string {
    return this.base.domain;
  }

  /** The full JID of an actor. */
  jid(name: string): string {
    const actor = this.scenario.actors[name];
    if (actor === undefined) throw new Error(`unknown actor \`${name}\``);
    const { user, resource = name } = typeof actor === 'string' ? { user: actor } : actor;
    if (user in this.base.components) return user;
    return `${user.includes('@') ? user : `${user}@${this.domain}`}/${resource}`;
  }

  bare(name: string): string {
    return this.jid(name).split('/')[0] ?? '';
  }

  /** The domain that an actor is at home in. */
  domainOf(name: string): string {
    return this.bare(name).replace(/^.*@/, '');
  }

  jidOf(address: Address): string {
    if (typeof address === 'string') return this.jid(address);
    if ('bare' in address) return this.bare(address.bare);
    if ('jid' in address) return fillIn(address.jid, { domain: this.domain });
    const room = this.room(address.room);
    return address.nick === undefined ? room : `${room}/${address.nick}`;
  }

  /** The address of a room. */
  room(name: string): string {
    return roomAddress(name, this.domain);
  }

  /** ` to='…'`; empty for no address. */
  toAttribute(address: Address | undefined): string {
    return address === undefined ? '' : ` to='${escapeAttribute(this.jidOf(address))}'`;
  }

  labelElement(name: string, syntax?: LabelSyntax): string {
    const element = this.#fixtures.labelElement(name, syntax);
    if (name !== 'none' && name !== 'empty')
      this.labels.set(`${name}: ${this.labelled(name, syntax).replace('labelled ', '')}`, element);
    return element;
  }

  /** `labelled HARNESS-A: SECRET`, `without a label`. */
  labelled(name: string, syntax: LabelSyntax = 'ess'): string {
    if (name === 'none') return 'without a label';
    if (name === 'empty') return 'with an empty label, which stands for the default';
    return `labelled ${this.#labelInWords(name)}${syntax === 'ess' ? '' : ` (as STANAG ${syntax.slice(-4)})`}`;
  }

  /** `tested-2`: the second of its kind in this part. */
  token(kind: string): PaperToken {
    const number = (this.#numbers.get(kind) ?? 0) + 1;
    this.#numbers.set(kind, number);
    return { id: `id-${kind}-${number}`, nonce: `${kind}-${number}` };
  }

  /** A scenario's raw text with its placeholders filled in. */
  fillIn(text: string, token: PaperToken, to = ''): string {
    return fillIn(text, {
      ...token,
      to,
      domain: this.domain,
      label: (kind, name) => this.#fixtures.placeholderText(kind, name),
      jid: (actor) => this.jid(actor),
    });
  }

  message(token: PaperToken, to: string, type: string, payload: string, body = true): string {
    return messageText({ ...token, to, type, payload, body });
  }

  ping(id: string, to: string): string {
    return pingText(id, to);
  }

  /** Whoever is away finds this on coming back. */
  keep(name: string, acts: readonly Act[]): void {
    this.#kept.set(name, [...(this.#kept.get(name) ?? []), ...acts]);
  }

  /** What was kept for somebody, and is found now by whoever has the session: it is kept no longer. */
  keptFor(name: string, by = name): readonly Act[] {
    const kept = this.#kept.get(name) ?? [];
    this.#kept.delete(name);
    return kept.map((act): Act => ('at' in act && act.kind !== 'fence' ? { ...act, at: by } : act));
  }

  /** Somebody comes online, and finds what was kept. */
  connect(name: string): Act[] {
    const kept = this.keptFor(name);
    this.online.add(name);
    const presence = this.#presenceOf(name);
    return [
      { kind: 'connects', who: name, ...(presence !== undefined && { presence }) },
      ...kept,
      ...(kept.length === 0 ? [] : [{ kind: 'quiet', at: name } as const]),
    ];
  }

  #presenceOf(name: string): string | undefined {
    const actor = this.scenario.actors[name];
    const priority = typeof actor === 'object' ? actor.presence : 0;
    if (priority === 'none') return undefined;
    return priority === 0 ? '<presence/>' : `<presence><priority>${priority}</priority></presence>`;
  }
}
