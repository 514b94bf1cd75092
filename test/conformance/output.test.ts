import { expect } from 'vitest';
import { conformance, failureOf } from './support/conforms.js';
import { patience } from './support/patience.js';
import { floodOf } from './support/flood.js';

const conforms = conformance();
const eof = { eof: true } as const;

conforms('C10: a long listing read to the end is that of a pipe, CR aside', async (stage) => {
  const argv = ['find', '/etc', '-printf', '%M %s %p\\n'] as const;
  await using list = await stage.start(argv);
  await list.program.expect(eof);
  await list.program.exit();
  const piped = await stage.piped(argv);
  expect(list.output().toString('latin1').replaceAll('\r\n', '\n')).toBe(piped.toString('latin1'));
  expect(piped.length).toBeGreaterThan(20_000);
});

conforms('C15: multi-byte characters match however they are cut; invalid bytes do no harm', async (stage) => {
  await using cat = await stage.start('quiet-cat.sh', { args: ['on'] });
  const { program } = cat;
  await program.expect(/READY\n/);
  program.write('Größe: 5 µm – 中文 😀\r');
  await program.expect(/Größe: 5 µm – (\S+) (\S+)\n/);
  expect(program.match.slice(1)).toEqual(['中文', '😀']);
  program.write(Buffer.from('bad \xff\xfe\xc3 byte\r', 'latin1'));
  await program.expect(/bad (.*) byte/);
  program.write('fine: ä\r');
  await program.expect(/fine: (.+)\n/);
  expect(program.match[1]).toBe('ä');
  program.write('\x04');
  await program.exit();
});

conforms('C19: the transcript of what was read and sent is complete and in order', async (stage) => {
  await using talk = await stage.start('two-reads.sh', { args: ['copy'] });
  const { program } = talk;
  await program.expect('First:');
  await program.answer('one');
  await program.expect(/Second: /);
  program.write('two\r');
  await program.exit();
  expect(talk.transcript()).toEqual([
    '< First: ',
    '> one\r',
    '< one\r\ntold one\r\nSecond: ',
    '> two\r',
    '< two\r\ndone\r\n',
  ]);
  expect(talk.typed()).toEqual(['one\r', 'two\r']);
});

conforms('C23: the record of much text is not cut at its end', async (stage) => {
  await using letters = await stage.start('letters.sh', { args: ['1000'] });
  await letters.program.expect(eof);
  const all = Array.from('ABCDEFGHIJKLMNOPQRSTUVWXYZ', (letter) => letter.repeat(1000)).join('');
  expect(letters.output().toString()).toBe(all);
  expect(letters.program.before).toBe(all);
});

conforms(
  'C25: 25 MB that nothing matches: the end is found, memory stays bounded',
  async (stage) => {
    const result = await floodOf(stage);
    expect(result.index).toBe(10);
    expect(result.bytes).toBe(25 * 1024 * 1024);
    expect(result.growth).toBeLessThan(64 * 1024 * 1024);
  },
  { isNotRecorded: true, delivered: ['as it comes'], timeoutMs: 120_000 },
);

conforms(
  'C28: NUL bytes go both ways and stand in the transcript',
  async (stage) => {
    await using reader = await stage.start('nul-echo.pl');
    const { program } = reader;
    await program.expect({ raw: 'a\0b>' });
    program.write('\0x\0\r');
    await program.expect('got 0 120 0 13');
    await program.exit();
    expect(reader.transcript()).toEqual(['< a\0b>', '> \0x\0\r', '< got 0 120 0 13\r\n']);
  },
  { except: 'container' },
);

conforms(
  'C39: the last byte of a program that prints 100 kB and exits is always there',
  async (stage) => {
    const runs = Number(process.env['CONFORMANCE_EXITS'] ?? (stage.place === 'host' ? 100 : 10));
    for (let run = 0; run < runs; run++) {
      await using burst = await stage.start('burst.sh');
      await burst.program.expect('the last byte!', { timeoutMs: 10_000 * patience });
      await burst.program.exit();
      expect(burst.output().length).toBe(100_000);
    }
  },
  { isNotRecorded: true, delivered: ['as it comes', 'in random pieces'], timeoutMs: 600_000 },
);

conforms('C44: a program whose child lives on ends with its own code, soon', async (stage) => {
  await using parent = await stage.start('leaves-a-child.sh');
  const startedMs = performance.now();
  expect(await parent.program.exit(3)).toMatchObject({ kind: 'exit', exitCode: 3 });
  expect(performance.now() - startedMs).toBeLessThan(5000);
  const failure = await failureOf(parent.program.exit());
  expect(failure.message).toBe('The program failed: exit code 3.');
});
