import { describe, expect, it } from 'vitest';
import { nearestMiss } from '../../src/dialogue/likeness.js';

describe('nearestMiss', () => {
  it.each([
    ['Do you accept the license?', 'Do you accept the licence?', '                       ^'],
    ['Install directory', 'Please name the Install Directory [/opt]:', '        ^'],
    ['Serial number:', 'Serial  number :', '             ^'],
    ['the “License”', 'the "License"', '    ^       ^'],
  ])('%s against %s', (wanted, line, marks) => {
    expect(nearestMiss(wanted, ['Something else entirely', line])?.marks).toBe(marks);
  });

  it('shows both as one line each', () => {
    expect(nearestMiss('Accept  the\nlicense?', ['* Accept the licence? [y/n]'])).toEqual({
      wanted: 'Accept the license?',
      seen: 'Accept the licence?',
      marks: '                ^',
      likeness: 1 - 1 / 19,
    });
  });

  it('is silent when nothing is alike, or the pattern is too short to tell', () => {
    expect(nearestMiss('Serial number:', ['Copying files... 40 %'])).toBeUndefined();
    expect(nearestMiss('y', ['y'])).toBeUndefined();
  });
});
