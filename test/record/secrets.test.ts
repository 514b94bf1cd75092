import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { type RecordingPerson, recordBy } from '../support/person.js';
import { until } from '../support/until.js';
import { openSandbox } from '../support/sandbox.js';

/** Asks for a vault's key as getpass with stars does, `$1` of them for each character, then for a name, and says both. */
const starry = `cat >ask.py <<'END'
import os, sys, termios, tty
old = termios.tcgetattr(0)
stars = b'*' * int(sys.argv[1])
os.write(1, b'Vault: ')
tty.setraw(0)
key = b''
while True:
    c = os.read(0, 1)
    if c in (b'\\r', b'\\n', b''): break
    if c == b'\\x7f':
        if key: os.write(1, b'\\b \\b' * len(stars))
        key = key[:-1]
    else:
        key += c
        os.write(1, stars)
termios.tcsetattr(0, termios.TCSADRAIN, old)
os.write(1, b'\\r\\n')
name = input('Name: ')
print(name + ': ' + key.decode())
END
script -qec "python3 ask.py $1" /dev/null`;

/** Each a way in which a secret could get into the recording: a program of bash, and what the person does. */
const roads: readonly {
  readonly name: string;
  readonly program: string;
  readonly person: (person: RecordingPerson) => Promise<void>;
  /** What of the secret must be in no file. */
  readonly never: RegExp;
  /** What the script must say. */
  readonly script: RegExp;
}[] = [
  {
    name: 'something else writes while a hidden password is typed',
    program: `(while sleep 0.04; do echo tick; done) & read -rsp 'Password: ' k; kill %1; echo "pw $k"`,
    async person(person) {
      await until('it asks', () => person.seen().includes('Password: '), 30_000);
      await person.type('hunter22\r'); // it is never still
    },
    never: /hunt|nter|er22/,
    script: /answer: \{ secret: .* \}/,
  },
  {
    name: 'a field in raw mode with a mask of its own',
    program: `stty raw -echo; printf 'Unlock vault> '; k=; while c=$(head -c1); [ "$c" != $'\\r' ]; do k=$k$c; printf -- -; done; stty sane; echo; echo "is $k"`,
    person: (person) => person.on('vault> ', 'hunter22\r'),
    never: /hunt|nter|er22|"h"|type: h/,
    script: /answer: \{ secret: /,
  },
  {
    name: 'a hidden answer in a second terminal, which another program opened: its echo cannot be asked for',
    program: `script -qec "bash -c 'read -rsp Vault:\\  k; echo; read -rp Name:\\  n; echo \\"\\$n: \\$k\\"'" /dev/null`,
    async person(person) {
      await person.on('Vault: ', 'hunter22\r');
      await person.on('Name: ', 'Ann\r');
    },
    never: /hunt|nter|er22/,
    script: /expect: "?Vault:?"?\n +answer: \{ secret: vault \}\n +- expect: "Name:"\n +answer: Ann/,
  },
  ...[1, 3].map((stars) => ({
    name: `a masked answer in a second terminal, ${stars} for each character`,
    program: `set -- ${stars}\n${starry}`,
    async person(person: RecordingPerson): Promise<void> {
      await person.on('Vault: ', 'hunters\x7f22\r');
      await person.on('Name: ', 'Ann\r');
    },
    never: /hunt|nter|er22|"h"|type: h/,
    script: /expect: "?Vault:?"?\n +answer: \{ secret: vault \}\n +- expect: "Name:"\n +answer: Ann/,
  })),
  {
    name: 'a masked answer in a second terminal, pasted at once',
    program: `set -- 1\n${starry}`,
    async person(person) {
      await person.on('Vault: ', '');
      person.terminal.write(Buffer.from('hunter22\r'));
      await person.on('Name: ', 'Ann\r');
    },
    never: /hunt|nter|er22|"h"|type: h/,
    script: /expect: "?Vault:?"?\n +answer: \{ secret: vault \}\n +- expect: "Name:"\n +answer: Ann/,
  },
  {
    name: 'a box for a password in a second terminal',
    program: `script -qec "whiptail --passwordbox 'Vault of the build' 8 60 2>key" /dev/null; read -rp 'Name: ' n; echo "$n: $(cat key)"`,
    async person(person) {
      await person.on('<Cancel>', 'hunters\x7f22\r');
      await person.on('Name: ', 'Ann\r');
    },
    never: /hunt|nter|er22|"h"|type: h/,
    script: /Vault of the build[^]*secret: vault-build[^]*Name:"\n +answer: Ann/,
  },
  {
    name: 'a PIN that is taken without Enter',
    program: `read -rs -n4 -p 'PIN: ' k; echo; read -rp 'Name: ' n; echo "your PIN is $k"`,
    async person(person) {
      await person.on('PIN: ', '7391');
      await person.on('Name: ', 'Ann\r');
    },
    never: /7391|"7"/,
    script: /type: \{ secret: pin \}/,
  },
  {
    name: 'a known secret in a longer answer',
    program: `read -rsp 'Password: ' k; echo; read -rp 'Command: ' c; echo "$c"`,
    async person(person) {
      await person.on('Password: ', 'hunter22\r');
      await person.on('Command: ', 'login hunter22 x\r');
    },
    never: /hunt|nter|er22/,
    script: /answer: \{ secret: password \}/,
  },
  {
    name: 'the same value once more, shown before anybody knew',
    program: `read -rp 'Code word: ' a; read -rsp 'Repeat: ' b; echo; echo "$a$b"`,
    async person(person) {
      await person.on('Code word: ', 'hunter22\r');
      await person.on('Repeat: ', 'hunter22\r');
    },
    never: /hunt|nter|er22/,
    script: /Code word:"\n +answer: \{ secret: secret \}[^]*Repeat:"\n +answer: \{ secret: secret \}/,
  },
  {
    name: 'the same hidden value twice, and then in the open: one secret',
    program: `read -rsp 'Password: ' a; echo; read -rsp 'Retype it: ' b; echo; read -rp 'Hint: ' c; echo "$a$b$c"`,
    async person(person) {
      for (const prompt of ['Password: ', 'Retype it: ', 'Hint: ']) await person.on(prompt, 'hunter22\r');
    },
    never: /hunt|nter|er22/,
    script:
      /^secrets:\n {2}password: \{ .* \}\n\n[^]*(?:(?:Password|Retype it|Hint):"\n +answer: \{ secret: password \}\n[^]*){3}$/m,
  },
  {
    name: 'a secret that is shown, and asked for in the line above',
    program: `printf 'Enter your API token\\n'; read -rp '> ' k; read -rp 'Name: ' n; echo "$n: your token is $k"`,
    async person(person) {
      await person.on('> ', 'hunter22\r');
      await person.on('Name: ', 'Ann\r');
    },
    never: /hunt|er22/,
    script: /answer: \{ secret: api-token \}\n +visible: true\n +- expect: "Name:"\n +answer: Ann/,
  },
  {
    name: 'a secret that is shown in the box of a screen',
    program: `k=$(whiptail --inputbox 'Enter the licence key' 8 60 3>&1 1>&2 2>&3); echo "your key is $k"`,
    person: (person) => person.on('<Cancel>', 'hunter22\r'),
    never: /hunt|er22/,
    script: /secret: licence-key/,
  },
  {
    name: 'corrections in the middle of a line',
    program: `read -e -rp 'Licence key: ' k; echo "your key is $k"`,
    person: (person) => person.on('key: ', 'abcdgh\x1b[D\x1b[Def\r'),
    never: /abcd|efgh/,
    script: /secret: licence-key/,
  },
  {
    name: 'a character cut between two reads',
    program: `read -rsp 'Password: ' k; echo; echo "pw $k"`,
    async person(person) {
      await person.on('Password: ', 'hunt');
      person.terminal.write(Uint8Array.of(0xc3));
      await delay(60);
      person.terminal.write(Uint8Array.of(0xa4));
      await person.type('r22\r');
    },
    never: /hunt|r22/,
    script: /secret: password/,
  },
  {
    name: 'a paste cut between two reads',
    program: `bind 'set enable-bracketed-paste on' 2>/dev/null; read -e -rp 'Licence key: ' k; echo "key $k"`,
    async person(person) {
      await person.on('key: ', '');
      person.terminal.write(Buffer.from('\x1b[200~hunter22abc'));
      await delay(60);
      person.terminal.write(Buffer.from('defgh\x1b[201~'));
      await person.type('\r');
    },
    never: /hunter|abcdef|defgh/,
    script: /secret: licence-key/,
  },
  {
    name: 'one that is given up, and said back later',
    program: `trap : INT; bash -c "stty -echo; printf 'Password: '; read -r k"; stty echo; echo; read -rp 'Name: ' n`,
    async person(person) {
      await person.on('Password: ', 'hunter22\x03');
      await person.on('Name: ', 'hunter22\r');
    },
    never: /hunt|nter|er22/,
    script: /Name/,
  },
  {
    name: 'one that is marked afterwards, to the last character of its echo',
    program: `read -rp 'Code word: ' k; read -rp 'Sure? ' s`,
    async person(person) {
      await person.on('Code word: ', 'hunter2Z\r');
      await person.on('Sure? ', '\x1d');
      await person.on('goes back', 's');
      await person.on('Any key', ' ');
      await person.type('y\r');
    },
    never: /hunt|nter|"Z/,
    script: /secret: code-word/,
  },
];

it.each(roads)(
  'nothing of a secret is in any file: $name',
  async ({ program, person: act, never, script }) => {
    await using box = await openSandbox();
    await box.write('wizard.sh', program);
    await using person = await recordBy(box, ['--on', 'host', '-o', 'a.yaml', '--', 'bash', './wizard.sh'], {
      pauseMs: 60,
    });
    await act(person);
    expect([await person.exitCode(), person.seen()]).toEqual([0, expect.anything()]);
    const files = ['a.cast', 'a.cast.flags', 'a.yaml'].map((name) =>
      readFile(join(box.directory, name), 'utf8'),
    );
    const [cast = '', flags = '', text = ''] = await Promise.all(files);
    expect(cast + flags + text).not.toMatch(never);
    expect(text).toMatch(script);
  },
);
