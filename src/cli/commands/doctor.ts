import { connectEngine } from '../../engine/connect.js';
import { isUnattendError } from '../../errors.js';
import type { CliCommand } from '../command.js';
import { version } from '../version.js';

interface Finding {
  readonly what: string;
  readonly isGood: boolean;
  readonly says: string;
  readonly hint?: string;
}

/** `unattend doctor`: what works on this machine, what does not, and what to do about it. */
export const doctorCommand: CliCommand = {
  declare: (command) =>
    command
      .name('doctor')
      .description('say what works here: engine, versions, permissions, terminal')
      .option('--engine <url>', 'the engine to look at')
      .addHelpText('after', '\nExample:\n  $ unattend doctor'),
  async run({ options, output }) {
    const findings = [
      ...ownFindings(),
      await terminalFinding(),
      ...(await engineFindings(options['engine'] as string | undefined)),
    ];
    if (output.isJson)
      output.result(
        `${JSON.stringify(
          findings.map((finding) => ({ ...finding, hint: finding.hint ?? null })),
          null,
          2,
        )}\n`,
      );
    else
      for (const { what, isGood, says, hint } of findings) {
        output.result(
          `${isGood ? 'ok  ' : 'FAIL'}  ${what}: ${says}\n${hint === undefined ? '' : `      ${hint}\n`}`,
        );
      }
    return findings.every(({ isGood }) => isGood) ? 0 : 5;
  },
};

function ownFindings(): readonly Finding[] {
  return [
    { what: 'unattend', isGood: true, says: version },
    { what: 'node', isGood: true, says: `${process.version} on ${process.platform} ${process.arch}` },
    {
      what: 'this terminal',
      isGood: true,
      says: process.stderr.isTTY
        ? `${process.stderr.columns}x${process.stderr.rows}`
        : 'none (plain progress)',
    },
  ];
}

/** A program is really started on a pseudo-terminal: node-pty is compiled where it is installed. */
async function terminalFinding(): Promise<Finding> {
  try {
    const { openHostTerminal } = await import('../../terminal/host.js');
    let output = '';
    await using terminal = openHostTerminal({
      argv: ['/bin/sh', '-c', 'stty size'],
      env: { PATH: process.env['PATH'] ?? '/usr/bin:/bin' },
      cwd: '/',
      size: { columns: 120, rows: 40 },
      onOutput: (bytes) => (output += Buffer.from(bytes).toString('utf8')),
    });
    await terminal.completion;
    const isGood = output.trim() === '40 120';
    return {
      what: 'pseudo-terminals',
      isGood,
      says: isGood ? 'work' : `the size reads "${output.trim()}", not "40 120"`,
    };
  } catch (error) {
    const says = error instanceof Error ? error.message : String(error);
    return {
      what: 'pseudo-terminals',
      isGood: false,
      says,
      hint: 'Install python3, make and g++, then run npm rebuild node-pty.',
    };
  }
}

async function engineFindings(address: string | undefined): Promise<readonly Finding[]> {
  try {
    await using engine = await connectEngine({
      env: process.env,
      ...(address === undefined ? {} : { address }),
    });
    const { product, version: engineVersion, apiVersion, storageDriver, isRootless } = await engine.info();
    const rootless = isRootless ? ', rootless' : '';
    return [
      { what: 'engine', isGood: true, says: engine.address },
      {
        what: product,
        isGood: true,
        says: `${engineVersion}, API ${apiVersion}, ${storageDriver}${rootless}`,
      },
    ];
  } catch (error) {
    if (!isUnattendError(error)) throw error;
    return [{ what: 'engine', isGood: false, says: error.message, hint: error.hint }];
  }
}
