/**
 * What a container runs so that its server ends with the process that started it: the server's standard input is not the server's, and when the
 * other end of it is gone, whoever held that is too. A SIGTERM to the container is the server's.
 *
 * The first process of a container cannot be killed from within, so that the server is its child.
 */
const script = `
exec 3<&0
"$@" </dev/null 3<&- &
server=$!
trap 'kill -TERM $server' TERM
{ cat <&3 >/dev/null; kill -KILL $server 2>/dev/null; } &
wait $server
code=$?
while kill -0 $server 2>/dev/null; do wait $server; code=$?; done
exit $code
`;

/** The command that runs another under this guard. The image needs a shell and cat. */
export function guarded(command: string, args: readonly string[]): string[] {
  return ['/bin/sh', '-c', script, 'guard', command, ...args];
}
