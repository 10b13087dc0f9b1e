/** Where a label is checked, and nothing else is decided: it knows stanzas and policies, and leaves sockets, routing and services to others. */
export { accessText, checkAccess, limitsAccess } from './access.ts';
export { admit } from './admit.ts';
export { admitCopy } from './admit-copy.ts';
export type { Arrival } from './arrival.ts';
export { type Audit, type AuditRecord, accessRecord, auditRecord } from './audit.ts';
export { type ClearanceSource, isUnavailable, type Unavailable } from './clearances.ts';
export { admitContentFree } from './content-free.ts';
export type { Measure } from './covers-message.ts';
export { Decided } from './decided.ts';
export { admitError, admitUnlabelled, type Exempt, ownStanza } from './exempt.ts';
export { checkExit, checkExitAt, checkRelease } from './exit.ts';
export {
  FaultError,
  type FaultName,
  type Faults,
  faultTable,
  noFaults,
  readFaults,
} from './faults/faults.ts';
export { hold, holdUnchecked, type Recalled, recall } from './held.ts';
export { checkInternal } from './internal.ts';
export { type Passage, passIq, replacedAnswer } from './iq-passage.ts';
export { isLabel } from './label/label-element.ts';
export { labelName } from './label/label-name.ts';
export { labelOfText, labelText } from './label/label-text.ts';
export { stampLabel } from './label/marked-label.ts';
export { inLanguageOf } from './label/recipient-language.ts';
export type { SyntaxMapping } from './label/syntax-mapping.ts';
export type { Origin } from './location.ts';
export { mayBeAt } from './may-be-at.ts';
export { isUndecidable, unlabelledWouldPass, type Way, wouldPass } from './offer.ts';
export { Outstanding } from './outstanding.ts';
export { checkDeparture } from './peer/departure.ts';
export { anyPeer, type PeerMapping, type PeerRules, type PeerSource } from './peer/peer-rules.ts';
export { type RemoteUser, refusalOfRemote } from './peer/remote-user.ts';
export { mayWatch, refusalToWatch } from './presence-gate.ts';
export { deniedNamespace, refuse, refuseVisitor, replyAbsent, replyWith } from './refuse.ts';
export { checkRoom } from './room/admission.ts';
export { isDisplayed } from './room/displayed.ts';
export { idsNamedIn, isFollowUp, mayHearOf, measuredBesides } from './room/follow-up.ts';
export { refusalOfDomain } from './room/occupant-domain.ts';
export {
  checkOwnersWish,
  isClearedFor,
  isReadableClearance,
  type WishProblem,
} from './room/owners-wish.ts';
export { checkRoomAccess, checkRoomAccount, checkRoomDomain } from './room/room-access.ts';
export {
  isTaken,
  limitedByOwners,
  type RulesForOwners,
  readableLabel,
  saysLabel,
} from './room/room-labels.ts';
export { type RoomLabels, type RoomRules, type RoomSource, unlimitedRoom } from './room/room-rules.ts';
export { admitSubject, isSubjectChange } from './room/subject.ts';
export type { AccessLabels, MarkingMode, Rules } from './rules.ts';
export { type CheckName, type Refusal, type Ruling, refusedByMistake } from './ruling.ts';
export type {
  Accepted,
  Admitted,
  Departing,
  Destined,
  Entered,
  LabelledStanza,
  Releasable,
} from './stages.ts';
export { refusalOfUser, refusedForNow } from './user-covers.ts';
export type { Visitor } from './visitor-covers.ts';
