import type { DialbackKeys } from './dialback.ts';
import type { PeerLimits, PeerStreamsListener, PeerStreamsOptions } from './peer-options.ts';

/** What all streams of a server to and from peers share. */
export interface PeerContext {
  readonly options: PeerStreamsOptions;
  readonly limits: PeerLimits;
  readonly listener: PeerStreamsListener;
  readonly keys: DialbackKeys;
}

/** Tells what came on a stream. Our own mistake ends nothing but that stanza. */
export function told({ listener }: PeerContext, tell: () => void): void {
  try {
    tell();
  } catch (mistake) {
    listener.report(mistake);
  }
}
