/**
 * The words of authoring that other features offer and check, without the code that works with them.
 * @module
 */
export { PLUGIN_KINDS } from './scaffold/plugin-kind.ts'
