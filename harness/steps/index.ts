/** How each kind of step is played. What came of it is written down, and judged elsewhere. */
export { Cast } from './cast.ts';
export { playStep } from './play-step.ts';
export type { Role } from './role.ts';
export { type Props, Stage } from './stage.ts';
export { tokenOf } from './token.ts';
export { Unprepared } from './unprepared.ts';
