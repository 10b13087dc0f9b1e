import type { Vocabulary } from '../fixtures/index.ts';
import { didYouMean, type YamlPath } from '../input/index.ts';
import { userOf } from './actor.ts';
import type { Flaw } from './flaw.ts';
import { partsOf } from './part.ts';
import { answererOf, type Bounced, type Quiet, type Stream } from './peer-steps.ts';
import { fencedSessionsOf } from './probes.ts';
import type { ScenarioFile } from './scenario.ts';
import type { Step } from './steps.ts';

/** What is wrong with steps about servers that the harness plays: nobody there, nobody to see it, or nothing to compare it with. */
export function peerFlaws(
  file: ScenarioFile,
  steps: readonly Step[],
  path: YamlPath,
  vocabulary: Vocabulary,
): Flaw[] {
  const at = (name: string): string | undefined => {
    const actor = file.actors[name];
    const domain = actor && userOf(actor).split('@')[1];
    return domain !== undefined && vocabulary.peers.has(domain) ? domain : undefined;
  };
  return steps.flatMap((step, index) => {
    const inside = [...path, index];
    if ('peer' in step)
      return domainFlaws(file, [step.peer.at, step.peer.rides], [...inside, 'peer'], vocabulary);
    if ('bounced' in step) return bouncedFlaws(file, step.bounced, [...inside, 'bounced'], at);
    if ('stream' in step)
      return [
        ...streamFlaws(file, step.stream, [...inside, 'stream'], at),
        ...domainFlaws(file, [step.stream.certificate], [...inside, 'stream'], vocabulary),
      ];
    if ('quiet' in step) return quietFlaws(step.quiet, [...inside, 'quiet'], at);
    if ('probe' in step && step.probe.whileQueued !== undefined && !fencedSessionsOf(step.probe).some(at))
      return [
        {
          path: [...inside, 'probe', 'whileQueued'],
          sentence:
            'only what goes to a server that the harness plays can be made to wait; send it to somebody there',
        },
      ];
    return [];
  });
}

type At = (actor: string) => string | undefined;

/** A domain that the harness plays in this scenario. */
function domainFlaws(
  { peers = {} }: ScenarioFile,
  domains: readonly (string | undefined)[],
  path: YamlPath,
  vocabulary: Vocabulary,
): Flaw[] {
  return domains.flatMap((domain) => {
    if (domain === undefined) return [];
    if (!vocabulary.peers.has(domain))
      return [{ path, sentence: `unknown peer \`${domain}\`; ${didYouMean(domain, vocabulary.peers)}` }];
    if (peers[domain] === undefined) return [];
    const sentence = `\`${domain}\` may be a real server here, which does as it likes; leave it out of \`peers\``;
    return [{ path, sentence }];
  });
}

function bouncedFlaws(file: ScenarioFile, step: Bounced, path: YamlPath, at: At): Flaw[] {
  const answerer = answererOf(step);
  if (answerer === undefined || at(answerer) === undefined) {
    const sentence =
      'nobody at a server that the harness plays would answer; name somebody there in `to`, or in `at`';
    return [{ path: [...path, 'to'], sentence }];
  }
  if (at(step.from) !== undefined) {
    const sentence = `\`${step.from}\` is at another server too; let somebody of the server under test send it`;
    return [{ path: [...path, 'from'], sentence }];
  }
  if (typeof step.error === 'string' && step.expect === 'nothing') {
    const sentence = `nothing shows that an error would have come; with \`error: ${step.error}\` expect \`error\` or \`either\``;
    return [{ path: [...path, 'expect'], sentence }];
  }
  if (step.expect === 'error' || typeof step.error === 'string' || step.type === 'groupchat') return [];
  const others = partsOf(file).flatMap(({ steps }) => steps);
  if (others.some((one) => 'bounced' in one && one.bounced.expect === 'error')) return [];
  const sentence =
    'there are servers that pass on no error at all; add a `bounced` that expects `error`, here or in a twin';
  return [{ path: [...path, 'expect'], sentence }];
}

function streamFlaws(file: ScenarioFile, step: Stream, path: YamlPath, at: At): Flaw[] {
  if (at(step.from) === undefined) {
    const sentence = `\`${step.from}\` has no server that the harness plays; take somebody at one`;
    return [{ path: [...path, 'from'], sentence }];
  }
  const all = partsOf(file).flatMap(({ steps }) => steps);
  if (all.some((one) => 'stream' in one && one.stream.expect === 'accepted')) return [];
  const sentence =
    'there are servers that take no stream at all; add a `stream` that expects `accepted`, here or in a twin';
  return [{ path: [...path, 'expect'], sentence }];
}

function quietFlaws({ to, via }: Quiet, path: YamlPath, at: At): Flaw[] {
  const [one, other] = [at(to), at(via)];
  if (one !== undefined && other !== undefined && one !== other && !other.endsWith(`.${one}`)) return [];
  const sentence =
    'write to somebody at one server that the harness plays, `via` somebody at another that is not below it';
  return [{ path: [...path, 'via'], sentence }];
}
