/** Whole servers that the harness plays: streams with the server under test, written down byte by byte. They enforce nothing. */
export { type PeerHost, startPeerHost } from './peer-host.ts';
export type { PeerObserver } from './peer-observer.ts';
export { Peers } from './peers.ts';
