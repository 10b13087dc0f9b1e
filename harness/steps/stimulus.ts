import { escapeAttribute } from '#xml';
import { type Address, addressOf, type Stimulus, senderOf } from '../scenario/index.ts';
import { messageText } from './message-text.ts';
import type { Cue, Stage } from './stage.ts';
import type { Token } from './token.ts';

/** A stimulus as it is sent; `from` is the sender where it names none. */
export function cueOf(stage: Stage, stimulus: Stimulus, from: string, key: string): Cue {
  const token = stage.newToken();
  const address = addressOf(stimulus);
  const to = address === undefined ? undefined : stage.jidOf(address);
  const text = textOf(stage, stimulus, token, to);
  return { ...token, key, from: senderOf(stimulus, from), ...(to !== undefined && { to }), text };
}

function textOf(stage: Stage, stimulus: Stimulus, token: Token, to = ''): string {
  if ('message' in stimulus) return messageOf(stage, stimulus.message, token, to);
  if ('iq' in stimulus) {
    const { to: address, type, payload } = stimulus.iq;
    return iqOf(token, type, attribute(stage, 'to', address), stage.fillIn(payload, token, to));
  }
  if ('catalog' in stimulus) {
    const payload = `<catalog xmlns='urn:xmpp:sec-label:catalog:2' to='${escapeAttribute(to)}'/>`;
    return iqOf(token, 'get', attribute(stage, 'to', stimulus.catalog.to), payload);
  }
  if ('presence' in stimulus) {
    const { to: address, type } = stimulus.presence;
    const typed = type === undefined ? '' : ` type='${type}'`;
    return `<presence id='${token.id}'${typed}${attribute(stage, 'to', address)}/>`;
  }
  return stage.fillIn(stimulus.stanza.text, token, to);
}

function messageOf(
  stage: Stage,
  { type, label, syntax, payload }: Extract<Stimulus, { readonly message: unknown }>['message'],
  token: Token,
  to: string,
): string {
  const written =
    payload === undefined ? stage.labelElement(label, syntax) : stage.fillIn(payload, token, to);
  return messageText({ ...token, to, type, payload: written, body: true });
}

function iqOf({ id }: Token, type: string, to: string, payload: string): string {
  return `<iq type='${type}' id='${id}'${to}>${payload}</iq>`;
}

function attribute(stage: Stage, name: string, address: Address | undefined): string {
  return address === undefined ? '' : ` ${name}='${escapeAttribute(stage.jidOf(address))}'`;
}
