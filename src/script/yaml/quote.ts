/** Text as a quoted YAML scalar: double quotes, or single ones when the text has backslashes or double quotes. */
export function quoteYaml(text: string): string {
  if (/[\u0000-\u001f\u007f-\u009f\u2028\u2029\ufeff]/.test(text)) return JSON.stringify(text);
  if (/["\\]/.test(text)) return `'${text.replaceAll("'", "''")}'`;
  return `"${text}"`;
}

const special = /^[-?:](?:\s|$)|^[,[\]{}#&*!|>'"%@`\s]|:(?:\s|$)|\s#|\s$|^(?:null|~|)$|[\u0000-\u001f]/i;
const flowSpecial = /[,[\]{}]/;

/** Text as a YAML scalar, quoted only when it must be; between braces and brackets more must be. */
export function writeYaml(text: string, isInFlow = true): string {
  return special.test(text) || (isInFlow && flowSpecial.test(text)) ? quoteYaml(text) : text;
}
