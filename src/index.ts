export { type ErrorDetails, type ErrorName, isUnattendError, UnattendError } from './errors.js';
export type { Diagnostic, Place } from './errors/script.js';
export type { EventListener, ImageSummary, Phase, RunEvent, RunSummary, StepLabel } from './events.js';
export type { ConnectOptions } from './engine/connect.js';
export type { Engine } from './engine/engine.js';
export { run, type RunOptions } from './pipeline/run.js';
export type { Destination, Plan } from './pipeline/plan.js';
export { loadSession, type LoadOptions } from './script/load-session.js';
export { resolveParams, type ParamValues } from './script/params.js';
export type { Session } from './script/model.js';
export { type CommandLike, spawn, type SpawnOptions } from './library/spawn.js';
export { connectEngine } from './library/connect-engine.js';
export type { Env } from './library/environment.js';
export type { SpawnEvent } from './library/events.js';
export type { ExpectLike, TimeoutLike } from './library/expect-list.js';
export type { InteractOptions } from './library/interact.js';
export type { Exited, ExpectOptions, RespondOptions, Seen, WaitOptions } from './library/options.js';
export type { SizeLike } from './library/size.js';
export type { Spawned } from './library/spawned.js';
export type {
  AnswerLike,
  ExchangeLike,
  FillLike,
  ItemLike,
  ResponseLike,
  RulesLike,
  SelectLike,
  TypingOptions,
} from './library/items.js';
export type { Matched } from './library/matched.js';
export type { PatternLike, ScreenLike, TextLike } from './library/patterns.js';
export { Secret } from './library/secret.js';
export { credentialFile, type CredentialFileSpec } from './scope/credential-file.js';
export type { Held } from './scope/held.js';
export { proxy, type ProxySettings } from './scope/proxy.js';
export type { Given, Scope } from './scope/scope.js';
export type { Stubs } from './scope/fakes.js';
export { servicesOff, type ServicesOffSpec } from './scope/services-off.js';
export { source, type SourceSpec } from './scope/source.js';
export { stub, type StubSpec } from './scope/stub.js';
export { sudo, type SudoGrant, type SudoSpec } from './scope/sudo.js';
export type { CellStyle, Screen, ScreenLine, StyledRun } from './screen.js';
export type { Handover, HandoverLink } from './session/handover.js';
export type { ExitSpec } from './session/exit.js';
export type { Completion, TerminalSize } from './terminal/terminal.js';
export type { Container } from './engine/engine.js';
