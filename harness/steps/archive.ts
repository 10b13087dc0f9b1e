import { childOf, type Element, escapeAttribute, escapeText, textOf } from '#xml';
import { answersIq, arrivalAt } from '../observe/index.ts';
import { type Archive, roomAddress } from '../scenario/index.ts';
import type { Stage } from './stage.ts';

/** After so many pages an archive that goes on is left; then nobody can say what is not in it. */
const mostPages = 100;
/** After so many pages of the size that is asked for they are larger: what was there before a scenario is read past. */
const smallPages = 10;
const largePage = 250;

/**
 * Asks for page after page until one says that the archive is complete; without an answer, until the server answers a ping.
 *
 * Source: XEP-0313 §4, §4.3.2; XEP-0059 §2.2.
 */
export async function playArchive(stage: Stage, archive: Archive): Promise<void> {
  let after: string | undefined;
  for (let number = 0; number < mostPages; number += 1) {
    const answer = await askForPage(stage, archive, number, after);
    if (answer === undefined) {
      await stage.pingServer(archive.actor, 'sender-fence', stage.newBudget());
      return;
    }
    const last = lastOf(answer);
    if (last === undefined || last === after) return;
    after = last;
  }
}

/** The answer, whatever it is; `undefined`: none came. */
async function askForPage(
  stage: Stage,
  { actor, room, page }: Archive,
  number: number,
  after: string | undefined,
): Promise<Element | undefined> {
  const token = stage.newToken();
  const to = room === undefined ? undefined : roomAddress(room, stage.domain);
  const answers: Element[] = [];
  const isAnswer = answersIq(token.id);
  const answered = arrivalAt(
    stage.actor(actor),
    (arrival) => {
      if (isAnswer(arrival)) answers.push(arrival.element);
      return answers.length > 0;
    },
    stage.newBudget(),
  );
  const address = to === undefined ? '' : ` to='${escapeAttribute(to)}'`;
  const from = after === undefined ? '' : `<after>${escapeText(after)}</after>`;
  const size = number < smallPages ? page : Math.max(page, largePage);
  const set = `<set xmlns='http://jabber.org/protocol/rsm'><max>${size}</max>${from}</set>`;
  const query = `<query xmlns='urn:xmpp:mam:2' queryid='${token.id}'>${set}</query>`;
  const text = `<iq type='set' id='${token.id}'${address}>${query}</iq>`;
  stage.send({ ...token, key: `archive.${number}`, from: actor, ...(to !== undefined && { to }), text });
  await answered;
  return answers[0];
}

/** Where the next page begins; `undefined`: there is none, or nobody can say where. */
function lastOf(answer: Element): string | undefined {
  const fin = childOf(answer, 'urn:xmpp:mam:2', 'fin');
  if (fin === undefined || fin.attributes['complete'] === 'true') return undefined;
  const set = childOf(fin, 'http://jabber.org/protocol/rsm', 'set');
  const last = set && childOf(set, 'http://jabber.org/protocol/rsm', 'last');
  return last && textOf(last);
}
