import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { Dialogue } from '../../harness/actors/dialogue.ts';
import { negotiateSession } from '../../harness/actors/negotiate.ts';
import { openSecureSocket } from '../../harness/actors/secure-socket.ts';
import { type Job, resource } from './job.ts';

/** Longest wait for a session, in milliseconds. */
const loginTimeoutMs = 20_000;

/** A session that is available, and its socket, which nobody reads from. */
export interface Client {
  readonly jid: string;
  readonly socket: Socket;
}

/** Logs in with SCRAM, in clear or under TLS, and comes online. @throws SessionError */
export async function logIn(user: string, job: Job): Promise<Client> {
  const signal = AbortSignal.timeout(loginTimeoutMs);
  const socket = job.tls
    ? await openSecureSocket({ ...job, tls: 'starttls' }, signal)
    : await openSocket(job);
  socket.setNoDelay(true);
  const dialogue = new Dialogue(socket, job.domain, signal);
  const jid = await negotiateSession(dialogue, { user, password: job.password, resource });
  // The server sends it back: then it is known everywhere
  await dialogue.ask('<presence/>');
  dialogue.release();
  return { jid, socket };
}

/** What arrives is told from one buffer that is used again and again: a listener copies what it keeps. */
async function openSocket({ host, port }: Job): Promise<Socket> {
  const buffer = Buffer.alloc(readBytes);
  const socket = connect({ host, port, onread: { buffer, callback: tell } });
  await once(socket, 'connect');
  return socket;

  function tell(length: number): boolean {
    return socket.emit('data', buffer.subarray(0, length));
  }
}

/** As much as Node reads at a time. */
const readBytes = 65_536;
