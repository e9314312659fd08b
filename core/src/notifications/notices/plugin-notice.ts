import { transition, type Told } from '../told.ts'
import type { Notice } from './notice.ts'

/** How a plugin is, as the registry knows it. */
export interface PluginCondition {
  readonly plugin: string
  /** Where it comes from: the same before and after it has said its id. */
  readonly source: string
  readonly version?: string
  /** Absent: it works. */
  readonly quarantine?: { readonly phase: string; readonly reason: string }
}

/** What is kept and what is told of a plugin: that it is kept out, or works again. Pure. */
export function pluginNotice(
  { plugin, version, quarantine }: PluginCondition,
  before: Told | undefined,
  at: string,
): { readonly told: Told; readonly notice?: Notice } {
  const state = quarantine === undefined ? 'active' : 'quarantined'
  const { told, change } = transition(before, { state, at, well: 'active' })
  if (change === 'none') return { told }
  const facts = { plugin, ...(version !== undefined && { version }) }
  if (quarantine === undefined) {
    const text = `The plugin "${plugin}" was kept out since ${before?.since ?? at} and is used again.`
    const title = `The plugin ${plugin} works again`
    return { told, notice: { type: 'plugin.released', at, title, text, data: facts } }
  }
  return {
    told,
    notice: {
      type: 'plugin.quarantined',
      at,
      title: `The plugin ${plugin} is kept out`,
      text: quarantine.reason,
      data: { ...facts, ...quarantine },
    },
  }
}
