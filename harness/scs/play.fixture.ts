import type { TranscriptLine } from '../observe/index.ts';
import { parseScript } from './parse.ts';
import type { Script } from './script.ts';

/** What the ids of private pings begin with in made-up transcripts. */
export const fence = 'cmbac-f-';

/** A script of Romeo and Juliet, each with a resource, whose actions begin at line 1 of these and have one line each. */
export function scriptOf(...actions: readonly string[]): Script {
  const cast = ['romeo', 'juliet'].flatMap((name) => [
    `[Client] ${name.charAt(0).toUpperCase()}${name.slice(1)}`,
    `\tjid: ${name}@localhost`,
    '\tpassword: p',
    '\tresource: r',
  ]);
  const steps = actions.map((action) => action.replace(/^(\w+ \w+): (?!nothing)/, '$1:\n\t'));
  return parseScript([...cast, '---', ...steps, ''].join('\n'), 'play.scs');
}

/**
 * The transcript of a play, one string a line: `step 2`, `end 2`, `Romeo< <presence/>` received, `Romeo> <presence/>` sent, `Romeo bound`,
 * `note 2 fence lost`.
 */
export function linesOf(...told: readonly string[]): TranscriptLine[] {
  return told.map((text, n) => ({ n, at: n, ...lineOf(text) }));
}

function lineOf(text: string) {
  const [, kind = '', rest = ''] = /^(\S+)(.*)$/.exec(text) ?? [];
  if (kind === 'step') return { kind: 'step' as const, step: Number(rest), event: 'begin' as const };
  if (kind === 'end') return { kind: 'step' as const, step: Number(rest), event: 'end' as const };
  if (kind === 'note') {
    const [, step = '', key = '', value = ''] = /^ (\d+) (\S+) (.*)$/.exec(rest) ?? [];
    return { kind: 'note' as const, step: Number(step), key, value };
  }
  const actor = kind.replace(/[<>]$/, '');
  if (rest === ' bound')
    return {
      kind: 'stream' as const,
      actor,
      event: 'bound' as const,
      detail: `${actor.toLowerCase()}@localhost/r`,
    };
  const direction = kind.endsWith('>') ? ('sent' as const) : ('received' as const);
  return { kind: 'stanza' as const, actor, direction, raw: rest.trim() };
}
