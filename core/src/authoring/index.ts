/**
 * What an author of plugins is given: a new plugin's files, its trial run, its laws, its package.
 * @module
 */
export { DevLoop } from './dev/dev-loop.ts'
export { eventLines } from './dev/event-lines.ts'
export { runSession } from './dev/session-process.ts'
export type { OpenTrial, Trial, TrialServer } from './dev/trial.ts'
export type { TrialEvent } from './dev/trial-event.ts'
export { lawCounts, lawLines, repeatLine } from './laws/law-lines.ts'
export { failures } from './laws/law-outcome.ts'
export { runTests } from './laws/run-tests.ts'
export { packPlugin, type PackedPlugin } from './pack/pack-plugin.ts'
export { openPluginPackage } from './package/plugin-package.ts'
export { installation, installCommand, installPackages } from './scaffold/install-packages.ts'
export { PLUGIN_KINDS, type PluginKind } from './scaffold/plugin-kind.ts'
export { writePlugin, type NewPlugin } from './scaffold/write-plugin.ts'
