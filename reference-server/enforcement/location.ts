/** Where a session's connection comes from. One object a session: what is known of the place is kept with it. */
export interface Origin {
  /** The address of the other end, as text: canonical, and an IPv4-mapped IPv6 address as the IPv4 address it is. */
  readonly address: string;
  /** Names whose own addresses hold this one (forward-confirmed), in lower case; empty where none was asked for. */
  readonly names: readonly string[];
}
