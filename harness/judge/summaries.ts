import type { Matrix, Probe, Step } from '../scenario/index.ts';
import { list } from './findings.ts';
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
  if ('raw' in step) return `${step.raw.from} sends bytes`;
  if ('send' in step) return `${step.send.from} sends a stanza`;
  if ('connect' in step) return `${step.connect} comes online`;
  if ('disconnect' in step) return `${step.disconnect} goes offline`;
  return `${list(Object.keys(step.provision))} change${Object.keys(step.provision).length === 1 ? 's' : ''}`;
}

function probeSummary(probe: Probe, domain: string): string {
  const to = addressName(probe.to, domain);
  if (probe.stanza !== undefined) return `${probe.from} sends ${to} a stanza`;
  return `${probe.from} sends ${to} a message ${labelling(probe)}`;
}

function labelling({ label, syntax, payload }: Probe): string {
  if (payload !== undefined) return 'with a payload of its own';
  if (label === 'none') return 'without a label';
  return label === 'empty' ? 'with an empty label' : `labelled ${label}${syntaxName(syntax)}`;
}

function matrixSummary({ from, to, syntax, rows }: Matrix): string {
  return `${from} sends ${list(to)} a message each labelled ${list(Object.keys(rows))}${syntaxName(syntax)}`;
}
