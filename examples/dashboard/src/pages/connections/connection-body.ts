type Body = Readonly<Record<string, unknown>>

/** Settings of a connection that are not its connector's. */
const SETTINGS = ['title', 'secrets', 'sync'] as const

/**
 * A connection as it was written, with a change. All else stays, also what the page does not show: how often deleted
 * items are looked for, say.
 * @param written the connection as it was written last
 * @param change its whole new configuration, its new interval, or both
 */
export function changedBody(
  written: Body,
  { plugin, config, every }: { readonly plugin: string; readonly config?: Body; readonly every?: string },
): Body & { readonly plugin: string } {
  const settings = Object.fromEntries(
    SETTINGS.flatMap((name) => (written[name] === undefined ? [] : [[name, written[name]]])),
  )
  return {
    ...(config === undefined ? written : { ...config, ...settings }),
    plugin,
    ...(every !== undefined && { sync: { ...partsOf(written['sync']), every } }),
  }
}

/** The form's word of a connection, with settings of its reading that the form does not hold. */
export function withKeptSync<Sent extends Body>(sent: Sent, written: Body): Sent {
  const sync = { ...partsOf(written['sync']), ...partsOf(sent['sync']) }
  return Object.keys(sync).length === 0 ? sent : { ...sent, sync }
}

function partsOf(value: unknown): Body {
  // Named boundary: an object of JSON.
  return typeof value === 'object' && value !== null ? (value as Body) : {}
}
