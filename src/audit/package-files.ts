/** What dpkg keeps of the files of an installed package: `DIGEST  PATH`, a line each. */
const listPath = /^\/var\/lib\/dpkg\/info\/[^/]+\.md5sums$/;
const listLine = /^([0-9a-f]{32}) {2}(.+)$/;
/** Folders that are links to those of the same name in /usr, while packages may still name them so. */
const merged = /^\/(?:bin|sbin|lib)\//;

/** More files in doubt than this are not remembered: what was found in them counts. */
const mostFiles = 10_000;
const longestLineBytes = 8192;

interface Doubtful {
  readonly digest: string;
  /** Takes back what was found there. */
  readonly takeBack: () => void;
}

/**
 * Files in which something was found that means little, until the lists of packages go by: a file that is as its package
 * brought it has nothing of the run. Layers come in the order of their paths, the lists behind nearly all they name; what comes
 * behind its list stays found.
 */
export class PackageFiles {
  readonly #doubtful = new Map<string, Doubtful>();

  /** `digest`: the file's MD5, which is what dpkg has. */
  doubt(path: string, doubtful: Doubtful): void {
    if (this.#doubtful.size < mostFiles) this.#doubtful.set(path, doubtful);
  }

  /** Begins a file of the layer; undefined for all but lists. */
  open(path: string): ((piece: Uint8Array) => void) | undefined {
    if (!listPath.test(path) || this.#doubtful.size === 0) return undefined;
    let begun = '';
    return (piece) => {
      const lines = (begun + Buffer.from(piece).toString('latin1')).split('\n');
      begun = (lines.pop() ?? '').slice(0, longestLineBytes);
      for (const line of lines) this.#settle(Buffer.from(line, 'latin1').toString());
    };
  }

  #settle(line: string): void {
    const [, digest, name] = listLine.exec(line) ?? [];
    if (name === undefined) return;
    const path = `/${name}`;
    for (const each of merged.test(path) ? [path, `/usr${path}`] : [path]) {
      const doubtful = this.#doubtful.get(each);
      if (doubtful?.digest !== digest) continue;
      doubtful?.takeBack();
      this.#doubtful.delete(each);
    }
  }
}
