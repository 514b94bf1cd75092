import type { ParamValue, Session } from '../script/model.js';
import type { ProxySettings } from '../scope/proxy.js';
import type { SecretValue } from './secret-value.js';
import type { TerminalSize } from '../terminal/terminal.js';

/** Where the steps run and what becomes of it. */
export type Destination =
  /** A container from the base image. */
  | {
      readonly kind: 'image';
      /** An image; what its layer would hold, shown; or nothing, as of an installer that is recorded. */
      readonly outcome: 'image' | 'review' | 'nothing';
      /** A person is shown what the layer will hold, and asked, before it is made. */
      readonly isReviewed: boolean;
      /** Of a review: the summary names every path that the layer would hold, and not only the sums. */
      readonly isListed: boolean;
      readonly isKept: boolean;
      /** Instead of those of the script. */
      readonly tags?: readonly string[];
      readonly base?: string;
    }
  /** This machine: no container, no image. */
  | { readonly kind: 'host' }
  /** A container that already runs and is not ours; nothing is sealed. */
  | { readonly kind: 'container'; readonly id: string; readonly workdir?: string };

/** Everything a run needs to know, decided before anything starts. */
export interface Plan {
  readonly session: Session;
  readonly runId: string;
  readonly params: Readonly<Record<string, ParamValue>>;
  /** Secret name to its value. */
  readonly secrets: Readonly<Record<string, SecretValue>>;
  /** Input name to its absolute path on this machine. */
  readonly inputs: Readonly<Record<string, string>>;
  readonly destination: Destination;
  /** The proxy of the caller's environment, when a scope asks for it. */
  readonly proxy?: ProxySettings;
  /** Size of terminals whose step names none. */
  readonly size: TerminalSize;
  readonly timeoutFactor: number;
  /** What programs on terminals write reaches their dialogues byte by byte: the outcome must be the same. Default false. */
  readonly isBytewise?: boolean;
  /** Where the run's workspace directory is made. */
  readonly temporaryDirectory: string;
  /** Where ledgers of runs are kept. */
  readonly stateDirectory: string;
  /** What programs on this machine get of the caller's environment: PATH, HOME and USER. */
  readonly hostEnv: Readonly<Record<string, string>>;
}
