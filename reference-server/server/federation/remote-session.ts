import type { Origin } from '../../enforcement/index.ts';
import type { Session } from '../../services/index.ts';
import type { Jid } from '../../xmpp/index.ts';

/** What became of what somebody was sent: each may be answered once. */
export interface Answers {
  /** Is this an answer to something that was sent and not yet answered? From now on it is answered. */
  settle(answer: {
    readonly kind: string;
    readonly id?: string;
    readonly from: Jid;
    readonly to?: Jid;
  }): boolean;
}

/** Somebody on another server, or at a component: an address, and the peer that it belongs to. Nothing else is known here. */
export class RemoteSession implements Session {
  readonly jid: Jid;
  /** The domain that was proved; that of the address. */
  readonly peer: string;
  readonly lang = undefined;
  readonly origin = elsewhere;
  readonly presence = undefined;
  readonly priority = 0;
  readonly interested = false;
  readonly wantsCopies = false;
  readonly directed = new Map<string, Jid>();
  readonly outstanding: Answers;

  constructor(jid: Jid, outstanding: Answers = nothingAsked, peer = jid.domain) {
    this.jid = jid;
    this.peer = peer;
    this.outstanding = outstanding;
  }
}

/** No place that is cleared for anything: a peer's clearance stands for where its users are. */
const elsewhere: Origin = { address: '', names: [] };

const nothingAsked: Answers = { settle: () => false };
