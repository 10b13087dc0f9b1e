import type { Clearances, Label, Policy } from '#policy';

/** What holds between one of our domains and a domain of somebody else: another server, or a component. */
export interface PeerRules {
  /** What may come from it; `undefined`: not asked. */
  readonly inbound?: Clearances;
  /** What may go to it, in whichever policies; `undefined`: not asked. */
  readonly outbound?: Clearances;
  /** The label of what comes from it without one; `undefined`: the same as of what our own clients send. */
  readonly defaultLabel?: Label;
  /** How labels are written for it, and understood from it; `undefined`: as they are. */
  readonly mapping?: PeerMapping;
}

/** Another way of writing labels, another policy, or both. */
export interface PeerMapping {
  /** XEP-0258 around an ESS label, XEP-0258 around a STANAG 4774 label, or a STANAG 4778 binding; `undefined`: as it came. */
  readonly format?: 'ess' | '4774' | '4778';
  /** The policy that the peer decides by; `undefined`: the label's own. */
  readonly policy?: Policy;
  /** Is the label that was mapped kept beside what became of it? */
  readonly original: 'record' | 'replace';
}

/** What holds for whom, as provisioned now. */
export interface PeerSource {
  /** Is this a domain that this server does not serve itself? */
  has(domain: string): boolean;
  /**
   * The rules between one of our domains and a peer, each field by itself: the one for both, else the one for the peer, else the
   * one for its parent's subdomains, else the one for all peers. One object for each pair, for as long as these rules are in
   * force.
   *
   * A peer is the domain that a stanza comes from or goes to: a subdomain is a peer of its own.
   */
  between(own: string, peer: string): PeerRules;
}

/** What nothing is provisioned for: nothing is asked and nothing rewritten. */
export const anyPeer: PeerRules = {};
