import { type LabelSyntax, labelPlaceholders, type Spelling } from '../fixtures/index.ts';
import type { YamlPath } from '../input/index.ts';
import type { Address, Step } from './steps.ts';

/** A name that a step uses, and where. */
interface Reference {
  readonly path: YamlPath;
  readonly name: string;
}

/** A label fixture, and the spelling that it must have there. Without one: any will do. */
interface LabelReference extends Reference {
  readonly spelling?: Spelling;
}

/** Every actor and every label fixture that a step names. */
export interface References {
  readonly actors: readonly Reference[];
  readonly labels: readonly LabelReference[];
}

/** The names in one step; paths begin inside the step: `['probe', 'from']`. */
export function referencesOf(step: Step): References {
  const found = new Found();
  const [kind = '', value] = Object.entries(step)[0] ?? [];
  found.texts([kind], value);
  if ('probe' in step) found.probe(step.probe);
  else if ('matrix' in step) found.matrix(step.matrix);
  else if ('catalog' in step) found.catalog(step.catalog);
  else if ('offered' in step) found.offered(step.offered);
  else if ('iq' in step || 'disco' in step) found.request(kind, 'iq' in step ? step.iq : step.disco);
  else if ('raw' in step || 'send' in step)
    found.actor([kind, 'from'], 'raw' in step ? step.raw.from : step.send.from);
  else if ('connect' in step || 'disconnect' in step) {
    found.actor([kind], 'connect' in step ? step.connect : step.disconnect);
  }
  return found;
}

type Body<Kind extends string> = Extract<Step, Record<Kind, unknown>>[Kind &
  keyof Extract<Step, Record<Kind, unknown>>];

class Found implements References {
  readonly actors: Reference[] = [];
  readonly labels: LabelReference[] = [];

  actor(path: YamlPath, name: string): void {
    this.actors.push({ path, name });
  }

  label(path: YamlPath, name: string | undefined, spelling?: Spelling): void {
    if (name === undefined || name === 'none' || name === 'empty') return;
    this.labels.push({ path, name, ...(spelling && { spelling }) });
  }

  address(path: YamlPath, address: Address | undefined): void {
    if (typeof address === 'string') this.actor(path, address);
    else if (address && 'bare' in address) this.actor([...path, 'bare'], address.bare);
  }

  /** `${ess:LABEL}` and its like, `${jid:ACTOR}` and `${bare:ACTOR}` anywhere in the step's texts. */
  texts(path: YamlPath, value: unknown): void {
    if (typeof value === 'string') {
      for (const [, kind = '', name = ''] of value.matchAll(/\$\{(\w+):([^{}]*)\}/g)) {
        const spelling = labelPlaceholders[kind];
        if (spelling !== undefined) this.label(path, name, spelling);
        else if (kind === 'jid' || kind === 'bare') this.actor(path, name);
      }
    } else if (typeof value === 'object' && value !== null) {
      const array = Array.isArray(value);
      for (const [key, inner] of Object.entries(value))
        this.texts([...path, array ? Number(key) : key], inner);
    }
  }

  probe(probe: Body<'probe'>): void {
    this.actor(['probe', 'from'], probe.from);
    this.address(['probe', 'to'], probe.to);
    probe.at?.forEach((name, index) => {
      this.actor(['probe', 'at', index], name);
    });
    this.label(['probe', 'label'], probe.label, spellingFor(probe.syntax));
    this.label(['probe', 'fence'], fenceLabel(probe.fence), 'ess');
    this.label(['probe', 'shows', 'label'], probe.shows?.label);
  }

  matrix(matrix: Body<'matrix'>): void {
    this.actor(['matrix', 'from'], matrix.from);
    matrix.to.forEach((name, index) => {
      this.actor(['matrix', 'to', index], name);
    });
    const spelling = spellingFor(matrix.syntax);
    for (const label of Object.keys(matrix.rows)) this.label(['matrix', 'rows', label], label, spelling);
    if (typeof matrix.fence === 'string') this.label(['matrix', 'fence'], fenceLabel(matrix.fence), 'ess');
    else {
      for (const [name, label] of Object.entries(matrix.fence)) {
        this.actor(['matrix', 'fence', name], name);
        this.label(['matrix', 'fence', name], fenceLabel(label), 'ess');
      }
    }
  }

  catalog(catalog: Body<'catalog'>): void {
    this.actor(['catalog', 'from'], catalog.from);
    this.address(['catalog', 'for'], catalog.for);
    this.address(['catalog', 'to'], catalog.to === 'none' ? undefined : catalog.to);
    this.address(['catalog', 'claims'], catalog.claims);
    for (const key of ['lists', 'lacks'] as const) {
      catalog[key]?.forEach((label, index) => {
        this.label(['catalog', key, index], label);
      });
    }
    this.label(['catalog', 'default'], catalog.default);
    for (const label of Object.keys(catalog.markings ?? {}))
      this.label(['catalog', 'markings', label], label);
  }

  offered(offered: Body<'offered'>): void {
    this.actor(['offered', 'from'], offered.from);
    this.actor(['offered', 'to'], offered.to);
    offered.labels.forEach((label, index) => {
      this.label(['offered', 'labels', index], label, 'ess');
    });
    this.label(['offered', 'fence'], fenceLabel(offered.fence), 'ess');
  }

  request(kind: string, request: { from: string; to?: Address | undefined }): void {
    this.actor([kind, 'from'], request.from);
    this.address([kind, 'to'], request.to);
  }
}

function spellingFor(syntax: LabelSyntax): Spelling {
  return syntax === 'ess' ? 'ess' : 'stanag4774';
}

/** `ping` is a fence without a label. */
function fenceLabel(fence: string): string | undefined {
  return fence === 'ping' ? undefined : fence;
}
