/** A moment as xs:dateTime writes it: `2026-01-01T00:00:00Z`. `instantOf` gives it as a number. */
export type DateTime = string;

/**
 * Is it an xs:dateTime? Years have four digits, which is what every reader of the type must know.
 *
 * Source: XML Schema Part 2 §3.2.7
 */
export function isDateTime(text: string): boolean {
  return instantIn(text) !== undefined;
}

/**
 * The moment that `dateTime` names, in milliseconds since 1970-01-01T00:00:00Z. One without a time zone is taken as UTC;
 * what is finer than a millisecond is cut off. `NaN` for a text that is no xs:dateTime: nothing is before or after it.
 */
export function instantOf(dateTime: DateTime): number {
  return instantIn(dateTime) ?? Number.NaN;
}

const form =
  /^(\d{4})-(\d\d)-(\d\d)T(\d\d):(\d\d):(\d\d)(?:\.(\d+))?(?:Z|([+-])(0\d|1[0-3]):([0-5]\d)|([+-])14:00)?$/;

function instantIn(text: string): number | undefined {
  const parts = form.exec(text);
  if (parts === null) return undefined;
  const [, year, month, day, hour, minute, second, fraction = '', sign, zoneHours, zoneMinutes, farSign] =
    parts;
  const date = new Date(0);
  date.setUTCFullYear(Number(year), Number(month) - 1, Number(day));
  // A day that its month does not have has become another one
  if (year === '0000' || date.getUTCMonth() + 1 !== Number(month) || date.getUTCDate() !== Number(day)) {
    return undefined;
  }
  const inDay = timeInDay(Number(hour), Number(minute), Number(second), fraction);
  if (inDay === undefined) return undefined;
  const ahead = farSign === undefined ? Number(zoneHours ?? 0) * 60 + Number(zoneMinutes ?? 0) : 14 * 60;
  return date.getTime() + inDay + ((sign ?? farSign) === '-' ? ahead : -ahead) * 60_000;
}

/** Milliseconds since midnight; `24:00:00` is the midnight that ends the day. */
function timeInDay(hour: number, minute: number, second: number, fraction: string): number | undefined {
  const milliseconds = Number(fraction.slice(0, 3).padEnd(3, '0'));
  if (minute > 59 || second > 59 || hour > 24) return undefined;
  if (hour === 24 && (minute > 0 || second > 0 || /[1-9]/.test(fraction))) return undefined;
  return ((hour * 60 + minute) * 60 + second) * 1000 + milliseconds;
}
