import type { Plugin } from '@headless-pmo/sdk'
import { laws } from '../laws/index.ts'
import { LawBroken } from '../laws/law-broken.ts'
import { refuseUnknownLaws } from './known-gaps.ts'
import type { LawReport, LawResult } from './law-report.ts'
import type { CheckLawsOptions } from './options.ts'
import { chooseRounds } from './rounds.ts'
import { tryLaw } from './try-law.ts'

/**
 * Tries the laws on a plugin and gives what it found as data: what `conformance` does, without a test runner.
 * A law that could not be tried counts as broken, with the reason.
 *
 * @throws Error when `knownGaps` or `only` name laws that do not exist
 * @example
 * ```ts
 * const report = await checkLaws(plugin, { config: { team: 'ENG' }, secrets: { apiKey: 'canary-7f3a' }, upstream })
 * if (!report.ok) console.error(report.results.filter(({ state }) => state === 'broken'))
 * ```
 */
export async function checkLaws(plugin: Plugin, options: CheckLawsOptions = {}): Promise<LawReport> {
  const { knownGaps = {}, only, onResult, ...surroundings } = options
  refuseUnknownLaws(Object.keys(knownGaps), laws, 'knownGaps')
  refuseUnknownLaws(only ?? [], laws, 'only')
  const rounds = chooseRounds(options)
  const results: LawResult[] = []
  for (const law of laws) {
    if (only !== undefined && !only.includes(law.id)) continue
    const subject = { ...surroundings, plugin }
    const started = performance.now()
    const result = await tryLaw(law, subject, { rounds, gap: knownGaps[law.id] }).catch(
      (error: unknown): LawResult => ({
        law: law.id,
        title: law.title,
        state: 'broken',
        reason: new LawBroken({ message: `It could not be tried: ${String(error)}` }).message,
        ms: Math.round(performance.now() - started),
      }),
    )
    results.push(result)
    onResult?.(result)
  }
  const ok = results.every(({ state }) => state !== 'broken' && state !== 'closed gap')
  return { ok, seed: rounds.seed, rounds: rounds.count, results }
}
