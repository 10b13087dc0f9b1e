import type { RosterItem } from './roster-store.ts';

export type SubscriptionType = 'subscribe' | 'subscribed' | 'unsubscribe' | 'unsubscribed';

export function isSubscription(type: string): type is SubscriptionType {
  return Object.hasOwn(subscriptionMoves, type);
}

/** What one step changes: for the one who sends it, and for the one who gets it. */
interface Move {
  readonly sender: (own: RosterItem) => RosterItem;
  readonly receiver: (theirs: RosterItem) => RosterItem;
}

/** Source: RFC 6121 Appendix A. */
export const subscriptionMoves: Readonly<Record<SubscriptionType, Move>> = {
  subscribe: {
    sender: (own) => ({ ...own, listed: true, ask: !own.toContact }),
    receiver: (theirs) => ({ ...theirs, pending: true }),
  },
  subscribed: {
    sender: (own) => ({ ...own, listed: true, pending: false, fromContact: true }),
    receiver: (theirs) => ({ ...theirs, ask: false, toContact: theirs.ask || theirs.toContact }),
  },
  unsubscribe: {
    sender: (own) => ({ ...own, ask: false, toContact: false }),
    receiver: (theirs) => ({ ...theirs, pending: false, fromContact: false }),
  },
  unsubscribed: {
    sender: (own) => ({ ...own, pending: false, fromContact: false }),
    receiver: (theirs) => ({ ...theirs, ask: false, toContact: false }),
  },
};
