/** Whole servers that the harness plays: streams with the server under test, written down byte by byte. They enforce nothing. */
export { type PeerHost, startPeerHost } from './peer-host.ts';
export { type Condition, type PeerObserver, Peers, type StreamTrial } from './peers.ts';
