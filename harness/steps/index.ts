/** How each kind of step is played. What came of it is written down, and judged elsewhere. */
export { Cast } from './cast.ts';
export { fillIn } from './fill-in.ts';
export { messageText } from './message-text.ts';
export { Places } from './places.ts';
export { playStep } from './play-step.ts';
export type { Role } from './role.ts';
export { type Props, pingText, Stage } from './stage.ts';
export { tokenOf } from './token.ts';
export { Unprepared } from './unprepared.ts';
