/** Asks on the terminal without showing what is typed. Rejects where there is no terminal or no more, and when `cancelSignal` aborts. */
export async function promptHidden(prompt: string, cancelSignal?: AbortSignal): Promise<string> {
  const { stdin, stderr } = process;
  if (!stdin.isTTY) throw new Error('there is no terminal to ask on');
  // First: whoever answers as soon as the prompt is there would be echoed.
  stdin.setRawMode(true);
  try {
    stderr.write(prompt);
    return await readLine(stdin, cancelSignal);
  } finally {
    stdin.setRawMode(false);
    stdin.pause();
    stderr.write('\n');
  }
}

function readLine(stdin: NodeJS.ReadStream, cancelSignal: AbortSignal | undefined): Promise<string> {
  return new Promise((resolve, reject) => {
    let line = '';
    const onData = (bytes: Buffer): void => {
      for (const char of bytes.toString('utf8')) {
        if (char === '\r' || char === '\n') {
          finish(() => resolve(line));
          return;
        }
        if (char === '\x03' || (char === '\x04' && line === '')) {
          onEnd();
          return;
        }
        if (char === '\x7f' || char === '\b') line = line.replace(/.$/su, '');
        else if (char === '\x15') line = '';
        else if (char >= ' ') line += char;
      }
    };
    const onEnd = (): void => finish(() => reject(new Error('it was not given')));
    const finish = (settle: () => void): void => {
      stdin.off('data', onData).off('end', onEnd).off('error', onEnd);
      cancelSignal?.removeEventListener('abort', onEnd);
      settle();
    };
    stdin.on('data', onData).on('end', onEnd).on('error', onEnd);
    cancelSignal?.addEventListener('abort', onEnd);
    if (cancelSignal?.aborted === true) onEnd();
  });
}
