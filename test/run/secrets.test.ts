import { randomBytes } from 'node:crypto';
import { mkdir, readdir, readFile, rm, rmdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { savedImage } from '../support/images.js';
import { openSandbox, type Sandbox } from '../support/sandbox.js';

const SECRET = 's3cr3t of "acme" $x';

/** All that a run wrote anywhere: its streams, and every file it left. */
async function written(
  box: Sandbox,
  args: readonly string[],
  secret = SECRET,
): Promise<{ exitCode: number | null; text: string }> {
  const { exitCode, stdout, stderr } = await box.run(args, { env: { ACME_SERIAL: secret } });
  const root = join(box.directory, '..');
  const files = (await readdir(root, { recursive: true, withFileTypes: true })).filter((entry) =>
    entry.isFile(),
  );
  const texts = await Promise.all(
    files.map(({ parentPath, name }) => readFile(join(parentPath, name), 'utf8')),
  );
  return { exitCode, text: [stdout, stderr, ...texts].join('\n') };
}

/** Neither the secret nor a half of it, in any spelling that JSON or a shell gives it. */
function expectNoSecret(text: string): void {
  expect(text).not.toContain('s3cr3t');
  expect(text).not.toContain('acme" $x');
  expect(text).not.toContain('acme\\" $x');
}

/** Asks with echo off, as wizards do; then tells the secret to everybody. */
const ASK =
  'printf "Serial: "; stty -echo; read -r serial; stty echo; echo; echo "serial is $serial"; echo "$serial" >/serial';

/** What the program stores is its own doing, and accepted. */
const session = (steps: string): string =>
  `secrets: { serial: { env: ACME_SERIAL } }\naudit: { allow: [/serial] }\n${steps}`;
const dialogue = (answer: string): string =>
  `    dialogue:\n      - expect: "Serial:"\n        answer: ${answer}\n`;

it.concurrent.each([
  ['well', '0', 0],
  ['badly', '7', 4],
])(
  'a secret that is typed, printed and stored by a program that ends %s is in nothing we write',
  async (_, end, code) => {
    await using box = await openSandbox();
    await box.session(
      session(`deploy:\n  - spawn: '${ASK}; exit ${end}'\n${dialogue('{ secret: serial }')}`),
    );
    for (const flags of [['--verbose'], ['--json', '--recording', 'out.cast']]) {
      const { exitCode, text } = await written(box, ['run', 'a.yaml', ...flags]);
      expect(exitCode).toBe(code);
      expectNoSecret(text);
      expect(text).toContain('serial is [redacted]');
    }
  },
);

it.concurrent('a pattern and a step that hold the value of a secret tell it to nobody', async () => {
  await using box = await openSandbox();
  const steps = `params: { key: { type: string, default: s3cr3t-key } }
deploy:
  - run: echo \${{ params.key }}
  - spawn: 'echo "got s3cr3t-key"; read -p "s3cr3t-key? " x'
    dialogue:
      - expect: got \${{ params.key }}
      - expect: { screen: "\${{ params.key }}?" }
        answer: \${{ params.key }}
      - expect: no \${{ params.key }}
`;
  await box.session(session(steps));
  for (const flags of [['--verbose'], ['--json', '--recording', 'out.cast']]) {
    const { exitCode, text } = await written(box, ['run', 'a.yaml', '--on', 'host', ...flags], 's3cr3t-key');
    expect(exitCode).toBe(3);
    expect(text.replaceAll(steps, '')).not.toContain('s3cr3t');
    expect(text).toContain('got [redacted]');
  }
});

it.concurrent('the program got it whole, and the image has it only where the program put it', async () => {
  await using box = await openSandbox();
  const steps = `deploy:\n  - spawn: '${ASK}'\n${dialogue('{ secret: serial }')}  - run: '[ "$(cat /serial)" = "$S" ] && rm /serial'\n    env: { S: { secret: serial } }\n`;
  await box.session(session(steps));
  const { exitCode, text } = await written(box, ['run', 'a.yaml']);
  expect(exitCode).toBe(0);
  expectNoSecret(text);
  expectNoSecret(JSON.stringify((await savedImage(box.tag)).config));
});

it.concurrent('a prompt that shows what is typed is not told a secret', async () => {
  await using box = await openSandbox();
  await box.session(
    session(
      `deploy:\n  - spawn: 'printf "Serial: "; read -r serial; echo "got <$serial>"'\n${dialogue('{ secret: serial }')}`,
    ),
  );
  const { exitCode, text } = await written(box, ['run', 'a.yaml', '--timeout-factor', '0.05']);
  expect(exitCode).toBe(3);
  expect(text).toContain('Failed: The secret "serial" was not sent to "Serial:": the program would show it.');
  expectNoSecret(text);
});

it.concurrent('with `visible: true` it is told, and the echo of it is in nothing we write', async () => {
  await using box = await openSandbox();
  await box.session(
    session(
      `deploy:\n  - spawn: 'printf "Serial: "; read -r serial; printf "got <%s>\\n" "$serial"; exit 7'\n${dialogue('{ secret: serial, visible: true }')}`,
    ),
  );
  const { exitCode, text } = await written(box, ['--verbose', 'run', 'a.yaml']);
  expect(exitCode).toBe(4);
  expect(text).toContain('got <[redacted]>');
  expectNoSecret(text);
});

it.concurrent('a secret in the environment of a step, printed by it on both streams', async () => {
  await using box = await openSandbox();
  await box.session(
    session(
      `deploy:\n  - run: 'echo "out $S"; echo "err $S" >&2; exit 7'\n    env: { S: { secret: serial } }\n`,
    ),
  );
  const { exitCode, text } = await written(box, ['--verbose', 'run', 'a.yaml']);
  expect(exitCode).toBe(4);
  expect(text).toContain('out [redacted]');
  expectNoSecret(text);
});

it.concurrent(
  'no part of one that the last screen or the nearest miss would cut is in a failure',
  async () => {
    await using box = await openSandbox();
    const lines = 'for i in 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20 21; do echo; done';
    await box.session(
      session(`deploy:
  - spawn: 'echo "$S" | fold -w 8; ${lines}; printf "The serial is %s" "$S"; sleep 60'
    env: { S: { secret: serial } }
    size: 80x24
    dialogue:
      - expect: The serial is accepted
        answer: ''
`),
    );
    const { exitCode, text } = await written(box, ['--json', 'run', 'a.yaml', '--timeout-factor', '0.01']);
    expect(exitCode).toBe(3);
    expect(text).toContain('The serial is [redacted]');
    expectNoSecret(text);
    expect(text).not.toContain('acme');
  },
);

it.concurrent('no half of one that a step writes between lines on the other stream', async () => {
  await using box = await openSandbox();
  await box.session(
    session(`deploy:
  - run: 'printf %s "\${S%of*}"; sleep 0.3; echo and >&2; sleep 0.3; echo "of\${S#*of}"; exit 7'
    env: { S: { secret: serial } }
`),
  );
  const { exitCode, text } = await written(box, ['--verbose', 'run', 'a.yaml']);
  expect(exitCode).toBe(4);
  expect(text).toContain('| [redacted]');
  expectNoSecret(text);
});

it.concurrent('no part of one where the kept end of a long output begins', async () => {
  await using box = await openSandbox();
  await box.session(
    session(`deploy:
  - run: 'printf %s "$S"; head -c 65525 /dev/zero | tr "\\0" .; exit 7'
    env: { S: { secret: serial } }
`),
  );
  const { exitCode, text } = await written(box, ['--json', 'run', 'a.yaml']);
  expect(exitCode).toBe(4);
  expect(text).not.toContain('e" $x');
  expect(text).not.toContain(String.raw`e\" $x`);
});

it.concurrent("no part of a proxy's password, whatever signs are in it", async () => {
  await using box = await openSandbox();
  await box.session(
    `deploy:\n  - scope: { proxy: { url: "http://me:s3c@s3cr3t@proxy:1" } }\n    steps: [{ run: 'echo $http_proxy; exit 7' }]\n`,
  );
  const { exitCode, text } = await written(box, ['--verbose', 'run', 'a.yaml', '--recording', '/dev/null']);
  expect(exitCode).toBe(4);
  expect(text).toContain('| [redacted]\n');
  expect(text.replaceAll(/^.*url:.*$/gm, '')).not.toContain('s3cr3t');
});

it.concurrent('a secret that comes back in a capture and is used again', async () => {
  await using box = await openSandbox();
  await box.session(
    session(`deploy:
  - run: echo "key=$S"
    env: { S: { secret: serial } }
    save: { key: /key=(.*)/ }
  - run: [sh, -c, 'echo "$1"; exit 7', sh, "\${{ key }}"]
`),
  );
  const { exitCode, text } = await written(box, ['--verbose', 'run', 'a.yaml']);
  expect(exitCode).toBe(4);
  expect(text).toMatch(/\| \[redacted\]\n[^]*exit code 7/);
  expectNoSecret(text);
});

it.concurrent(
  "sources: a file, whose last line end is not part of it, and the command line's own",
  async () => {
    await using box = await openSandbox();
    await box.write('deep/serial', 'from a file\n');
    await box.write('other', 'from elsewhere');
    await box.session(`secrets: { serial: { file: deep/serial } }
deploy:
  - run: printf %s "$S" | wc -c
    env: { S: { secret: serial } }
    expect: "11"
`);
    expect((await box.run(['run', 'a.yaml'])).exitCode).toBe(0);
    expect((await box.run(['run', '../work/a.yaml', '--secret', 'serial=file:other'])).exitCode).toBe(4);
    expect(
      (await box.run(['run', 'a.yaml', '--secret', 'serial=env:S'], { env: { S: '12345678901' } })).exitCode,
    ).toBe(0);
  },
);

it.concurrent(
  'a secret comes from a program, or from the file that VARIABLE_FILE names; neither is guessed',
  async () => {
    await using box = await openSandbox();
    const file = await box.write('serial.txt', 'from-a-file\n');
    const session = (command: string): Promise<string> =>
      box.session(
        `secrets: { a: { command: ${command} }, b: { env: SERIAL } }
deploy:
  - run: |
      [ "$A" = 'from a \$(program)' ]
      [ "$B" = from-a-file ]
      echo "$A/$B"
    env: { A: { secret: a }, B: { secret: b } }
`,
      );
    await session("[printf, '%s\\n', 'from a $(program)']");
    const well = await box.run(['--verbose', 'run', 'a.yaml', '--on', 'host'], {
      env: { SERIAL: '', SERIAL_FILE: file },
    });
    expect(well.exitCode).toBe(0);
    expect(well.stderr).toContain('| [redacted]/[redacted]');

    await session("[sh, -c, 'echo never-shown; exit 3']");
    const badly = await box.run(['run', 'a.yaml', '--on', 'host'], { env: { SERIAL_FILE: file } });
    expect(badly.exitCode).toBe(2);
    expect(badly.stderr).toContain('sh ended with exit code 3');
    expect(badly.stdout + badly.stderr).not.toContain('never-shown');
  },
);

it.concurrent('a secret that no variable has comes from where engines put one of its name', async () => {
  await using box = await openSandbox();
  const name = `serial-${randomBytes(6).toString('hex')}`;
  await box.session(
    `secrets: { ${name}: { env: SERIAL } }
deploy:
  - run: '[ "$A" = from-the-engine ]; echo "$A"'
    env: { A: { secret: ${name} } }
`,
  );
  const args = ['--verbose', 'run', 'a.yaml', '--on', 'host'];
  const without = await box.run(args);
  expect([without.exitCode, without.stderr]).toEqual([2, expect.stringContaining(name)]);
  const made = await mkdir('/run/secrets', { recursive: true });
  await writeFile(`/run/secrets/${name}`, 'from-the-engine\n', { mode: 0o600 });
  try {
    const { exitCode, stderr } = await box.run(args);
    expect([exitCode, stderr]).toEqual([0, expect.stringContaining('| [redacted]')]);
  } finally {
    await rm(`/run/secrets/${name}`);
    if (made !== undefined) await rmdir(made).catch(() => undefined); // somebody else's are in it by now
  }
});

it.concurrent('a secret comes through a pipe, as a shell makes one, also from who writes later', async () => {
  await using box = await openSandbox();
  await box.session(`secrets: { a: { file: pipe } }
deploy:
  - run: '[ "$A" = from-a-pipe ]; echo "$A"'
    env: { A: { secret: a } }
`);
  const program = join(box.directory, '../pipe.sh');
  await writeFile(
    program,
    `mkfifo pipe
[ "$1" = late ] || exec "$@" --secret a=file:/dev/fd/3 3<<END
from-a-pipe
END
shift; (sleep 1; echo from-a-pipe >pipe) & exec "$@"
`,
  );
  for (const how of [[], ['late']]) {
    const through = ['bash', '-c', `rm -f pipe; . ${program}`, 'bash', ...how];
    const { exitCode, stderr } = await box.run(['--verbose', 'run', 'a.yaml', '--on', 'host'], { through });
    expect([exitCode, stderr]).toEqual([0, expect.stringContaining('| [redacted]')]);
  }
});
