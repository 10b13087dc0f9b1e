import type { Matrix, Peer, Presence, Probe, Step } from '../scenario/index.ts';
import { list } from './findings.ts';
import { stimulusName } from './steps/alike.ts';
import { addressName, syntaxName } from './texts.ts';

/** A step as a person reads it: `tess sends rita a message labelled A-S`. */
export function summaryOf(step: Step, domain: string): string {
  if ('probe' in step) return probeSummary(step.probe, domain);
  if ('matrix' in step) return matrixSummary(step.matrix);
  if ('iq' in step) {
    const { from, to, type } = step.iq;
    return `${from} asks ${to ? addressName(to, domain) : 'the own account'} (iq ${type})`;
  }
  if ('disco' in step) return `${step.disco.from} asks what ${addressName(step.disco.to, domain)} can do`;
  if ('catalog' in step)
    return `${step.catalog.from} asks for the labels for ${addressName(step.catalog.for, domain)}`;
  if ('offered' in step) {
    const { from, to, labels } = step.offered;
    return `${from} asks for the labels for ${to}, then sends ${to} one message each labelled ${list(labels)}`;
  }
  if ('alike' in step)
    return `${step.alike.from} compares what comes back for ${list(step.alike.probes.map((probe) => stimulusName(probe, domain)))}`;
  if ('timing' in step) {
    const { from, trials, cases } = step.timing;
    return `${from} takes the time of the answer, ${trials} times each: ${list(Object.keys(cases))}`;
  }
  if ('learns' in step) {
    const { from, to, labels } = step.learns;
    return `${from} tries to learn of ${to}'s clearance with ${list(labels)}`;
  }
  if ('channel' in step)
    return `${step.channel.from} sends content to ${step.channel.to} in ${step.channel.name}`;
  if ('unsaid' in step) return `all that the server said is searched for ${list(step.unsaid.words)}`;
  if ('raw' in step) return `${step.raw.from} sends bytes`;
  if ('send' in step) return `${step.send.from} sends a stanza`;
  if ('room' in step) return `${step.room.owner} makes the room ${step.room.name}`;
  if ('form' in step) return `${step.form.actor} looks at the form of ${step.form.room}`;
  if ('configure' in step) return `${step.configure.actor} configures ${step.configure.room}`;
  if ('enter' in step) return `${step.enter.actor} enters ${step.enter.room}`;
  if ('leave' in step) return `${step.leave.actor} leaves ${step.leave.room}`;
  if ('occupants' in step) return `${step.occupants.at} looks who is in ${step.occupants.room}`;
  if ('notice' in step)
    return `${step.notice.at} looks for a notice of ${step.notice.room} with ${step.notice.status.join(' or ')}`;
  if ('archive' in step)
    return `${step.archive.actor} reads ${step.archive.room === undefined ? 'the own archive' : `the archive of ${step.archive.room}`}`;
  if ('presence' in step) return presenceSummary(step.presence, domain);
  if ('unseen' in step) return `${list(step.unseen.at)} still lacks \`${step.unseen.message}\``;
  if ('login' in step)
    return `${step.login.actor} logs in${step.login.password === 'wrong' ? ' with a wrong password' : ''}`;
  if ('session' in step) return `${step.session.actor} sends a ping`;
  if ('certificate' in step) return `${step.certificate.from} looks at the server's certificate`;
  if ('peer' in step) return peerSummary(step.peer);
  if ('bounced' in step)
    return `${step.bounced.from} sends ${addressName(step.bounced.to, domain)} a message labelled ${step.bounced.label}, which comes back`;
  if ('stream' in step)
    return `the server of ${step.stream.from} opens a stream with the certificate of ${step.stream.certificate}`;
  if ('quiet' in step)
    return `${step.quiet.from} sends ${step.quiet.to} a message labelled ${step.quiet.label}, and nothing is connected`;
  if ('misprovision' in step) return `${list(Object.keys(step.misprovision))} should not change`;
  if ('enable' in step) return `${step.enable.actor} asks for stream management`;
  if ('counted' in step) return `${step.counted.actor} asks how many stanzas came`;
  if ('acknowledge' in step) return `${step.acknowledge.actor} acknowledges what came`;
  if ('resume' in step)
    return `${step.resume.actor} resumes the session of ${step.resume.of ?? step.resume.actor}`;
  if ('drop' in step) return `${step.drop} loses the connection`;
  if ('pause' in step) return `${step.pause} asks for nothing`;
  if ('move' in step) return `${step.move.actor} comes from ${step.move.address}`;
  if ('connect' in step) return `${step.connect} comes online`;
  if ('disconnect' in step) return `${step.disconnect} goes offline`;
  return `${list(Object.keys(step.provision))} change${Object.keys(step.provision).length === 1 ? 's' : ''}`;
}

function peerSummary({ at, is, bidi, by, rides, streams }: Peer): string {
  const said = [
    ...(is === undefined ? [] : [`is ${is}`]),
    ...(bidi === undefined ? [] : [bidi ? 'uses one stream both ways' : 'uses a stream each way']),
    ...(by === undefined ? [] : [`is known by ${by}`]),
    ...(rides === undefined ? [] : [`sends on the streams of ${rides}`]),
    ...(streams === undefined ? [] : [streams === 'cut' ? 'cuts its streams' : 'ends its streams']),
  ];
  return `${at} ${list(said)}`;
}

function probeSummary(probe: Probe, domain: string): string {
  const to = addressName(probe.to, domain);
  if (probe.stanza !== undefined) return `${probe.from} sends ${to} a stanza`;
  return `${probe.from} sends ${to} a message ${labelling(probe)}`;
}

function presenceSummary({ from, type, to, label }: Presence, domain: string): string {
  const whom = to === undefined ? 'all who watch' : addressName(to, domain);
  return `${from} sends ${whom} presence ${type}${label === 'none' ? '' : ` labelled ${label}`}`;
}

function labelling({ label, syntax, payload }: Probe): string {
  if (payload !== undefined) return 'with a payload of its own';
  if (label === 'none') return 'without a label';
  return label === 'empty' ? 'with an empty label' : `labelled ${label}${syntaxName(syntax)}`;
}

function matrixSummary({ from, to, room, syntax, rows, burst }: Matrix): string {
  if (room !== undefined && burst !== undefined)
    return `${from} sends the room ${room} ${burst * Object.keys(rows).length} messages in one go, labelled ${list(Object.keys(rows))} in turn`;
  return `${from} sends ${list(to)} a message each labelled ${list(Object.keys(rows))}${syntaxName(syntax)}`;
}
