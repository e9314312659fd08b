/**
 * How the config of a contribution has changed from version to version of its plugin.
 *
 * @example
 * ```ts
 * const history: ConfigHistory = {
 *   configVersion: 2, // 1 called the field `host`
 *   migrateConfig(config) {
 *     const { host, ...rest } = z.looseObject({ host: z.string() }).parse(config)
 *     return { ...rest, baseUrl: `https://${host}` }
 *   },
 * }
 * ```
 */
export interface ConfigHistory {
  /** Counted up whenever a config that was valid before is no longer, or means something else. Default 1. */
  readonly configVersion?: number
  /**
   * Brings a config that was written for an older version up to date. Pure: it is run once, when the plugin is upgraded, on what a
   * person wrote (defaults not filled in), and what it gives is checked and kept as a new version that can be taken back. To throw
   * says that a person has to decide; the message is shown to them.
   *
   * @param from the `configVersion` it was written for, below the present one
   * @example
   * ```ts
   * const history: ConfigHistory = {
   *   configVersion: 2,
   *   migrateConfig(config) {
   *     const { url, ...rest } = z.looseObject({ url: z.string() }).parse(config)
   *     return { ...rest, baseUrl: url }
   *   },
   * }
   * ```
   */
  readonly migrateConfig?: (config: unknown, from: number) => unknown
}
