import { endOfSpace } from './characters.ts';
import { type Cursor, shown } from './cursor.ts';
import { skipMarkup } from './scan-element.ts';

/** Passes what may stand before a root: an XML declaration at the very start, white space, comments. */
export function passProlog(cursor: Cursor): void {
  passDeclaration(cursor);
  passMisc(cursor);
  if (!cursor.sees('<')) cursor.refuse(cursor.at === cursor.text.length ? 'no root' : 'text before the root');
}

/** Passes what may stand after a root: white space and comments, up to the end. */
export function passEpilog(cursor: Cursor): void {
  passMisc(cursor);
  if (cursor.at < cursor.text.length) cursor.refuse('something after the root');
}

/** White space, and comments where they are allowed. */
function passMisc(cursor: Cursor): void {
  for (;;) {
    cursor.at = endOfSpace(cursor.text, cursor.at);
    if (!cursor.sees('<!') && !cursor.sees('<?')) return;
    skipMarkup(cursor);
  }
}

/** Source: XML 1.0 §2.8, §4.3.3. The bytes are read as UTF-8 whatever it says, so it may say nothing else. */
function passDeclaration(cursor: Cursor): void {
  if (!/^<\?xml[ \t\r\n]/.test(cursor.text.slice(0, '<?xml '.length))) return;
  const body = cursor.takeUntil('?>', 'XML declaration').slice('<?xml'.length);
  const [found, encoding] = declaration.exec(body) ?? [];
  if (found === undefined) cursor.refuse(`XML declaration ${shown(body.trim())}`, 0);
  if (encoding !== undefined && encoding.slice(1, -1).toUpperCase() !== 'UTF-8') {
    cursor.refuseAs('xml-encoding', `encoding ${shown(encoding)}`, 0);
  }
}

const space = '[ \\t\\r\\n]';
const equals = `${space}*=${space}*`;
const declaration = new RegExp(
  `^${space}+version${equals}(?:"1\\.0"|'1\\.0')` +
    `(?:${space}+encoding${equals}("[A-Za-z][\\w.-]*"|'[A-Za-z][\\w.-]*'))?` +
    `(?:${space}+standalone${equals}(?:"(?:yes|no)"|'(?:yes|no)'))?${space}*$`,
);
