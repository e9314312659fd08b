/**
 * What importing a plugin does.
 * @module
 */
export { importAlone, type ImportReport } from './import-alone.ts'
export { importOf } from './import-of.ts'
