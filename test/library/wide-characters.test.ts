import { describe, expect, it } from 'vitest';
import { spawn } from '../../src/index.js';

const menu = (program: string): string =>
  `exec 3>&1; choice=$(${program} --output-fd 4 --title '📦 语言' --menu '请选择 📦 语言' 15 50 5 ` +
  `zh '📦 简体中文' ja '📦 日本語' en 'English' 4>&1 >&3); echo "chosen: $choice."`;

describe.each(['whiptail', 'dialog'])('%s', (program) => {
  it('a menu whose labels have emoji and East Asian characters, in a box with such a title', async () => {
    await using wizard = await spawn(['bash', '-c', menu(program)], { size: { columns: 80, rows: 24 } });
    await wizard.expect({ screen: '📦 简体中文', box: '📦 语言', highlighted: true });
    await wizard.select('📦 日本語');
    const { match } = await wizard.expect(/chosen: (\w*)\./);
    expect(match[1]).toBe('ja');
  });
});

const line = '请输入安装目录的完整路径以及这个软件包的名称';

it.each([20, 21, 80])(
  'a prompt of wide characters in %i columns, as text and on the screen',
  async (columns) => {
    const program = `read -p '${line}: ' a; read -p 'Again: ' b; echo "$a, $b."`;
    await using wizard = await spawn(['bash', '-c', program], { size: { columns, rows: 24 } });
    await wizard.dialogue([
      { expect: `${line}:`, answer: '一' },
      { expect: { screen: `${line}: 一` } },
      { expect: 'Again:', answer: '二' },
      { expect: '一, 二.' },
    ]);
    await wizard.exit();
  },
);

it.each([
  [
    'a progress message of wide characters that a shorter one partly covers',
    '正在下载 sdk.tar\\r[OK]    ',
    '[OK]     sdk.tar',
  ],
  ['what is erased with two backspaces', '密码错\\b\\b  \\b\\b对吗？', '密码对吗？'],
  ['a column behind wide characters', '名称: ____\\033[7G好', '名称: 好__'],
])('%s', async (_, output, expected) => {
  await using program = await spawn(`printf '${output}\\nend\\n'`);
  const { before } = await program.expect('end');
  expect(before).toBe(`${expected}\n`);
  await program.exit();
});
