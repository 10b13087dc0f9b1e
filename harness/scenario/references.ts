import { type LabelSyntax, labelPlaceholders, type Spelling } from '../fixtures/index.ts';
import type { YamlPath } from '../input/index.ts';
import { isRoomStep, type RoomStep } from './room-twin.ts';
import type { Address, Step } from './steps.ts';
import { addressOf, type Stimulus, senderOf } from './stimuli.ts';

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
  else if ('alike' in step) found.stimuli(['alike'], step.alike.from, step.alike.probes);
  else if ('timing' in step) found.stimuli(['timing'], step.timing.from, step.timing.cases);
  else if ('learns' in step) found.offered(step.learns, 'learns');
  else if ('channel' in step) found.channel(step.channel);
  else if ('raw' in step || 'send' in step)
    found.actor([kind, 'from'], 'raw' in step ? step.raw.from : step.send.from);
  else if (isRoomStep(step)) found.room(step);
  else if ('archive' in step) found.actor(['archive', 'actor'], step.archive.actor);
  else if ('presence' in step) found.presence(step.presence);
  else if ('unseen' in step) {
    step.unseen.at.forEach((name, index) => {
      found.actor(['unseen', 'at', index], name);
    });
  } else if ('login' in step || 'session' in step)
    found.actor([kind, 'actor'], 'login' in step ? step.login.actor : step.session.actor);
  else if ('pause' in step) found.actor(['pause'], step.pause);
  else if ('move' in step) found.actor(['move', 'actor'], step.move.actor);
  else if ('connect' in step || 'disconnect' in step) {
    found.actor([kind], 'connect' in step ? step.connect : step.disconnect);
  } else if (
    'enable' in step ||
    'counted' in step ||
    'acknowledge' in step ||
    'resume' in step ||
    'drop' in step
  ) {
    found.management(step);
  } else if ('certificate' in step) found.actor([kind, 'from'], step.certificate.from);
  else if ('bounced' in step) found.bounced(step.bounced);
  else if ('stream' in step) found.actor(['stream', 'from'], step.stream.from);
  else if ('quiet' in step) found.quiet(step.quiet);
  return found;
}

type Body<Kind extends string> = Extract<Step, Record<Kind, unknown>>[Kind &
  keyof Extract<Step, Record<Kind, unknown>>];

type Managing = Extract<
  Step,
  | { readonly enable: unknown }
  | { readonly counted: unknown }
  | { readonly acknowledge: unknown }
  | { readonly resume: unknown }
  | { readonly drop: unknown }
>;

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
    probe.addresses?.forEach((one, index) => {
      for (const [type, address] of Object.entries(one))
        this.address(['probe', 'addresses', index, type], address);
    });
    probe.at?.forEach((name, index) => {
      this.actor(['probe', 'at', index], name);
    });
    probe.notAt?.forEach((name, index) => {
      this.actor(['probe', 'notAt', index], name);
    });
    for (const name of Object.keys(probe.carbons ?? {})) this.actor(['probe', 'carbons', name], name);
    if (probe.bracket?.from !== undefined) this.actor(['probe', 'bracket', 'from'], probe.bracket.from);
    this.address(['probe', 'bracket', 'to'], probe.bracket?.to);
    this.label(['probe', 'label'], probe.label, spellingFor(probe.syntax));
    this.fences('probe', probe.fence);
    this.shown(['probe', 'shows'], probe.shows);
    for (const [name, shows] of Object.entries(probe.showsTo ?? {})) {
      this.actor(['probe', 'showsTo', name], name);
      this.shown(['probe', 'showsTo', name], shows);
    }
  }

  shown(path: YamlPath, shows: Body<'probe'>['shows']): void {
    this.label([...path, 'label'], shows?.label);
    shows?.beside?.forEach((name, index) => {
      this.label([...path, 'beside', index], name);
    });
  }

  matrix(matrix: Body<'matrix'>): void {
    this.actor(['matrix', 'from'], matrix.from);
    matrix.to.forEach((name, index) => {
      this.actor(['matrix', 'to', index], name);
    });
    const spelling = spellingFor(matrix.syntax);
    for (const label of Object.keys(matrix.rows)) this.label(['matrix', 'rows', label], label, spelling);
    this.fences('matrix', matrix.fence);
  }

  fences(kind: string, fence: string | Readonly<Record<string, string>>): void {
    if (typeof fence === 'string') this.label([kind, 'fence'], fenceLabel(fence), 'ess');
    else {
      for (const [name, label] of Object.entries(fence)) {
        this.actor([kind, 'fence', name], name);
        this.label([kind, 'fence', name], fenceLabel(label), 'ess');
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

  offered(offered: Body<'offered'> | Body<'learns'>, kind = 'offered'): void {
    this.actor([kind, 'from'], offered.from);
    this.actor([kind, 'to'], offered.to);
    offered.labels.forEach((label, index) => {
      this.label([kind, 'labels', index], label, 'ess');
    });
    this.label([kind, 'fence'], fenceLabel(offered.fence), 'ess');
  }

  presence({ from, to, label, seen, unseen, fence }: Body<'presence'>): void {
    this.actor(['presence', 'from'], from);
    this.address(['presence', 'to'], to);
    for (const [key, views] of Object.entries({ seen, unseen }))
      for (const name of Object.keys(views)) this.actor(['presence', key, name], name);
    this.label(['presence', 'label'], label, 'ess');
    this.label(['presence', 'fence'], fenceLabel(fence), 'ess');
  }

  room(step: RoomStep): void {
    if ('room' in step) {
      this.actor(['room', 'owner'], step.room.owner);
      for (const key of ['owners', 'admins', 'members', 'outcasts'] as const)
        step.room[key].forEach((name, index) => {
          this.actor(['room', key, index], name);
        });
    } else if ('configure' in step) this.actor(['configure', 'actor'], step.configure.actor);
    else if ('form' in step) this.actor(['form', 'actor'], step.form.actor);
    else if ('enter' in step) this.actor(['enter', 'actor'], step.enter.actor);
    else if ('leave' in step) this.actor(['leave', 'actor'], step.leave.actor);
    else if ('occupants' in step) this.actor(['occupants', 'at'], step.occupants.at);
    else this.actor(['notice', 'at'], step.notice.at);
  }

  management(step: Managing): void {
    if ('drop' in step) this.actor(['drop'], step.drop);
    else if ('resume' in step) {
      this.actor(['resume', 'actor'], step.resume.actor);
      if (step.resume.of !== undefined) this.actor(['resume', 'of'], step.resume.of);
    } else if ('enable' in step) this.actor(['enable', 'actor'], step.enable.actor);
    else if ('counted' in step) this.actor(['counted', 'actor'], step.counted.actor);
    else this.actor(['acknowledge', 'actor'], step.acknowledge.actor);
  }

  bounced({ from, to, at, label, fence, error }: Body<'bounced'>): void {
    this.actor(['bounced', 'from'], from);
    this.address(['bounced', 'to'], to);
    if (at !== undefined) this.actor(['bounced', 'at'], at);
    this.label(['bounced', 'label'], label, 'ess');
    this.label(['bounced', 'fence'], fence, 'ess');
    if (typeof error === 'object') this.label(['bounced', 'error', 'labelled'], error.labelled, 'ess');
  }

  quiet({ from, to, via, label, fence }: Body<'quiet'>): void {
    for (const [key, name] of Object.entries({ from, to, via })) this.actor(['quiet', key], name);
    this.label(['quiet', 'label'], label, 'ess');
    this.label(['quiet', 'fence'], fence, 'ess');
  }

  channel({ from, to, fence, asks }: Body<'channel'>): void {
    this.address(['channel', 'asks', 'to'], asks?.to);
    this.actor(['channel', 'from'], from);
    this.actor(['channel', 'to'], to);
    this.label(['channel', 'fence'], fenceLabel(fence), 'ess');
  }

  stimuli(
    path: YamlPath,
    from: string,
    stimuli: readonly Stimulus[] | Readonly<Record<string, Stimulus>>,
  ): void {
    this.actor([...path, 'from'], from);
    const key = Array.isArray(stimuli) ? 'probes' : 'cases';
    for (const [name, one] of Object.entries(stimuli)) {
      this.stimulus([...path, key, Array.isArray(stimuli) ? Number(name) : name], one);
    }
  }

  stimulus(path: YamlPath, one: Stimulus): void {
    const inside = [...path, ...Object.keys(one).filter((key) => key !== 'note')];
    const sender = senderOf(one, '');
    if (sender !== '') this.actor([...inside, 'from'], sender);
    this.address([...inside, 'catalog' in one ? 'for' : 'to'], addressOf(one));
    if ('catalog' in one) this.address([...inside, 'to'], one.catalog.to);
    if ('message' in one)
      this.label([...inside, 'label'], one.message.label, spellingFor(one.message.syntax));
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
