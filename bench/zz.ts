import { SaxesReader } from '../reference-server/xml/oracle.contract.ts';
import { SaxesParser } from 'saxes';
import { StringDecoder } from 'node:string_decoder';
const header='<stream:stream xmlns="jabber:client" xmlns:stream="http://etherx.jabber.org/streams" to="example.org" version="1.0">';
const plain='<message to="juliet@example.org/balcony" from="romeo@example.org/orchard" type="chat" id="a1b2c3"><body>Art thou not Romeo, and a Montague?</body></message>';
const lab=plain.replace('</message>','<securitylabel xmlns="urn:xmpp:sec-label:0"><displaymarking fgcolor="black" bgcolor="red">SECRET</displaymarking>'+`<label><esssecuritylabel xmlns="urn:xmpp:sec-label:ess:0">${'MQYCAQQGASk='.repeat(86)}</esssecuritylabel></label></securitylabel></message>`);
const n=20000; const bytes=Buffer.from(header+lab.repeat(n));
function run(name:string, mk:()=>(b:Buffer)=>void){let best=0; for(let r=0;r<4;r++){const w=mk();const t=performance.now(); for(let at=0;at<bytes.length;at+=65536) w(bytes.subarray(at,at+65536)); best=Math.max(best,n/(performance.now()-t));} console.log(name,best.toFixed(0),'k/s');}
run('reader+TextDecoder stream',()=>{const r=new SaxesReader(()=>{});const d=new TextDecoder('utf-8',{fatal:true});return b=>r.write(d.decode(b,{stream:true}))});
run('reader+latin1',()=>{const r=new SaxesReader(()=>{});return b=>r.write(b.latin1Slice())});
run('reader+StringDecoder',()=>{const r=new SaxesReader(()=>{});const d=new StringDecoder('utf8');return b=>r.write(d.write(b))});
run('bare, no handlers',()=>{const p=new SaxesParser({xmlns:true,position:false});return b=>{p.write(b.latin1Slice())}});
run('bare, no handlers, position',()=>{const p=new SaxesParser({xmlns:true});return b=>{p.write(b.latin1Slice())}});
