import type { Vocabulary } from '../fixtures/index.ts';
import { didYouMean } from '../input/index.ts';
import { type Flaw, provisionFlaws } from './flaw.ts';
import { actorFlaws } from './lint-actors.ts';
import { counterpartFlaws } from './lint-counterpart.ts';
import { serverFlaws } from './lint-servers.ts';
import { stepFlaws } from './lint-steps.ts';
import type { ScenarioFile } from './scenario.ts';

/** What is wrong with a scenario that fits the schema: names nobody knows, values no verb takes, proofs that prove nothing. */
export function lint(file: ScenarioFile, vocabulary: Vocabulary): Flaw[] {
  return [
    ...requirementFlaws(file, vocabulary),
    ...accountFlaws(file, vocabulary),
    ...actorFlaws(file),
    ...serverFlaws(file, vocabulary),
    ...provisionFlaws(file.provision, ['provision'], vocabulary),
    ...provisionFlaws(file.twin?.provision ?? {}, ['twin', 'provision'], vocabulary),
    ...stepFlaws(file, file.steps, ['steps'], vocabulary),
    ...stepFlaws(file, file.twin?.steps ?? [], ['twin', 'steps'], vocabulary),
    ...counterpartFlaws(file),
  ];
}

function requirementFlaws(file: ScenarioFile, { requirements }: Vocabulary): Flaw[] {
  if (requirements === undefined) return [];
  return file.requirements.flatMap((id, index) =>
    requirements.has(id)
      ? []
      : [
          {
            path: ['requirements', index],
            sentence: `unknown requirement \`${id}\`; ${didYouMean(id, requirements)}`,
          },
        ],
  );
}

function accountFlaws(file: ScenarioFile, { accounts }: Vocabulary): Flaw[] {
  return Object.entries(file.actors).flatMap(([name, actor]) => {
    const user = typeof actor === 'string' ? actor : actor.user;
    if (accounts.has(user)) return [];
    return [
      { path: ['actors', name], sentence: `unknown account \`${user}\`; ${didYouMean(user, accounts)}` },
    ];
  });
}
