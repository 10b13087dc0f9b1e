/** What a server says of itself, held against what it does: reached, logged in to, probed. Knows no scenario and judges none. */
export { type CheckOptions, checkTarget } from './check-target.ts';
