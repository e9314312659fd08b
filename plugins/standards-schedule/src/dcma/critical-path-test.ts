import { defineCheck, z, type WhatIfFact } from '@headless-pmo/sdk'
import { PAM, SINS } from '../plan/sources.ts'
import { judge, nothing, rounded, unknown } from '../verdict/judge.ts'

function experiment(facts: readonly WhatIfFact[], name: WhatIfFact['experiment']): WhatIfFact | undefined {
  return facts.find((fact) => fact.experiment === name)
}

const notTried = unknown('The experiment was not made with this schedule.')
const noEffect = nothing('Nothing was added to any task, so nothing can move.')

/** DCMA 12. */
export const criticalPathTest = defineCheck({
  id: 'dcma.critical-path-test',
  version: '1.0.0',
  title: 'A delay on the critical path moves the finish by as much',
  clause: 'PAM 200.1, metric 12; GAO-16-89G, best practice 6',
  formula:
    '600 working days are added to the earliest unfinished critical task: |move of the finish / added - 1| <= tolerance',
  sources: [PAM],
  severity: 'error',
  why: 'Where the finish does not follow the critical path, a link is missing or a date is nailed down, and nobody knows what the finish depends on.',
  params: z.object({
    tolerance: z
      .number()
      .min(0)
      .max(1)
      .default(0.01)
      .describe('Share by which the move may differ: tasks and project may count in different calendars'),
  }),
  grain: 'project',
  needs: ['schedule', 'whatIf'],
  evaluate({ project, whatIf, params }) {
    const tried = experiment(whatIf, 'delay_first_critical')
    if (tried === undefined) return notTried
    if (tried.added <= 0) return noEffect
    const off = Math.abs(tried.moved - tried.added) / tried.added
    return judge({
      figure: {
        value: off,
        unit: 'share',
        part: tried.moved,
        whole: tried.added,
        limit: params.tolerance,
        within: 'at_most',
      },
      found: `The finish moved by ${rounded(tried.moved / tried.added)} of the delay`,
      evidence: [{ fact: 'whatIf', project: project.id, item: tried.item, field: 'moved' }],
      project: project.id,
      advice: 'Look along the critical path for a missing link or a nailed date.',
    })
  },
})

/** The third sin's own test. */
export const doubledTask = defineCheck({
  id: 'sins.doubled-task',
  version: '1.0.0',
  title: 'A task on the critical path that takes twice as long moves the finish',
  clause: 'Seven deadly sins 3: incomplete logic',
  formula: 'the longest early unfinished critical task takes twice as long: move of the finish / added > 0',
  sources: [SINS],
  severity: 'error',
  why: 'A model of a project answers when something changes; a drawing of it does not.',
  grain: 'project',
  needs: ['schedule', 'whatIf'],
  evaluate({ project, whatIf }) {
    const tried = experiment(whatIf, 'double_longest_critical')
    if (tried === undefined) return notTried
    if (tried.added <= 0) return noEffect
    const moved = tried.moved > 0
    return {
      verdict: moved ? 'pass' : 'fail',
      message: `The finish moved by ${rounded(tried.moved / tried.added)} of what was added; it should move.`,
      evidence: [{ fact: 'whatIf', project: project.id, item: tried.item, field: 'moved' }],
      figure: { value: tried.moved / tried.added, unit: 'ratio', part: tried.moved, whole: tried.added },
      ...(moved
        ? {}
        : { action: { text: 'Look along the critical path for a missing link or a nailed date.' } }),
    }
  },
})
