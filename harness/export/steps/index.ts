/** How each kind of step is written down: as acts, in order. A kind without a writer does not compile. */
import type { Step } from '../../scenario/index.ts';
import type { Act } from '../act.ts';
import type { Paper } from '../paper.ts';
import { archiveActs } from './archive.ts';
import { alikeActs, channelActs, learnsActs, timingActs, unsaidActs } from './comparisons.ts';
import { matrixActs } from './matrix.ts';
import { presenceActs, unseenActs } from './presence.ts';
import { probeActs } from './probe.ts';
import { provisionActs } from './provision.ts';
import { catalogActs, discoActs, iqActs, offeredActs } from './requests.ts';
import { configureActs, formActs } from './room-forms.ts';
import { enterActs, leaveActs, noticeActs, occupantsActs, roomActs } from './rooms.ts';
import { bouncedActs, certificateActs, peerActs, quietActs, streamActs } from './servers.ts';
import {
  acknowledgeActs,
  countedActs,
  disconnectActs,
  dropActs,
  enableActs,
  loginActs,
  moveActs,
  pauseActs,
  rawActs,
  resumeActs,
  sendActs,
  sessionActs,
} from './sessions.ts';

/** The key that a step has, whichever it is. */
type StepKind = KeyOf<Step>;
type KeyOf<One> = One extends unknown ? keyof One : never;

type ContentIn<One, Kind extends PropertyKey> = One extends { readonly [Key in Kind]: infer Content }
  ? Content
  : never;

/** What stands below that key. */
type Content<Kind extends StepKind> = ContentIn<Step, Kind>;

type Writers = { readonly [Kind in StepKind]: (paper: Paper, content: Content<Kind>) => readonly Act[] };

const writers: Writers = {
  probe: probeActs,
  matrix: matrixActs,
  iq: iqActs,
  disco: discoActs,
  catalog: catalogActs,
  offered: offeredActs,
  alike: alikeActs,
  timing: timingActs,
  learns: learnsActs,
  channel: channelActs,
  unsaid: unsaidActs,
  raw: rawActs,
  send: sendActs,
  room: roomActs,
  configure: configureActs,
  form: formActs,
  enter: enterActs,
  leave: leaveActs,
  occupants: occupantsActs,
  notice: noticeActs,
  archive: archiveActs,
  presence: presenceActs,
  unseen: unseenActs,
  login: loginActs,
  session: sessionActs,
  certificate: certificateActs,
  peer: peerActs,
  bounced: bouncedActs,
  stream: streamActs,
  quiet: quietActs,
  enable: enableActs,
  counted: countedActs,
  acknowledge: acknowledgeActs,
  resume: resumeActs,
  drop: dropActs,
  pause: pauseActs,
  move: moveActs,
  connect: (paper, name) => paper.connect(name),
  disconnect: disconnectActs,
  misprovision: (paper, change) => provisionActs(paper, change, 'refused'),
  provision: (paper, change) => provisionActs(paper, change, 'done'),
};

/** The acts of a step. */
export function actsOf(paper: Paper, step: Step): readonly Act[] {
  const [kind] = stepKinds.filter((one) => one in step);
  if (kind === undefined) throw new Error('a step has no kind');
  return written(kind, writers[kind], { paper, step });
}

const stepKinds = Object.keys(writers).filter((key): key is StepKind => key in writers);

function written<Kind extends StepKind>(
  kind: Kind,
  write: Writers[Kind],
  { paper, step }: { readonly paper: Paper; readonly step: Step },
): readonly Act[] {
  const content: Partial<{ readonly [One in StepKind]: Content<One> }> = step;
  const value = content[kind];
  return value === undefined ? [] : write(paper, value);
}
