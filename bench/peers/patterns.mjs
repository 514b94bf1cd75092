/** What all peers wait for: ten patterns as an installer's script has them, none of which the flood contains. */
export const patterns = [
  /No space left on device/,
  /^fatal: .*/m,
  /E: Unable to (?:locate|fetch) \S+/,
  /--More--/,
  /Do you accept the license\?/,
  /Install directory \[(.*?)\]/,
  /Continue\? \[y\/N\]\s*$/m,
  /Serial number:/,
  /Installation complete\./,
  /[Pp]assword(?: for \w+)?:/,
];

export const prompt = /Question (\d+) of \d+: /;

/** The same as Tcl and Python write them: what is special to JavaScript is not used above. */
export const sources = patterns.map(({ source }) => source.replaceAll('\\/', '/'));
