/**
 * Answers to questions about colours (OSC 4, 10, 11, 12 with `?`), which the emulator leaves to a renderer: those of a dark
 * terminal, black background and light grey text, and xterm's 256 colours.
 */
export function colourReplies(code: number, data: string): readonly string[] {
  const slots = data.split(';');
  if (code === 4) {
    return slots.flatMap((slot, at) => {
      const index = Number(slots[at - 1]);
      const isAsked = at % 2 === 1 && slot === '?' && /^\d{1,3}$/.test(slots[at - 1] ?? '') && index < 256;
      return isAsked ? [`4;${index};${rgb(paletteColour(index))}`] : [];
    });
  }
  // `OSC 10 ; ? ; ?` goes on with the next code (xterm, ctlseqs.txt, "Change VT100 text foreground color").
  return slots.flatMap((slot, at) => {
    const colour = dynamicColours[code + at];
    return slot === '?' && colour !== undefined ? [`${code + at};${rgb(colour)}`] : [];
  });
}

type Rgb = readonly [number, number, number];

const foreground: Rgb = [0xd8, 0xd8, 0xd8];
const dynamicColours: Readonly<Record<number, Rgb>> = { 10: foreground, 11: [0, 0, 0], 12: foreground };

/** The first sixteen are xterm's defaults (XTerm-col.ad). */
const namedColours: readonly Rgb[] = [
  [0x00, 0x00, 0x00],
  [0xcd, 0x00, 0x00],
  [0x00, 0xcd, 0x00],
  [0xcd, 0xcd, 0x00],
  [0x00, 0x00, 0xee],
  [0xcd, 0x00, 0xcd],
  [0x00, 0xcd, 0xcd],
  [0xe5, 0xe5, 0xe5],
  [0x7f, 0x7f, 0x7f],
  [0xff, 0x00, 0x00],
  [0x00, 0xff, 0x00],
  [0xff, 0xff, 0x00],
  [0x5c, 0x5c, 0xff],
  [0xff, 0x00, 0xff],
  [0x00, 0xff, 0xff],
  [0xff, 0xff, 0xff],
];

/** Sixteen names, a cube of 6x6x6, 24 greys (xterm, 256colres.pl). */
function paletteColour(index: number): Rgb {
  const named = namedColours[index];
  if (named !== undefined) return named;
  if (index >= 232) {
    const grey = (index - 232) * 10 + 8;
    return [grey, grey, grey];
  }
  const step = (divisor: number): number => {
    const level = Math.floor((index - 16) / divisor) % 6;
    return level === 0 ? 0 : level * 40 + 55;
  };
  return [step(36), step(6), step(1)];
}

/** `rgb:rrrr/gggg/bbbb`, 16 bits each, as xterm answers. */
function rgb(colour: Rgb): string {
  return `rgb:${colour.map((part) => part.toString(16).padStart(2, '0').repeat(2)).join('/')}`;
}
