import { fileURLToPath } from 'node:url';

/** The parts that come with the tool; `use: std/NAME` names one. */
export const stdParts = ['std/pager', 'std/dpkg', 'std/debconf'] as const;
export type StdPart = (typeof stdParts)[number];

/** The file of a part: beside the sources and what is made of them, so in the package too. */
export const stdFile = (part: StdPart): string =>
  fileURLToPath(new URL(`../../${part}.yaml`, import.meta.url));
