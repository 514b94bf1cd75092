/** One row of a block: a label, and a value of one or more lines. */
export type Row = readonly [label: string, ...value: string[]];

/** Rows with the values in one column; rows without a value are left out. */
export function formatRows(rows: readonly Row[], paintLabel: (label: string) => string): string[] {
  const filled = rows.filter(([, ...value]) => value.length > 0);
  const width = Math.max(...filled.map(([label]) => label.length));
  return filled.flatMap(([label, ...value]) =>
    value.map((line, index) => `  ${paintLabel((index === 0 ? label : '').padEnd(width))}  ${line}`),
  );
}
