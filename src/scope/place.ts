import type { Container } from '../engine/engine.js';
import { UnattendError } from '../errors.js';
import { findUser } from './find-user.js';

export interface Place {
  /** Name or number, or with a group: `name:group`. */
  readonly user?: string;
  readonly cwd?: string;
}

/** `$1` the user, `$2` the group, `$3` the directory, each empty when nobody asked; prints what is not there. */
const look = `${findUser}
hasGroup() { case $1 in *[!0-9]*) cut -d: -f1 /etc/group | grep -qxF -- "$1" ;; esac; }
if [ -n "$1" ] && ! findUser "$1"; then echo "user $1"
elif [ -n "$2" ] && ! hasGroup "$2"; then echo "group $2"
elif [ -n "$3" ] && [ ! -d "$3" ]; then echo "directory $3"; fi
`;

/** Whether steps can be run by that user, in that directory. Throws SCOPE_REFUSED. */
export async function mustBeThere(container: Container, { user = '', cwd = '' }: Place): Promise<void> {
  if (user === '' && cwd === '') return;
  const [name = '', group = ''] = user.split(':');
  const argv = ['/bin/sh', '-c', look, 'sh', name, group, cwd] as const;
  const missing = Buffer.from((await container.exec({ argv, user: '0:0' })).stdout)
    .toString()
    .trim();
  if (missing === '') return;
  const what = missing.startsWith('directory ') ? `cwd: ${cwd}` : `user: ${user}`;
  throw new UnattendError('SCOPE_REFUSED', { what, reason: `there is no ${missing}` });
}
