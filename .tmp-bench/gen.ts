import { RawClient } from './rc.ts';
const pairs = Number(process.argv[2]), size = Number(process.argv[3]), secs = 4;
const label = size ? `<securitylabel xmlns='urn:xmpp:sec-label:0'><displaymarking>SECRET</displaymarking><label><esssecuritylabel xmlns='urn:xmpp:sec-label:ess:0'>${'A'.repeat(size)}</esssecuritylabel></label></securitylabel>` : '';
let n = 0, counting = false;
async function login(name: string) { const c = await RawClient.connect(15999); await c.open(); await c.logIn(name, 'secret'); await c.bind('r'); return c; }
for (let i = 0; i < pairs; i++) {
  const a: any = await login(`a${i}`), b: any = await login(`b${i}`);
  const msg = `<message to='b${i}@a.test/r' type='chat' id='m1'><body>hello there, how are you</body>${label}</message>`;
  const sock = b.socket(), out = a.socket();
  sock.removeAllListeners('data'); let tail = '';
  sock.on('data', (d: Buffer) => { const t = tail + d.toString('latin1'); let k = 0, p = 0, q; while ((q = t.indexOf('</message>', p)) !== -1) { k++; p = q + 10; } tail = t.slice(p); if (counting) n += k; if (k) out.write(msg.repeat(k)); });
  out.write(msg.repeat(20));
}
await new Promise(r => setTimeout(r, 1000)); counting = true; const t0 = Date.now();
await new Promise(r => setTimeout(r, secs * 1000)); console.log(pairs, size, Math.round(n / ((Date.now() - t0) / 1000)), 'msg/s'); process.exit();
