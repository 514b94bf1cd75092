// Holds a conversation although its own stdin and stdout are closed; tells on descriptor 3.
import { writeSync } from 'node:fs';
const { spawn } = await import(process.argv[2]);
const cat = await spawn(['/bin/sh', '-c', 'printf "Name: "; read name; echo "hello $name"']);
await cat.dialogue([{ expect: 'Name:', answer: 'zoe' }, { expect: 'hello zoe' }]);
writeSync(3, `exit ${(await cat.exit()).exitCode}`);
