import { defineCheck } from '@headless-pmo/sdk'
import { HOUSE, QUALITY } from '../standards.ts'
import { everySource, known } from '../verdict/judge.ts'

/** Every source of a project was read as recently as agreed. */
export const freshness = defineCheck({
  id: 'data.fresh',
  version: '1.0.0',
  title: 'Every source was read as recently as agreed',
  clause: 'ISO/IEC 25012, currentness',
  formula: 'age of the oldest stream of a source <= the age that is agreed (`staleAfter`)',
  sources: [QUALITY, HOUSE],
  severity: 'error',
  why: 'A figure that is made of old data looks like any other: nobody sees that it says what was so last week.',
  grain: 'project',
  needs: ['source'],
  evaluate({ project, source }) {
    return everySource(source, (fact) => {
      const { connection, lastFlawless, stale, staleAfterMinutes } = fact
      const evidence = [known(fact, 'stale', project.id), known(fact, 'staleAfterMinutes', project.id)]
      const agreed = `${staleAfterMinutes} minutes are agreed`
      if (!stale) {
        // When it was read is left out: each reading would be another message that says the same.
        const message = `"${connection}" is no older than agreed; ${agreed}.`
        return { verdict: 'pass', evidence, message, key: connection }
      }
      const since =
        lastFlawless === undefined ? 'has never been read as a whole' : `is known as of ${lastFlawless}`
      return {
        verdict: 'fail',
        evidence,
        message: `"${connection}" ${since}; ${agreed}.`,
        action: { text: `Sync "${connection}", or agree on another \`staleAfter\` of the project.` },
        key: connection,
      }
    })
  },
})
