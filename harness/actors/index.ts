/** Whom the harness plays. The only folder that speaks @xmpp/*: outside it, what is sent and what arrives is text. */
export {
  type Account,
  type Actor,
  type Arrival,
  type ManagedStream,
  type Observer,
  SessionError,
  ShutConnection,
} from './actor.ts';
export { type ComponentEndpoint, openComponent } from './component.ts';
export { Components } from './components.ts';
export { type InspectedTls, type Inspection, inspectEntrance } from './inspect-entrance.ts';
export { openSession } from './open-session.ts';
export { peerCertificate } from './peer-certificate.ts';
export { replyToIq } from './reply-to-iq.ts';
export type { ClientEndpoint } from './secure-socket.ts';
export { requireSourceAddress, SourceAddressError } from './source-address.ts';
export { addresseeOf, startTagOf, withSender } from './stanza-text.ts';
export { type LoginAnswer, tryLogin } from './try-login.ts';
