import type { PluginName } from './plugin-name.ts'

/**
 * Gives a text of a template the plugin's name. Templates are packages that compile and pass their tests, so their
 * placeholder is a name like any other, in every form: `my-plugin`, `myPlugin`,
 * `MyPlugin`, `My plugin`, `MY_PLUGIN`.
 */
export function renameTemplate(text: string, name: PluginName): string {
  return text
    .replaceAll('my-plugin', name.id)
    .replaceAll('myPlugin', name.camel)
    .replaceAll('MyPlugin', name.pascal)
    .replaceAll('My plugin', name.title)
    .replaceAll('MY_PLUGIN', name.id.replaceAll('-', '_').toUpperCase())
}
