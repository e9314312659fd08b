import type { PluginView } from '../registry/index.ts'
import type { Finding } from './finding.ts'

/** How a plugin is, and what to do about it. Pure. */
export function pluginFinding({ id, state, version, reason, problem, phase, health }: PluginView): Finding {
  const subject = `plugin ${id}`
  const { lastFailure } = health
  if (state === 'quarantined') {
    const sentence = reason ?? 'It is kept out.'
    // Who keeps it out has said in the sentence how to let it in.
    if (phase === 'decided') return { subject, state: 'error', sentence }
    return {
      subject,
      state: 'error',
      sentence,
      action: `Mend it, then run: pmo plugins release ${id} (or remove it from the configuration and restart the server).`,
    }
  }
  // Somebody wanted it so; what misses it says so itself.
  if (state === 'disabled') return { subject, state: 'ok', sentence: reason ?? 'It is switched off.' }
  if (problem !== undefined) {
    return { subject, state: 'error', sentence: problem, action: 'Correct it, then restart the server.' }
  }
  if (lastFailure !== undefined) {
    return {
      subject,
      state: 'warning',
      sentence: lastFailure.reason,
      action: `Look at how it goes on with: pmo plugins show ${id}`,
    }
  }
  return { subject, state: 'ok', sentence: `Version ${version ?? 'unknown'} works.` }
}
