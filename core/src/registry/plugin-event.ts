/** Something that happened to a plugin. */
export interface PluginEvent {
  readonly type: 'quarantined' | 'released' | 'disabled' | 'enabled' | 'upgraded'
  readonly plugin: string
  readonly version?: string
  /** For `quarantined`: where it stopped working, and why. */
  readonly phase?: string
  readonly reason?: string
}

/** Told of everything that happens to plugins after the start. */
export type PluginListener = (event: PluginEvent) => void
