import { childElements, childOf, type Element, ElementReader, textOf } from '#xml';
import { rightMarking, type WrittenMessage } from './stanzas.ts';

/**
 * Reads what a recipient got, strictly, and looks whether each message arrived whole and in its order.
 *
 * @throws Error with one sentence for the first that did not.
 */
export function checkSample(bytes: Buffer, sent: readonly WrittenMessage[], from: string): void {
  const arrived = readElements(bytes);
  if (arrived.length !== sent.length)
    throw new Error(`${sent.length} messages of the sample were sent, ${arrived.length} arrived`);
  for (const [index, message] of sent.entries()) checkMessage(arrived[index], message, from);
}

function readElements(bytes: Buffer): Element[] {
  const elements: Element[] = [];
  const reader = new ElementReader({
    onRoot: () => undefined,
    onElement: (element) => elements.push(element),
    onEnd: () => undefined,
  });
  reader.read(
    Buffer.from("<stream:stream xmlns='jabber:client' xmlns:stream='http://etherx.jabber.org/streams'>"),
  );
  reader.read(bytes);
  return elements;
}

function checkMessage(element: Element | undefined, sent: WrittenMessage, from: string): void {
  const expected = { name: 'message', id: sent.id, type: 'chat', from, body: sent.body, ...labelOf(sent) };
  const found = element === undefined ? undefined : shownOf(element);
  if (JSON.stringify(found) === JSON.stringify(expected)) return;
  throw new Error(`message ${sent.id} did not arrive whole: ${JSON.stringify(found)}`);
}

function labelOf({ ess }: WrittenMessage): object {
  return ess === undefined ? {} : { ess, marking: rightMarking };
}

/** What is compared; the label is the text of the element inside `<label/>`. */
function shownOf({ name, attributes, children }: Element): object {
  const inside = childElements({ name, namespace: '', attributes, children });
  const body = inside.find((child) => child.name === 'body');
  const label = inside.find((child) => child.namespace === labelNamespace);
  const { id, type, from } = attributes;
  return { name, id, type, from, body: body && textOf(body), ...(label && shownLabel(label)) };
}

function shownLabel(label: Element): object {
  const holder = childOf(label, labelNamespace, 'label');
  const ess = holder && childOf(holder, 'urn:xmpp:sec-label:ess:0', 'esssecuritylabel');
  const marking = childOf(label, labelNamespace, 'displaymarking');
  const { fgcolor, bgcolor } = marking?.attributes ?? {};
  return { ess: ess && textOf(ess), marking: marking && { text: textOf(marking), fgcolor, bgcolor } };
}

const labelNamespace = 'urn:xmpp:sec-label:0';
