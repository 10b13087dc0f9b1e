/**
 * What the steps to come rest on is not there: the part ends here. What was wrong stands in the transcript, for the judge,
 * who can say of the rest only that it never began.
 */
export class Unprepared extends Error {
  override readonly name = 'Unprepared';
}
