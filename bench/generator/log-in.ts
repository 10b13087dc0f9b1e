import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { connect as connectTls } from 'node:tls';
import { Dialogue } from '../../harness/actors/dialogue.ts';
import { negotiateSession } from '../../harness/actors/negotiate.ts';
import { type Job, resource } from './job.ts';

/** Longest wait for a session, in milliseconds. */
const loginTimeoutMs = 20_000;

/** Where to log in, and with what. */
export type Login = Pick<Job, 'host' | 'port' | 'domain' | 'ca' | 'tls' | 'password'>;

/** A session that is available, and its socket, which nobody reads from. */
export interface Client {
  readonly jid: string;
  readonly socket: Socket;
}

/** Logs in with SCRAM, in clear or under TLS, and comes online. @throws SessionError */
export async function logIn(user: string, job: Login): Promise<Client> {
  const signal = AbortSignal.timeout(loginTimeoutMs);
  const socket = await openSocket(job);
  socket.setNoDelay(true);
  const dialogue = new Dialogue(socket, job.domain, signal);
  const jid = await negotiateSession(dialogue, { user, password: job.password, resource });
  // The server sends it back: then it is known everywhere
  await dialogue.ask('<presence/>');
  dialogue.release();
  return { jid, socket };
}

/** What arrives is told from one buffer that is used again and again: a listener copies what it keeps. */
async function openSocket({ host, port, tls, ca, domain: servername }: Login): Promise<Socket> {
  const buffer = Buffer.alloc(readBytes);
  // A variable, since the types of TLS do not know `onread`
  const options = { host, port, ca, servername, onread: { buffer, callback: tell } };
  const socket = tls ? connectTls(options) : connect(options);
  await once(socket, tls ? 'secureConnect' : 'connect');
  return socket;

  function tell(length: number): boolean {
    socket.emit('data', buffer.subarray(0, length));
    return true;
  }
}

/** As much as Node reads at a time. */
const readBytes = 65_536;
