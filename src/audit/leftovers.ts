/** Paths by which a scope or sudo left something, whatever is in it. */
const kinds: readonly { readonly path: RegExp; readonly what: string; readonly isFile?: true }[] = [
  // As scope/ names what it puts somewhere for a while.
  {
    path: /\/(?:zz-|\.)?unattend-(?:[a-z]+-(?:\d+-)?)?[0-9a-f]{12}(?:\.sh)?(?:\/|$)/,
    what: 'something a scope put there',
  },
  // sudo's own notes (sudoers(5), timestampdir and lecture_status_dir).
  {
    path: /^\/(?:var\/)?run\/sudo\/|^\/var\/(?:lib|db)\/sudo\/(?:ts|lectured)\//,
    what: "sudo's note of who used it",
    isFile: true,
  },
];

/** What a path tells to be left over, if anything. Folders in which sudo notes things are of its package. */
export function leftover(
  path: string,
  { isFolder }: { readonly isFolder: boolean },
): { readonly what: string; readonly remedy: string } | undefined {
  const kind = kinds.find((each) => each.path.test(path) && !(isFolder && each.isFile));
  return (
    kind && { what: kind.what, remedy: 'Delete it in a last step, or list its path under audit: exclude.' }
  );
}
