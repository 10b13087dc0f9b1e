import { type Element, ElementReader, parseDocument, sameElement, serialize, XmlError } from '#xml';
import { bytesOf, filesOf } from './corpus.ts';
import { type Decoder, promise, refusing } from './decoder.ts';
import { hashOf, Random } from './random.ts';

const documents = [...filesOf('stanag4774/*.xml'), ...filesOf('policies/{edge,open,malformed}/*.xml')];

const stream =
  "<?xml version='1.0'?><stream:stream xmlns='jabber:client' xmlns:stream='http://etherx.jabber.org/streams' to='a.test'>" +
  "<message to='b@a.test'><body>é &amp; \u{1f512}</body><!-- --></message> <iq type='get' id='1'><q xmlns='urn:q'/></iq>" +
  "<stream:features/><message><body><![CDATA[<a/>]]></body><x:y xmlns:x='urn:x' x:z='1'/></message></stream:stream>";

/** XML itself, as a document and as a stream. */
export const xmlDecoders: readonly Decoder[] = [
  { name: 'document', seeds: documents, examine: refusing([XmlError], examineDocument) },
  {
    name: 'stream',
    seeds: bytesOf([stream, stream.replace('<!-- -->', ''), stream.replace("<?xml version='1.0'?>", '')]),
    examine: examineStream,
  },
];

function examineDocument(input: Uint8Array): string {
  const root = parseDocument(input, { comments: true });
  promise(
    sameElement(parseDocument(serialize(root)), root),
    'a document that was written is read as another',
  );
  const anew = serialize(withoutSource(root));
  promise(sameElement(parseDocument(anew), root), 'an element that was written anew is read as another');
  promise(serialize(parseDocument(anew)) === anew, 'an element has two spellings');
  return 'read';
}

function withoutSource({ name, namespace, attributes, children }: Element): Element {
  const inside = children.map((child) => (typeof child === 'string' ? child : withoutSource(child)));
  return { name, namespace, attributes, children: inside };
}

/** The same is told, or refused, however the bytes are cut. */
function examineStream(input: Uint8Array): string {
  const random = new Random(hashOf(input));
  const whole = told([input]);
  const pieces: Uint8Array[] = [];
  for (let at = 0; at < input.length; ) {
    const to = at + 1 + random.below(random.pick([1, 8, 200]));
    pieces.push(input.subarray(at, to));
    at = to;
  }
  const cut = told(pieces);
  promise(cut.answer === whole.answer, `cut otherwise, \`${whole.answer}\` is \`${cut.answer}\``);
  promise(
    cut.texts.length === whole.texts.length && cut.texts.every((text, at) => text === whole.texts[at]),
    'other elements when the bytes are cut otherwise',
  );
  return whole.answer;
}

/** What a listener is told, and how it ended. */
function told(pieces: readonly Uint8Array[]): { answer: string; texts: string[] } {
  const texts: string[] = [];
  const tell = (text: string): void => {
    texts.push(text);
  };
  const reader = new ElementReader({
    onRoot: (_, text) => {
      tell(text);
    },
    onElement: (wire, text) => {
      tell(text);
      tell(serialize(withoutSource(wire)));
    },
    onEnd: tell,
  });
  const examine = refusing([XmlError], () => {
    for (const piece of pieces) reader.read(piece);
    return 'read';
  });
  return { answer: examine(new Uint8Array()), texts };
}
