/**
 * What a plugin reaches for beside what the host gives it.
 * @module
 */
export { outside, type Touch } from './scope.ts'
export { watchAmbient, type AmbientWatch } from './watch-ambient.ts'
export { wrapConnector, type Around, type Phase } from './wrap-connector.ts'
