import { defineCheck } from '@headless-pmo/sdk'
import { fail, kept, nothing, pass, unknown } from '../verdict/judge.ts'
import { PMO_PRACTICE, PRINCE2 } from '../verdict/sources.ts'

/** What a breach has led to. */
export const reviewsDone = defineCheck({
  id: 'governance.reviews-done',
  version: '1.0.0',
  title: 'No open review is past its day, or without an owner',
  clause: 'Management by exception: an exception is answered',
  formula: 'open reviews: an owner, and due on or after today',
  sources: [PRINCE2, PMO_PRACTICE],
  severity: 'error',
  why: 'A tripwire that nobody answers is an alarm that teaches everybody to sleep through it.',
  grain: 'project',
  needs: ['governance'],
  evaluate({ project: { id: project }, governance, today }) {
    const open = governance.reviews.filter(({ closed }) => closed === undefined)
    if (open.length === 0) return nothing('No review is open.')
    return open.map(({ id, reason, owner, due }) => {
      const about = reason.slice(0, 200)
      if (owner === undefined)
        return fail(`Nobody owns the review: ${about}`, {
          key: id,
          evidence: [kept(project, { id })],
          advice: 'Name who answers it.',
        })
      if (due === undefined)
        return unknown(`The review has no day by which it is to be answered: ${about}`, {
          key: id,
          evidence: [kept(project, { id })],
        })
      const evidence = [kept(project, { id, field: 'due' })]
      if (due >= today) return pass(`${owner} has until ${due}.`, evidence, id)
      return fail(`The review was to be answered by ${owner} until ${due}: ${about}`, {
        key: id,
        evidence,
        advice: 'Do what was agreed for the breach, and close the review with what came out of it.',
      })
    })
  },
})
