import { z } from 'zod';
import { actor } from './actor.ts';
import { actorName, delivered, step } from './steps.ts';

/** What differs from the deployment `base`, verb by verb (docs/provisioning.md). */
const provision = z.record(z.string(), z.unknown());

/** A domain of another server. */
const peerDomain = z.string().regex(/^[a-z0-9-]+(\.[a-z0-9-]+)+$/, 'a peer is a domain, as in b.test');

/**
 * The same stimulus with one thing changed, and the opposite to be seen: so that a server that refuses everything, or
 * nothing, does not pass.
 */
const twin = z.strictObject({
  title: z.string(),
  provision: provision.optional(),
  provisionAt: z.record(peerDomain, provision).optional(),
  /** Other steps; left out: the scenario's own, and every probe expects the opposite. */
  steps: z.array(step).min(1).optional(),
  /** What every probe of the scenario's own steps expects in the twin, when the opposite is not what is meant. */
  expect: z.enum(['delivered', 'refused', 'either']).optional(),
  /** What the probes' copies show in the twin, where it differs. */
  shows: delivered.optional(),
});

/** A scenario file: one behaviour. Its path below `scenarios/` is its identity; its title is true of a conforming server. */
export const scenario = z.strictObject({
  $schema: z.string().optional(),
  title: z.string().min(10),
  requirements: z.array(z.string().regex(/^[A-Z0-9]+(-[A-Z0-9]+)*-\d{1,2}$/)).min(1),
  /** Why it matters, or what the standard says, for the reader of a failure. */
  checks: z.string().optional(),
  /** Features that the target must have besides the verbs in `provision`. */
  needs: z.array(z.string()).default([]),
  profiles: z.array(z.string()).optional(),
  actors: z.record(actorName, actor),
  /**
   * Who serves other domains. `server`: a second real server, so only a run with `--peer` can ask this; `any`: that one where there is
   * one, else the harness. Left out: the harness plays it, and enforces nothing.
   */
  peers: z.record(peerDomain, z.enum(['server', 'any'])).optional(),
  provision: provision.default({}),
  /** What differs from the deployment `peer` at the second real server, by its domain. */
  provisionAt: z.record(peerDomain, provision).optional(),
  steps: z.array(step).min(1),
  twin: twin.optional(),
  /** Faults of the reference server that must turn this scenario red. */
  kills: z.array(z.string()).default([]),
});

export type ScenarioFile = z.infer<typeof scenario>;

/** A scenario file that was read and checked. */
export type Scenario = ScenarioFile & {
  /** Its path below the scenarios folder, without ending: `exit/recipient-not-cleared`. */
  readonly id: string;
  /** Where it was read from. */
  readonly file: string;
  /** SHA-256 of its text, hex. */
  readonly hash: string;
  /** The sets of `scenarios/sets.yaml` that it is in; left out: none. */
  readonly sets?: readonly string[];
};
