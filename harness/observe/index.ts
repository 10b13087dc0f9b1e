/** What is seen: every stanza on every connection, and how far silence can be believed. Judges nothing. */
export { answersIq, arrivalAt, holdsNonce, isBounce, isRequest } from './fence.ts';
export { TranscriptRecorder, transcriptName, transcriptText, writeTranscript } from './record-transcript.ts';
export { serverOf } from './servers.ts';
export {
  shutBeforeStream,
  type Transcript,
  type TranscriptHeader,
  type TranscriptLine,
} from './transcript.ts';
