import type { LayerReview } from '../../src/events/layer.js';

const none = { count: 0, paths: [] };

/** A layer with one small file. */
export const sampleReview: LayerReview = {
  hasCapabilities: false,
  mounts: [],
  sizeBytes: 12,
  added: 1,
  changed: 0,
  directories: 1,
  deleted: none,
  onlyCopied: { ...none, sizeBytes: 0 },
  bySize: [{ path: '/opt', sizeBytes: 12 }],
  largest: [],
  owners: [],
  privileged: { count: 0, files: [] },
  worldWritable: none,
};
