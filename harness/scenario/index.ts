/** Scenarios as files: reading, checking, choosing. Says what was asked for, never what came of it. */

export { type ActorFile, userOf } from './actor.ts';
export type { Archive } from './archive-step.ts';
export { loadAreas } from './areas.ts';
export type { CertificateClaim } from './certificate-step.ts';
export { expectsRefusal } from './lint-counterpart.ts';
export { loadScenarios, readScenario } from './load.ts';
export type { Acknowledge, Counted, Enable, Resume } from './management-steps.ts';
export { type Part, partsOf } from './part.ts';
export { answererOf, type Bounced, type Peer, type Quiet, type Stream } from './peer-steps.ts';
export { componentsIn, peersIn } from './peers-in.ts';
export {
  counterpartOf,
  looksItself,
  type Presence,
  type PresenceType,
  type Unseen,
  viewersOf,
} from './presence-steps.ts';
export { burstOf, cellsOf, fencedSessionsOf, roomOf, sessionsOf } from './probes.ts';
export {
  inProfile,
  loadProfiles,
  type Profile,
  profileNamed,
  profilesFile,
  underProfile,
} from './profiles.ts';
export {
  domainsNamedIn,
  type Home,
  type Renaming,
  renameBase,
  renameScenario,
  renameUser,
} from './rename.ts';
export { requirementRecords } from './requirement-records.ts';
export { loadRequirements, type RequirementGroup } from './requirements.ts';
export type { Move } from './roaming-steps.ts';
export type { Configure, Enter, Form, Leave, Notice, Occupants, Room } from './room-steps.ts';
export { type Scenario, scenario as scenarioFormat } from './scenario.ts';
export { matchesPattern, select } from './select.ts';
export { type Login, type Session, usualRefusal } from './session-steps.ts';
export { loadSets, type ScenarioSets, withSets } from './sets.ts';
export { inShard, type Shard, shardRecord, sizeOfShard } from './shard.ts';
export { shuffle } from './shuffle.ts';
export { roomAddress } from './step-words.ts';
export type {
  Address,
  Catalog,
  Disco,
  Iq,
  Matrix,
  Offered,
  Probe,
  Raw,
  Send,
  Step,
  Unsaid,
} from './steps.ts';
export {
  type Alike,
  addressOf,
  type Channel,
  type Learns,
  type Stimulus,
  senderOf,
  type Timing,
} from './stimuli.ts';
export { entranceOf, transportFeatures } from './transport.ts';
export { verbsOf } from './used-verbs.ts';
