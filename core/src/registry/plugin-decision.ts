/** What a person can decide about a plugin. */
export const DECISIONS = ['enable', 'disable', 'quarantine', 'release'] as const
export type DecisionKind = (typeof DECISIONS)[number]

/** What a person decided about a plugin; the newest one counts, over restarts. */
export interface PluginDecision {
  /** Id of the plugin. */
  readonly plugin: string
  readonly decision: DecisionKind
  readonly by: string
  /** ISO instant. */
  readonly at: string
  readonly reason?: string
  /** Package or path that the plugin came from: what is known of one that is not even looked at. */
  readonly source: string
}

/** Whether a decision keeps a plugin from running. Pure. */
export function keepsOut(decision: PluginDecision | undefined): boolean {
  return decision?.decision === 'disable' || decision?.decision === 'quarantine'
}

/** Words that continue "The plugin x …" for one that a person keeps from running. Pure. */
export function decisionText({ plugin, decision, by, at, reason }: PluginDecision): string {
  const why = reason === undefined ? '' : `: ${reason.replace(/\.$/, '')}`
  const who = `by ${by} on ${at.slice(0, 10)}${why}`
  return decision === 'disable'
    ? `is switched off (${who}); switch it on with: pmo plugins enable ${plugin}`
    : `is kept out (${who}); let it in with: pmo plugins release ${plugin}`
}
