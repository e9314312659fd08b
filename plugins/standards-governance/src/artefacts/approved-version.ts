import { defineCheck } from '@headless-pmo/sdk'
import { fail, kept, nothing, pass } from '../verdict/judge.ts'
import { PM2 } from '../verdict/sources.ts'
import { isApproved } from './approval.ts'

/** What is called approved. */
export const approvedVersion = defineCheck({
  id: 'governance.approved-version',
  version: '1.0.0',
  title: 'Somebody approved the current version of each artefact that is called approved',
  clause: 'PM², approval of artefacts',
  formula: 'artefacts in the state approved: an approval of their current version',
  sources: [PM2],
  severity: 'warning',
  why: 'A document that was changed after it was approved is a new document with an old signature.',
  grain: 'project',
  needs: ['governance'],
  evaluate({ project, governance }) {
    const called = governance.artefacts.filter(({ state }) => state === 'approved')
    if (called.length === 0) return nothing('No artefact is called approved.')
    return called.map((artefact) => {
      const { id, title, version, approvals } = artefact
      const evidence = [kept(project.id, { id, field: 'approvals' })]
      const name = version === undefined ? `"${title}"` : `Version ${version} of "${title}"`
      if (isApproved(artefact)) return pass(`${name} is approved.`, evidence, id)
      const last = approvals.at(-1)
      return fail(
        last === undefined
          ? `${name} is called approved, and nobody is noted who approved it.`
          : `${name} is called approved; what ${last.by} approved was ${last.version === undefined ? 'no version that is noted' : `version ${last.version}`}.`,
        {
          key: id,
          evidence,
          advice: 'Have the current version approved, or put its state back to in review.',
        },
      )
    })
  },
})
