/** Under which nick each actor asked to be in a room; by its own name where it never asked. */
export class Places {
  readonly #nicks = new Map<string, string>();

  /** `room` is the room's address. */
  take(actor: string, room: string, nick: string): void {
    this.#nicks.set(keyOf(actor, room), nick);
  }

  nickOf(actor: string, room: string): string {
    return this.#nicks.get(keyOf(actor, room)) ?? actor;
  }
}

function keyOf(actor: string, room: string): string {
  return `${actor} ${room}`;
}
