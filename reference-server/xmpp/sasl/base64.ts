const canonical = /^(?:[A-Za-z0-9+\/]{4})*(?:[A-Za-z0-9+\/]{2}==|[A-Za-z0-9+\/]{3}=)?$/;

/** The bytes that `text` writes, or `undefined` when it is not base64 to the letter. Source: RFC 4648 §4, §3.3. */
export function decodeBase64(text: string): Buffer | undefined {
  return canonical.test(text) ? Buffer.from(text, 'base64') : undefined;
}
