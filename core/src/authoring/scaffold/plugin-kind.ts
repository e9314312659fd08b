/** What a new plugin contributes; each has a template of the same name. */
export const PLUGIN_KINDS = ['connector', 'check', 'notifier', 'route'] as const
export type PluginKind = (typeof PLUGIN_KINDS)[number]
