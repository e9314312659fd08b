import type { Plugin } from '@headless-pmo/sdk'
import { describe, test } from 'vitest'
import { laws } from '../laws/index.ts'
import { refuseUnknownLaws } from './known-gaps.ts'
import type { ConformanceOptions } from './options.ts'
import { chooseRounds, DEFAULT_ROUNDS } from './rounds.ts'
import { tryLaw } from './try-law.ts'

/** Longest that one law may take with the default number of cases, in milliseconds of real time, on a busy machine. */
const LONGEST_MS = 120_000

/**
 * Registers one test a law: the whole test file of a plugin. The seed stands in the name of the suite;
 * `PMO_LAW_SEED` draws the same cases again, `PMO_LAW_ROUNDS` draws more.
 *
 * @throws Error when `knownGaps` names a law that does not exist
 * @example
 * ```ts
 * conformance(plugin, {
 *   config: { team: 'ENG' },
 *   secrets: { apiKey: 'canary-7f3a-never-in-output' },
 *   upstream,
 *   knownGaps: { D8: 'the tracker does not tell which items a person may no longer see' },
 * })
 * ```
 */
export function conformance(plugin: Plugin, options: ConformanceOptions = {}): void {
  const { knownGaps = {}, defaultRounds, ...surroundings } = options
  refuseUnknownLaws(Object.keys(knownGaps), laws, 'knownGaps')
  const rounds = chooseRounds(defaultRounds === undefined ? {} : { defaultRounds })
  const subject = { ...surroundings, plugin }
  const timeout = LONGEST_MS * Math.max(1, rounds.count / DEFAULT_ROUNDS)
  describe(`${plugin.title} keeps the laws (PMO_LAW_SEED=${rounds.seed})`, () => {
    for (const law of laws) {
      test(`${law.id} ${law.title}`, { timeout }, async ({ skip, task }) => {
        const result = await tryLaw(law, subject, { rounds, gap: knownGaps[law.id] })
        const { state, reason = '' } = result
        // For reporters: `pmo plugin test` shows laws, not tests.
        Object.assign(task.meta, { law: result, seed: rounds.seed })
        if (state === 'broken' || state === 'closed gap') throw new Error(reason)
        if (state === 'not applicable') skip(reason)
      })
    }
  })
}
