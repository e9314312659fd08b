/**
 * What an author of plugins is given: a new plugin's files, its trial run, its laws, its package.
 * @module
 */
export { installation, installCommand, installPackages } from './scaffold/install-packages.ts'
export { PLUGIN_KINDS, type PluginKind } from './scaffold/plugin-kind.ts'
export { writePlugin, type NewPlugin } from './scaffold/write-plugin.ts'
