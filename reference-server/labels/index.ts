/**
 * What a label or a clearance says, and each way of writing it, with nothing looked up: whether a policy knows the words,
 * and what they grant, is for `policy/`; where a label is checked is for `enforcement/`.
 */
export { decodeBase64, encodeBase64 } from './base64.ts';
export type { ClearanceCodec, LabelCodec, MappedLabelCodec } from './codec.ts';
export {
  clearanceCodecs,
  equivalentCodecFor,
  labelCodecFor,
  labelCodecs,
  mappedLabelCodecFor,
  mappedLabelCodecs,
} from './codecs.ts';
export { type DateTime, instantOf, isDateTime } from './date-time.ts';
export { LabelError, type LabelErrorCode } from './errors.ts';
export { readClearanceConstraints } from './ess/clearance-codec.ts';
export { readEssLabel } from './ess/read-label.ts';
export { readSubjectClearances } from './ess/subject-clearances.ts';
export { writeEssLabel } from './ess/write-label.ts';
export { readLabelCatalog } from './genericode/label-catalog.ts';
export { readClearanceValue } from './json/clearance-value.ts';
export { readLabelValue } from './json/label-value.ts';
export type { OriginatorId, OriginatorIdType } from './originator-id.ts';
export { saySame } from './same-label.ts';
export { readStanag4774Document } from './stanag4774/label-codec.ts';
export { readConfidentialityLabel } from './stanag4774/read-label.ts';
export { writeConfidentialityLabel } from './stanag4774/write-label.ts';
export { type BoundLabel, type BoundLabels, readBinding } from './stanag4778/binding.ts';
export { holdsLabelsAlone } from './stanag4778/labels-alone.ts';
export { bindLabels, writeBinding } from './stanag4778/write-binding.ts';
export {
  bindingDataVersion,
  bindingDataVersions,
  readBindingData,
  writeBindingData,
} from './stanag4778/xmpp-profile.ts';
export type { WrittenClearance } from './written-clearance.ts';
export type {
  ConfidentialityLabel,
  LabelFinding,
  LabelRole,
  Metadata4774,
  Oid,
  Succession,
  TagKind,
  UnreadPart,
  WrittenCategory,
  WrittenLabel,
  WrittenPolicy,
} from './written-label.ts';
export { type Catalog, readCatalog, writeCatalog } from './xep0258/catalog.ts';
export type { CatalogItem } from './xep0258/catalog-item.ts';
export { validColour } from './xep0258/colour.ts';
export { catalogNamespace, securityLabelNamespace } from './xep0258/namespaces.ts';
export {
  type DisplayMarking,
  readSecurityLabel,
  type SecurityLabel,
  writeSecurityLabel,
} from './xep0258/security-label.ts';
