/**
 * What changed between two releases of a plugin, and whether its version says so.
 * @module
 */
export { covers, strictest, type ChangeClass, type ReleaseChange } from './change.ts'
export { compareReleases } from './compare-releases.ts'
export { versionStep } from './version-step.ts'
