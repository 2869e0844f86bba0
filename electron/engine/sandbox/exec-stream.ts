import type { Duplex } from 'node:stream';
import type { Docker } from './docker';
import { ExecDuplex } from './exec-duplex';

export type ExecOptions = {
  readonly command: readonly string[];
  /** Numeric user id: programs of one sandbox run apart from each other. */
  readonly user: number;
  readonly env?: readonly string[];
};

/**
 * Starts a program in a container and joins its stdin and stdout to the returned stream; stderr is dropped. The program
 * gets end-of-file when the stream ends, also when this process is killed. No secret may be in `command` or `env`: the
 * engine's event log shows both.
 */
export async function execStream(docker: Docker, containerId: string, options: ExecOptions): Promise<Duplex> {
  const exec = await docker.getContainer(containerId).exec({
    Cmd: [...options.command],
    User: String(options.user),
    ...(options.env && { Env: [...options.env] }),
    AttachStdin: true,
    AttachStdout: true,
    AttachStderr: false,
    Tty: false,
    Privileged: false,
  });
  const socket = await exec.start({ hijack: true, stdin: true });
  return new ExecDuplex(socket);
}
