/** An XMPP address, prepared and split. `bare` and `full` are the text forms, made once. RFC 7622. */
export interface Jid {
  readonly local: string;
  readonly domain: string;
  readonly resource: string;
  readonly bare: string;
  readonly full: string;
}
