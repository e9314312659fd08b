/**
 * What is defined, by the file or through the API: connections, notifiers, portfolios, programs, projects and the
 * organisation, with all their versions.
 * @module
 */
export { differenceLines, type DefinitionChange, type DefinitionDifference } from './compare-definitions.ts'
export { configText, type ConfigTextInput } from './config-text.ts'
export * from './definition.ts'
export { configVersionMigration } from './migrations/config-version.ts'
export { definitionsMigration } from './migrations/definitions.ts'
export { definitionsRouter } from './router.ts'
export { DefinitionService, type DefinitionChangeRequest, type WrittenFor } from './service.ts'
