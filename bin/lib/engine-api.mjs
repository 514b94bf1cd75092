// The few Engine API calls bin/setup needs, on node's own http: setup runs before node_modules exists and
// must not depend on a docker CLI or curl being installed. Progress goes to stderr, answers to stdout.
import { readFileSync } from 'node:fs';
import http from 'node:http';
import https from 'node:https';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';

// An unreachable tcp:// address must not make setup hang; a local socket answers in milliseconds.
const PING_TIMEOUT_MS = 2_000;
// A registry that has not named the first layer by then is taken as absent; one that has may take its time.
const PULL_ANSWER_MS = 6_000;
const PULL_TOTAL_MS = 180_000;

const commands = { find, labels, import: importImage, bootstrap, build, pull, forget };

function connection(endpoint) {
  const url = new URL(endpoint);
  if (url.protocol === 'unix:') return { client: http, options: { socketPath: url.pathname } };
  const certificates = process.env.DOCKER_CERT_PATH;
  const options = { host: url.hostname, port: url.port };
  if (url.protocol === 'https:' || (url.protocol === 'tcp:' && certificates !== undefined)) {
    const read = (name) => readFileSync(join(certificates, name));
    const tls = certificates ? { ca: read('ca.pem'), cert: read('cert.pem'), key: read('key.pem') } : {};
    return { client: https, options: { ...options, ...tls } };
  }
  if (url.protocol === 'tcp:' || url.protocol === 'http:') return { client: http, options };
  throw new Error(`${endpoint}: setup can reach unix:// and tcp:// engines only`);
}

/**
 * One API call; `body` is a Buffer or a stream. Resolves with the response, whatever its status.
 * The response must be read to its end: an unread one keeps this process alive until the engine hangs up (300 s, measured).
 */
function request(endpoint, { method = 'GET', path, body, type, timeoutMs = 0, signal }) {
  const { client, options } = connection(endpoint);
  return new Promise((resolve, reject) => {
    const headers = type === undefined ? {} : { 'Content-Type': type };
    const call = client.request({ ...options, method, path, headers, signal }, resolve);
    call.on('error', reject);
    if (timeoutMs > 0) call.setTimeout(timeoutMs, () => call.destroy(new Error('no answer in time')));
    if (body === undefined || Buffer.isBuffer(body)) call.end(body);
    else pipeline(body, call).catch(reject);
  });
}

async function text(response) {
  let all = '';
  for await (const piece of response.setEncoding('utf8')) all += piece;
  return all;
}

/** A call whose failure is an error; resolves with the body. */
async function ask(endpoint, call) {
  const response = await request(endpoint, call);
  const body = await text(response);
  if (response.statusCode >= 400)
    throw new Error(`${call.method ?? 'GET'} ${call.path}: ${response.statusCode} ${body.trim()}`);
  return body;
}

const json = (value) => ({ body: Buffer.from(JSON.stringify(value)), type: 'application/json' });
const query = (values) => new URLSearchParams(values).toString();

/** Import, build and pull answer 200 and tell their failure inside the stream of JSON lines. */
async function follow(endpoint, call, onMessage = () => {}) {
  const response = await request(endpoint, call);
  if (response.statusCode >= 400)
    throw new Error(`${call.path}: ${response.statusCode} ${await text(response)}`);
  let rest = '';
  let last = {};
  let log = '';
  for await (const piece of response.setEncoding('utf8')) {
    const lines = (rest + piece).split('\n');
    rest = lines.pop();
    for (const line of lines.filter((entry) => entry.trim() !== '')) {
      last = JSON.parse(line);
      log = (log + (last.stream ?? '')).slice(-4_000);
      if (last.error !== undefined) throw new Error(`${last.error}\n${log}`.trim());
      onMessage(last);
    }
  }
  return rest.trim() === '' ? last : JSON.parse(rest);
}

/** find ENDPOINT... : prints the first that answers; status 1 when none does. */
async function find(...endpoints) {
  for (const endpoint of endpoints) {
    try {
      await ask(endpoint, { path: '/_ping', timeoutMs: PING_TIMEOUT_MS });
      console.log(endpoint);
      return;
    } catch {
      // Not answering is the ordinary case here: the caller says what it tried.
    }
  }
  process.exitCode = 1;
}

/** labels ENDPOINT KEY TAG... : prints "TAG VALUE ID" a line; "-" for a label or an image that is absent. */
async function labels(endpoint, key, ...tags) {
  for (const tag of tags) {
    const response = await request(endpoint, { path: `/images/${tag}/json` });
    const body = await text(response);
    const image = response.statusCode === 200 ? JSON.parse(body) : {};
    console.log(`${tag} ${image.Config?.Labels?.[key] ?? '-'} ${image.Id ?? '-'}`);
  }
}

/** import ENDPOINT TAG LABEL : makes an image of the root file system (tar) on stdin. */
async function importImage(endpoint, tag, label) {
  const changes = new URLSearchParams({ fromSrc: '-' });
  changes.append('changes', `LABEL ${label}`);
  changes.append('changes', 'CMD ["/bin/bash"]');
  const { status: id } = await follow(endpoint, {
    method: 'POST',
    path: `/images/create?${changes}`,
    body: process.stdin,
    type: 'application/x-tar',
  });
  // Named in a second call: Podman 4.3 takes the name of an import and drops its tag.
  const [repo, version] = tag.split(':');
  await ask(endpoint, { method: 'POST', path: `/images/${id}/tag?${query({ repo, tag: version })}` });
}

/**
 * bootstrap ENDPOINT OWNER COMMAND... : imports the tree on stdin, runs COMMAND in a container of it and prints
 * the container's file system (tar). OWNER marks image and container: the next run removes what a killed one left.
 */
async function bootstrap(endpoint, owner, ...command) {
  const mark = `unattend-dev.setup=${owner}`;
  await removeMarked(endpoint, mark);
  try {
    // `import` without a name: no tag of the user's engine is touched.
    const path = `/images/create?${query({ fromSrc: '-', changes: `LABEL ${mark}` })}`;
    const { status: image } = await follow(endpoint, {
      method: 'POST',
      path,
      body: process.stdin,
      type: 'application/x-tar',
    });
    const container = { Image: image, Cmd: command, HostConfig: { NetworkMode: 'none' } };
    const { Id: id } = JSON.parse(
      await ask(endpoint, { method: 'POST', path: '/containers/create', ...json(container) }),
    );
    await ask(endpoint, { method: 'POST', path: `/containers/${id}/start` });
    const { StatusCode: status } = JSON.parse(
      await ask(endpoint, { method: 'POST', path: `/containers/${id}/wait` }),
    );
    if (status !== 0) throw new Error(`${command[0]} ended with ${status}\n${await tail(endpoint, id)}`);
    await pipeline(await request(endpoint, { path: `/containers/${id}/export` }), process.stdout);
  } finally {
    await removeMarked(endpoint, mark);
  }
}

/** build ENDPOINT TAG LABEL [ARG=VALUE...] : builds the context (tar) on stdin. */
async function build(endpoint, tag, label, ...args) {
  const [key, value] = label.split('=');
  // Proxies are predefined build arguments: they reach the build and stay out of the image.
  const proxies = ['http_proxy', 'https_proxy', 'no_proxy'].flatMap((name) =>
    process.env[name] ? [[name, process.env[name]]] : [],
  );
  const buildargs = Object.fromEntries([...proxies, ...args.map((arg) => arg.split(/=(.*)/s).slice(0, 2))]);
  const path = `/build?${query({ t: tag, labels: JSON.stringify({ [key]: value }), buildargs: JSON.stringify(buildargs), rm: '1', forcerm: '1' })}`;
  await follow(endpoint, { method: 'POST', path, body: process.stdin, type: 'application/x-tar' });
  // Stages that are not the result stay behind as unnamed images on engines without BuildKit.
  await pruneImages(endpoint, 'unattend-dev.stage');
}

/** pull ENDPOINT NAME : prints "present" or "pulled"; status 1 when no registry answers soon. */
async function pull(endpoint, name) {
  const here = await request(endpoint, { path: `/images/${name}/json` });
  await text(here);
  if (here.statusCode === 200) return console.log('present');
  const impatience = new AbortController();
  let timer = setTimeout(() => impatience.abort(), PULL_ANSWER_MS);
  const [fromImage, tag] = name.split(':');
  try {
    await follow(
      endpoint,
      { method: 'POST', path: `/images/create?${query({ fromImage, tag })}`, signal: impatience.signal },
      ({ progressDetail }) => {
        if (progressDetail === undefined) return;
        clearTimeout(timer);
        timer = setTimeout(() => impatience.abort(), PULL_TOTAL_MS);
      },
    );
    console.log('pulled');
  } catch {
    process.exitCode = 1;
  } finally {
    clearTimeout(timer);
  }
}

/** forget ENDPOINT NAME : removes a name or an unnamed image; one that is in use or gone already is left alone. */
async function forget(endpoint, name) {
  await text(await request(endpoint, { method: 'DELETE', path: `/images/${name}` }));
}

/** Containers inherit the mark from the image; only unnamed images are removed. */
async function removeMarked(endpoint, label) {
  const filters = JSON.stringify({ label: [label] });
  for (const { Id: id } of JSON.parse(
    await ask(endpoint, { path: `/containers/json?${query({ all: '1', filters })}` }),
  ))
    await ask(endpoint, { method: 'DELETE', path: `/containers/${id}?force=1&v=1` });
  await pruneImages(endpoint, label);
}

async function pruneImages(endpoint, label) {
  const filters = JSON.stringify({ dangling: ['true'], label: [label] });
  await ask(endpoint, { method: 'POST', path: `/images/prune?${query({ filters })}` });
}

async function tail(endpoint, id) {
  const log = await ask(endpoint, { path: `/containers/${id}/logs?stdout=1&stderr=1&tail=20` });
  // Without a TTY each piece has an 8-byte header; for a message to a person dropping what cannot be printed is enough.
  return log.replace(/[^\n\t -~]/g, '').trim();
}

const [name, ...args] = process.argv.slice(2);
try {
  await commands[name](...args);
} catch (error) {
  console.error(`engine: ${error.message}`);
  process.exitCode = 1;
}
