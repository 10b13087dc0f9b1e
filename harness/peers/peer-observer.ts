/** Who is told of what passes between the peers of a part and the server under test. */
export interface PeerObserver {
  /** Bytes on a connection; `peer` is the domain of the harness that they are for or from, empty while nobody knows. */
  wire(connection: number, peer: string, direction: 'sent' | 'received', raw: string): void;
  /** `accepted`: the server under test has connected; `opened`: the harness has. */
  connection(
    connection: number,
    peer: string,
    event: 'accepted' | 'opened' | 'secured' | 'authenticated' | 'error' | 'closed',
    detail: string,
  ): void;
  /** The server under test has asked the name server. */
  query(name: string, type: string): void;
}

/** Tells an observer of nothing until it is to be told, and of nothing any more once it is not. */
export function gated(observer: PeerObserver, isTold: () => boolean): PeerObserver {
  return {
    wire: (...what) => {
      if (isTold()) observer.wire(...what);
    },
    connection: (...what) => {
      if (isTold()) observer.connection(...what);
    },
    query: (...what) => {
      if (isTold()) observer.query(...what);
    },
  };
}
