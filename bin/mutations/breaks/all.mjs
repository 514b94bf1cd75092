/* All breaks by themselves; those that go over whole suites are in `whole.mjs`. */
import { ofCredentials } from './credentials.mjs';
import { ofFakes } from './fakes.mjs';
import { ofHolding } from './held.mjs';
import { ofPowerCuts } from './power-cut.mjs';
import { ofTheProxy } from './proxy.mjs';
import { ofSudo } from './sudo.mjs';

/** @type {readonly import('../project.mjs').Break[]} */
export const all = [...ofHolding, ...ofSudo, ...ofTheProxy, ...ofCredentials, ...ofFakes, ...ofPowerCuts];
