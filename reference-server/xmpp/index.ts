/** How XMPP is spoken: addresses, stanzas, errors, and the streams that carry them. What stanzas mean, and what labels are, is left to others. */
export {
  ComponentStream,
  type ComponentStreamListener,
  type ComponentStreamOptions,
} from './component/component-stream.ts';
export { inContentOf } from './content-namespace.ts';
export type { DomainPair, Outgoing, PeerFailure } from './federation/outgoing.ts';
export type { Overlooked } from './federation/overlooked.ts';
export { parentDomainOf } from './federation/parent-domain.ts';
export { isCertificateFor } from './federation/peer-certificate.ts';
export {
  defaultPeerLimits,
  type PeerLimits,
  type PeerPlace,
  type PeerStreamsListener,
  type PeerStreamsOptions,
  type Resolution,
} from './federation/peer-options.ts';
export { PeerStreams } from './federation/peer-streams.ts';
export { type PeerTls, peerTls } from './federation/peer-tls.ts';
export { bareOf, type Jid, parseJid, withResource } from './jid.ts';
export { langAttribute, namespaces } from './namespaces.ts';
export { isStanzaElement, readStanza } from './read-stanza.ts';
export { type Rendition, Renditions } from './renditions.ts';
export {
  type Credentials,
  type CredentialsOptions,
  credentialsFrom,
  defaultIterations,
  type ScramHash,
  type ScramKeys,
} from './sasl/credentials.ts';
export type { PasswordAnswer, SaslMechanism } from './sasl/mechanism.ts';
export { clientMechanisms } from './sasl/mechanisms.ts';
export { plain } from './sasl/plain.ts';
export { prepareSecret } from './sasl/prepare-secret.ts';
export { type StanzaSpelling, serializeContent, serializeStanza } from './serialize-stanza.ts';
export { type Answerable, type Stanza, type StanzaKind, type StanzaRefusal, withChildren } from './stanza.ts';
export {
  bareError,
  conditionOf,
  errorReply,
  type StanzaCondition,
  type StanzaError,
  type StanzaErrorType,
  stanzaConditions,
  withOnlyError,
} from './stanza-error.ts';
export { type BoshTerms, endText, httpBind, numberOf } from './stream/bosh-body.ts';
export type { BoshChannel } from './stream/bosh-channel.ts';
export type { BoshRequest } from './stream/bosh-requests.ts';
export { ClientStream, type ClientStreamListener, type ClientStreamOptions } from './stream/client-stream.ts';
export { Deadline } from './stream/deadline.ts';
export type { StartTlsUse } from './stream/features.ts';
export {
  countAnswer,
  countRequest,
  enabledAnswer,
  failedAnswer,
  type ManagementRequest,
  type ResumeRequest,
} from './stream/management.ts';
export type {
  Admission,
  BoundClient,
  ClientNegotiationOptions,
  Resumption,
} from './stream/negotiate-client.ts';
export { secureSocket, type TlsIdentity } from './stream/starttls.ts';
export { defaultStreamLimits, type StreamLimits } from './stream/stream-limits.ts';
export { overBosh, overTcp, overWebSocket, type Transport } from './stream/transport.ts';
export { Unacknowledged } from './stream/unacknowledged.ts';
export { type StreamCondition, StreamError, streamErrorFor } from './stream-error.ts';
