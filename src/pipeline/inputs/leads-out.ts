/** As the kernel: more links than this on one path are a loop (path_resolution(7)). */
const LINKS_LIMIT = 40;

/**
 * Whether following a symbolic link can leave the tree it lies in, over whatever other links of the tree. What does not exist
 * is taken for a directory; a loop leads nowhere.
 * @param links every symbolic link of the tree: its path to its target, both with `/` and relative.
 */
export function leadsOut(links: ReadonlyMap<string, string>, link: string): boolean {
  const place: string[] = [];
  const ahead = link.split('/');
  for (let followed = 0; ;) {
    const component = ahead.shift();
    if (component === undefined) return false;
    if (component === '..' && place.pop() === undefined) return true;
    if (component === '' || component === '.' || component === '..') continue;
    place.push(component);
    const target = links.get(place.join('/'));
    if (target === undefined) continue;
    if (++followed > LINKS_LIMIT) return false;
    place.pop();
    ahead.unshift(...target.split('/'));
  }
}
