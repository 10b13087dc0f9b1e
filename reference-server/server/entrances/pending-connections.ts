/** How many connections may be under way to a session at once. */
export interface PendingLimits {
  readonly total: number;
  readonly perAddress: number;
}

/** A connection that has no session yet. */
export interface Pending {
  /** It turns out to come from this address. `false`: too many do already. */
  readonly comesFrom: (address: string) => boolean;
  /** It has its session, or is gone. */
  readonly leave: () => void;
}

/** The connections that nobody has logged in on yet: they cost before anybody is known to be there. */
export class PendingConnections {
  readonly #limits: PendingLimits;
  readonly #byAddress = new Map<string, number>();
  #count = 0;

  constructor(limits: PendingLimits) {
    this.#limits = limits;
  }

  /** Takes note of another one; `undefined`: there are too many. */
  enter(): Pending | undefined {
    if (this.#count >= this.#limits.total) return undefined;
    this.#count += 1;
    let from: string | undefined;
    let left = false;
    return {
      comesFrom: (address) => {
        const others = this.#byAddress.get(address) ?? 0;
        if (left || from !== undefined || others >= this.#limits.perAddress) return false;
        from = address;
        this.#byAddress.set(address, others + 1);
        return true;
      },
      leave: () => {
        if (left) return;
        left = true;
        this.#count -= 1;
        if (from !== undefined) this.#leaveAddress(from);
      },
    };
  }

  #leaveAddress(address: string): void {
    const others = (this.#byAddress.get(address) ?? 1) - 1;
    if (others === 0) this.#byAddress.delete(address);
    else this.#byAddress.set(address, others);
  }
}
