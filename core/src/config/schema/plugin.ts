import { z } from 'zod'
import { secretReference } from '../secret-reference.ts'

/** What may be said of one plugin beside its name. */
export const pluginSettings = z.strictObject({
  plugin: z
    .union([z.string().min(1), z.looseObject({})], {
      error: 'names no plugin; write its package name or the imported plugin',
    })
    .describe('The imported plugin, or the name of the package or file that exports it'),
  isolation: z
    .enum(['inline', 'process'], {
      error:
        'is not one of the possible values; write "inline" (in the server, trusted) or "process" (a process of its own)',
    })
    .optional()
    .describe(
      'Where its code runs. Default: inline for imported plugins, @headless-pmo/plugin-* and @headless-pmo/standards-*, else process',
    ),
  enabled: z.boolean().optional().describe('false: it is shown, and none of its code runs. Default true'),
  sdk: z
    .literal('any', {
      error: 'is not possible; write "any", or leave it out: which SDK it works with the plugin says',
    })
    .optional()
    .describe('"any": load it although it was not made for the SDK of this server'),
  config: z
    .record(z.string(), z.unknown(), { error: 'is no configuration; write an object: { … }' })
    .optional()
    .describe("Configuration of its route; parameters of a check stand under the check's id"),
  secrets: z
    .record(z.string(), secretReference)
    .optional()
    .describe('Secrets of its route by the names that it declares, e.g. { token: "env:REPORT_TOKEN" }'),
  limits: z
    .strictObject({
      memoryMb: z.int().min(32).exactOptional().describe('Most memory of its process, in MB. Default 512'),
      silenceSeconds: z
        .number()
        .positive()
        .exactOptional()
        .describe('How long its process may be silent while it works, in seconds. Default 30'),
    })
    .optional(),
})

/**
 * Limits of the process of a plugin.
 *
 * @example
 * ```ts
 * const limits: PluginLimits = { memoryMb: 1024, silenceSeconds: 120 }
 * ```
 */
export type PluginLimits = NonNullable<z.infer<typeof pluginSettings>['limits']>
