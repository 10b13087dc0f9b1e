import type { Jid } from '../../../xmpp/index.ts';

/** Invitations of a room that may still be declined; the oldest is forgotten first. */
const maxInvited = 256;

/** Who asked whom into a room: only who was asked can decline, and only to the one who asked. */
export class Invited {
  readonly #inviters = new Map<string, { readonly account: string; readonly shownAs: Jid }>();

  /** @param shownAs the address that the one who was asked knows of the one who asked */
  note(invitee: string, account: string, shownAs: Jid): void {
    this.#inviters.delete(invitee);
    for (const oldest of this.#inviters.keys()) {
      if (this.#inviters.size < maxInvited) break;
      this.#inviters.delete(oldest);
    }
    this.#inviters.set(invitee, { account, shownAs });
  }

  /** Was this one asked by whom it knows by that address? The account behind that is for nobody to guess. */
  isBy(invitee: string, to: Jid): boolean {
    return this.#inviters.get(invitee)?.shownAs.full === to.full;
  }

  /** The account that asked this one and is known to it by that address. It can be declined once. */
  settle(invitee: string, to: Jid): string | undefined {
    if (!this.isBy(invitee, to)) return undefined;
    const inviter = this.#inviters.get(invitee);
    this.#inviters.delete(invitee);
    return inviter?.account;
  }
}
