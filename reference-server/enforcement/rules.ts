import type { Label, Policies, Policy } from '#policy';
import type { ClearanceSource } from './clearances.ts';
import type { Faults } from './faults/faults.ts';
import type { SyntaxMapping } from './label/syntax-mapping.ts';
import type { PeerSource } from './peer/peer-rules.ts';
import type { RoomSource } from './room/room-rules.ts';

/** What to do with a displaymarking that came with a label: leave it, refuse one that is wrong, or write the policy's. */
export type MarkingMode = 'preserve' | 'verify' | 'rewrite';

/** The labels on a server and its domains themselves: whoever is not cleared for one has no session there. */
export interface AccessLabels {
  readonly server: Label | undefined;
  /** By domain; a domain without one is as open as its server. */
  readonly domains: ReadonlyMap<string, Label>;
}

/** Everything that the checks go by. A change of provisioning makes new rules; nobody changes these. */
export interface Rules {
  readonly policies: Policies;
  readonly clearances: ClearanceSource;
  /** Who may have a session at all. No message is measured by these labels. */
  readonly access: AccessLabels;
  /** What holds for other servers and for components. */
  readonly peers: PeerSource;
  /** What limits the rooms, as provisioned and as their owners configure them. */
  readonly rooms: RoomSource;
  readonly marking: MarkingMode;
  /** Does a message that came without a label get the default label written on it? */
  readonly stamp: boolean;
  /** The only labels that a domain's senders may use, where its catalog is binding. */
  readonly restrictedTo: (domain: string) => readonly Label[] | undefined;
  /** Versions of the STANAG 4778 profile for XMPP that are read; another is an unknown syntax. */
  readonly bindingVersions: readonly string[];
  /**
   * What becomes of a message whose label cannot be read, or is of a syntax or policy unknown here: it is refused, or (the
   * letter of XEP-0258 §5, which lets a sender lower a label by garbling it) it counts as one that asks for the default.
   */
  readonly unknownLabel: 'refuse' | 'default';
  /** Syntaxes that name no policy and are switched on, by name: what their words mean in one of ours. */
  readonly syntaxes: ReadonlyMap<string, SyntaxMapping>;
  /** Is a sender told that a recipient may not have a message, or is that as if the recipient were not there? */
  readonly denials: 'explicit' | 'opaque';
  /** Whose clearances a catalog shows, by leaving out labels that its recipient may not have. */
  readonly catalogReveals: 'all' | 'contacts' | 'none';
  /** What clients may ask of each other past the label checks: anything, a few harmless things, or what a message without a label may carry. */
  readonly iq: 'open' | 'allow-list' | 'default-label';
  /** Bare JIDs of those who may write to everybody of a domain at once. */
  readonly announcers: ReadonlySet<string>;
  /** By bare JID: the label of a user's presence. Only who is cleared for it may watch; who has none is not limited. */
  readonly presenceLabels: ReadonlyMap<string, Label>;
  /** A stored message that its recipient may not have at release: it stays, or goes back to its sender as an error. */
  readonly withheld: 'keep' | 'bounce';
  /** A stored message that came without a label has the default label of when it came, or of when it is released. */
  readonly storedLabel: 'freeze' | 'now';
  /** Typing notifications and receipts where the policy has no default label: let through, or refused like any message. */
  readonly contentFree: 'exempt' | 'deny';
  /** A change of a room's subject is not checked and carries no label, or is measured like any message. */
  readonly subject: 'open' | 'enforce';
  readonly now: () => Date;
  /** Checks that are broken on purpose; empty in service. */
  readonly faults: Faults;
}

/** The policy that a resolved label is of: a label is never resolved under one that is not loaded. */
export function policyOf(label: Label, { policies }: Rules): Policy {
  const policy = policies.byOid.get(label.policy);
  if (policy === undefined) throw new Error(`a label of policy ${label.policy}, which is not loaded`);
  return policy;
}
