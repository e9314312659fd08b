/**
 * Documents that are written from the code of a plugin.
 * @module
 */
export { rulesDocument, withRules } from './rules-document.ts'
