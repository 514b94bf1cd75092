import type { ImageConfig } from '../../src/engine/engine.js';

/** Of an image that is configured to be nothing in particular. */
export const NO_CONFIG: ImageConfig = {
  user: '',
  env: {},
  entrypoint: null,
  cmd: null,
  workdir: '',
  labels: {},
  ports: [],
  volumes: [],
  stopSignal: null,
  shell: null,
  onBuild: [],
  healthcheck: null,
};
