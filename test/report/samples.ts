import type { ErrorDetails, ErrorName } from '../../src/errors.js';

const place = { file: 'sessions/acme.yaml', line: 12, column: 7 };
const evidence = {
  place,
  pattern: 'Install directory',
  screen: ['Acme SDK 4.3', '', 'Accept the licence? [y/n] y', 'Select components: ', ''],
  waitedMs: 30_000,
};
const output = ['E: Unable to locate package acme', ''];

/** Details of every expected failure; a new one without a sample does not compile. */
export const samples: { readonly [N in ErrorName]: ErrorDetails<N> } = {
  SCRIPT_MISSING: { file: 'acme.yaml', reason: 'no such file' },
  SCRIPT_INVALID: {
    file: 'acme.yaml',
    diagnostics: [
      {
        place: { file: 'acme.yaml', line: 3, column: 5 },
        message: 'unknown key "anwser"',
        source: '    anwser: y',
      },
    ],
  },
  PARAM_INVALID: { name: 'release', value: '9', expected: 'must be one of 4.2, 4.3' },
  SECRET_MISSING: { name: 'password', source: 'env:ACME_PASSWORD', reason: 'is not set' },
  USAGE: { problem: 'Unknown flag --tga.', help: 'Did you mean --tag?' },
  INPUT_MISSING: { name: 'sdk', path: 'sdk.run', reason: 'does not exist' },
  INPUT_DIGEST: { name: 'sdk', path: 'sdk.run', expected: 'aa11', actual: 'bb22' },
  INPUT_ARCHIVE: { name: 'sdk', path: 'sdk.tar', reason: 'it holds ../passwd' },
  INPUT_UNFIT: { name: 'sdk', path: 'sdk', reason: 'is a directory and has a sha256' },
  INPUT_TOOL: { name: 'sdk', path: 'sdk.tar.zst', command: 'zstd', debianPackage: 'zstd' },
  INPUTS_TOO_LARGE: { neededBytes: 2_000_000, freeBytes: 1_000_000 },
  ENGINE_MISSING: { tried: ['unix:///var/run/docker.sock'] },
  ENGINE_DENIED: { address: 'unix:///var/run/docker.sock' },
  ENGINE_FAILED: { doing: 'commit the container', reason: 'layer does not exist' },
  NO_SPACE: { doing: 'unpack sdk', reason: 'ENOSPC' },
  IMAGE_UNKNOWN: { ref: 'acme/base:1', reason: 'manifest unknown' },
  MOUNT_MISSING: { path: '/srv/inputs' },
  CONTAINER_UNKNOWN: { id: '0123456789ab' },
  EXPECT_TIMEOUT: { ...evidence, limitMs: 30_000, limit: 'exchange timeout' },
  STALLED: { ...evidence, prompt: 'Target platform [A/B]:', silentMs: 5_000 },
  SCREEN_AMBIGUOUS: { ...evidence, places: 2 },
  WIDGET_FAILED: { ...evidence, reason: 'absent', label: 'Compiler', there: ['Debugger', 'Profiler'] },
  HANDOVER_IMPOSSIBLE: evidence,
  UNEXPECTED_END: { ...evidence, status: 'exit code 0' },
  PROGRAM_FAILED: { screen: [], waitedMs: 400, status: 'exit code 3' },
  ANSWER_REFUSED: { ...evidence, said: 'Not a directory' },
  ANSWER_REPEATED: { ...evidence, times: 50 },
  PROMPT_EXCLUDED: { ...evidence, condition: 'release = 4.2' },
  FAIL_MATCHED: { ...evidence, reason: '' },
  SECRET_VISIBLE: { ...evidence, secret: 'password' },
  PROMPT_GONE: evidence,
  ANSWER_TOO_LONG: { ...evidence, bytes: 5000, limitBytes: 4095 },
  RECORDING_INVALID: {
    file: 'acme.cast',
    line: 3,
    reason: 'its time is before the line above',
    help: 'Record it again.',
  },
  STEP_FAILED: { place, command: 'apt-get install acme', status: 'exit code 100', output },
  STEP_TIMEOUT: { place, command: 'apt-get update', limitMs: 60_000 },
  STEP_OUTPUT: { place, command: 'acme --version', pattern: '4.3', output },
  TEST_FAILED: { place, check: 'acme --version', reason: 'exit code 127', output },
  IMAGE_CONFIG: { field: 'Entrypoint', expected: '[]', actual: '["sh"]' },
  INTERRUPTED: { signalName: 'SIGINT' },
  SCOPE_REFUSED: { what: 'sudo for builder', reason: 'there is no visudo' },
  SCOPE_LEFT: { what: 'sudo for builder', reason: 'sudo -n still allows /usr/bin/apt-get' },
  AUDIT_FAILED: {
    findings: [
      {
        what: 'the secret serial (base64)',
        place: '/opt/acme/etc/licence.conf',
        line: 12,
        shown: 'serial = [hidden]',
        count: 2,
        remedy: 'Have the installer not write it.',
      },
      {
        what: 'a path of the run',
        place: 'image:history',
        count: 1,
        remedy: 'Delete the file in a last step.',
      },
    ],
  },
  LAYER_DECLINED: { isKept: false },
  CLEANUP_FAILED: { failures: ['container unattend-8f3a', 'image unattend.invalid/candidate:8f3a'] },
};
