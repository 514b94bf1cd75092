/*
 * seal.mjs plain|audited CONTAINER: one commit of a container, or our commit with its exact configuration and the audit
 * behind it, ten secrets in all their forms. Prints how much the audit read. The image is removed again.
 */
import { createAudit } from '../../dist/audit/audit.js';
import { commitContainer } from '../../dist/engine/commit.js';
import { openClient } from '../../dist/engine/client.js';
import { describe, inspectImage, removeImage } from '../../dist/engine/image.js';
import { readImage } from '../../dist/engine/read-image.js';

const [what, id] = process.argv.slice(2);
const client = await openClient({ address: process.env.DOCKER_HOST });
const ref = `unattend-bench/seal:${process.pid}`;
const container = await client.getContainer(id).inspect();
const base = describe(await inspectImage(client, container.Image));

async function audited() {
  const spec = { ref, config: base.config, message: 'bench', author: '' };
  const candidate = await commitContainer(client, id, spec);
  const secrets = Array.from({ length: 10 }, (_, at) => ({
    name: `s${at}`,
    value: `S3cret-value-№${at}-of "ten" $`,
  }));
  const audit = createAudit({
    traces: { secrets, proxies: new Set(['proxy.example:3128']), runId: '0123456789ab' },
    deny: [],
    allow: [],
    proxyVariables: [],
    base: base.config,
    hide: (text) => text,
  });
  const { createVisitor } = audit;
  const image = await readImage(client, candidate.id, { baseDiffIds: base.diffIds, createVisitor });
  return audit.judge(image);
}

async function plain() {
  const [repo, tag] = ref.split(':');
  await client.getContainer(id).commit({ repo, tag, pause: false });
  return { sizeBytes: 0, fileCount: 0, findings: [] };
}

try {
  const { sizeBytes, fileCount, findings } = await (what === 'plain' ? plain() : audited());
  process.stdout.write(`bytes=${sizeBytes} files=${fileCount} findings=${findings.length}\n`);
} finally {
  await removeImage(client, ref);
}
