import { startContainer } from './containers.js';
import { jsonFromEngine } from './engine-api.js';
import { DEBIAN } from './images.js';
import { until } from './until.js';

/** A commit that stands still at a file which the engine cannot open. */
export interface HeldCommit extends AsyncDisposable {
  /** Resolves when a commit has come to the file. */
  readonly reached: () => Promise<void>;
  /** Lets it go on. */
  readonly release: () => Promise<void>;
}

/**
 * Takes a lease on the file, as a file server does: whoever opens it waits until it is given up, or for what
 * /proc/sys/fs/lease-break-time says (45 s), and who has it is told (fcntl(2), F_SETLEASE). The file’s owner needs no right for it.
 */
const HOLD = `
use Fcntl;
$SIG{IO} = sub { open my $told, ">", "/reached" };
open my $file, "+<", "/layer/$ARGV[0]" or die "open: $!";
fcntl($file, 1024, F_WRLCK) or die "lease: $!";
open my $held, ">", "/held";
sleep 1 while 1;`;

/** Of an engine on this machine whose containers have a folder of their own (overlay2): it is looked at from another container. */
export async function holdCommit(container: string, file: string): Promise<HeldCommit> {
  const { GraphDriver: driver } = await jsonFromEngine<{ GraphDriver?: { Data?: { UpperDir?: string } } }>(
    `/containers/${container}/json`,
  );
  const upper = driver?.Data?.UpperDir;
  if (upper === undefined)
    throw new Error('the engine does not say in which folder the container’s files are');
  const holder = await startContainer(DEBIAN, { Binds: [`${upper}:/layer`] });
  // In a session of its own: the terminal of the exec goes.
  const said = await holder.run(
    `setsid perl -e '${HOLD}' ${file} >/said 2>&1 & until [ -e /held ] || ! kill -0 $!; do sleep 0.05; done; cat /said`,
  );
  if (said !== '') {
    await holder[Symbol.asyncDispose]();
    throw new Error(said);
  }
  const isReached = async (): Promise<boolean> => (await holder.run('ls /reached 2>&1')) === '/reached\n';
  return {
    async reached() {
      await until('the engine opens the file', isReached, 30_000);
    },
    async release() {
      await holder[Symbol.asyncDispose]();
    },
    [Symbol.asyncDispose]: () => holder[Symbol.asyncDispose](),
  };
}
