import { z } from 'zod';
import { jobSchema } from './job.ts';

/** What the generator is told about a room, as JSON on its command line. */
export const roomJobSchema = jobSchema.omit({ pairs: true, recipients: true }).extend({
  /** The bare address of the room. */
  room: z.string(),
  occupants: z.number(),
  /** The first of them may have what is said, the others not. */
  cleared: z.number(),
});
export type RoomJob = z.infer<typeof roomJobSchema>;

/** What the generator says, as JSON on its standard output. */
export const roomMeasurementSchema = z.object({
  messagesPerSecond: z.number(),
  /** Copies that arrived. */
  deliveriesPerSecond: z.number(),
  /** Processor microseconds of the server for one of them; missing where the system does not tell. */
  cpuPerDelivery: z.number().optional(),
  /** From a message's sending until the last occupant has it. */
  p50Ms: z.number(),
  p99Ms: z.number(),
  /** Until all have entered, one after the other. */
  fillSeconds: z.number(),
  residentMB: z.number().optional(),
  stanzaBytes: z.number(),
});
export type RoomMeasurement = z.infer<typeof roomMeasurementSchema>;

/** The account of each occupant. */
export function occupantOf(number: number): string {
  return `c${number}`;
}
