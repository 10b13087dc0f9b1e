import { createServer } from 'node:net';
import { ClientStream, credentialsFrom, readStanza, serializeStanza, withResource, StreamError } from '../reference-server/xmpp/index.ts';
const secret = credentialsFrom('secret'); const streams = new Map<string, ClientStream>();
createServer((socket) => {
  let me: any; let lang: any;
  const stream: ClientStream = new ClientStream(socket, { domains: new Set(['a.test']), starttls: 'none', decoySecret: Buffer.from('x'),
    credentialsOf: () => secret, admit: () => ({ allowed: true }), bind: (u, w = 'x') => withResource(u, w)! }, {
    onBound(c) { me = c.jid; lang = c.lang; streams.set(me.full, stream); },
    onElement(e) { const s = readStanza(e, me, lang); if ('refused' in s) return; streams.get(s.to!.full)?.send(serializeStanza(s)); },
    onClosed() {} });
}).listen(15999, () => console.log('up'));
process.on('SIGTERM', () => { const u = process.cpuUsage(); console.log('cpu s', (u.user + u.system) / 1e6, 'rss MB', process.memoryUsage().rss >> 20); process.exit(); });
