import { cite, defineCheck, z } from '@headless-pmo/sdk'
import { fail, kept, nothing, pass } from '../verdict/judge.ts'
import { PMO_PRACTICE } from '../verdict/sources.ts'
import { patternOf, wholly } from './pattern.ts'

/** Names of documents. */
export const artefactsNamed = defineCheck({
  id: 'governance.artefacts-named',
  version: '1.0.0',
  title: 'Titles of artefacts follow the naming of the house',
  clause: 'Standards of a deployment: naming, documents',
  formula: 'titles of artefacts that match the pattern as a whole',
  sources: [PMO_PRACTICE],
  severity: 'info',
  why: 'What is named by rule is found without asking its author.',
  params: z.object({
    pattern: patternOf('\\S.{2,}', 'Regular expression that a title matches as a whole, e.g. "[A-Z]{3}-.+"'),
  }),
  grain: 'project',
  needs: ['governance'],
  evaluate({ project, governance, params }) {
    if (governance.artefacts.length === 0) return nothing('There are no artefacts.')
    return governance.artefacts.map(({ id, title }) => {
      const evidence = [kept(project.id, { id, field: 'title' })]
      if (wholly(params.pattern).test(title)) return pass(`"${title}" is named by the rule.`, evidence, id)
      return fail(`"${title}" does not match ${params.pattern}.`, {
        key: id,
        evidence,
        advice: 'Rename it, or change the pattern of the house.',
      })
    })
  },
})

/** Codes of the work breakdown. */
export const wbsMask = defineCheck({
  id: 'governance.wbs-mask',
  version: '1.0.0',
  title: 'Codes of the work breakdown follow the mask of the house',
  clause: 'Standards of a deployment: WBS coding',
  formula: 'WBS codes that match the mask as a whole',
  sources: [PMO_PRACTICE],
  severity: 'info',
  why: 'Costs and documents are filed by the code: one that is out of the mask is filed nowhere.',
  params: z.object({
    mask: patternOf('[A-Za-z0-9]+([.-][A-Za-z0-9]+)*', 'Regular expression that a code matches as a whole'),
  }),
  grain: 'item',
  needs: ['workItem'],
  evaluate({ workItem, params }) {
    const { wbs } = workItem
    if (wbs === undefined) return nothing('It has no WBS code.')
    const evidence = cite(workItem, 'wbs')
    if (wholly(params.mask).test(wbs)) return pass(`Its WBS code ${wbs} follows the mask.`, evidence)
    return fail(`Its WBS code "${wbs}" does not match ${params.mask}.`, {
      evidence,
      advice: 'Correct the code in the plan, or the mask of the house.',
    })
  },
})

/** Titles of work. */
export const itemsNamed = defineCheck({
  id: 'governance.items-named',
  version: '1.0.0',
  title: 'Titles of work items follow the naming of the house',
  clause: 'Standards of a deployment: naming',
  formula: 'titles that match the pattern as a whole',
  sources: [PMO_PRACTICE],
  severity: 'info',
  why: 'A title of one word tells nobody but its author what is to be done.',
  params: z.object({
    pattern: patternOf('\\s*\\S[^]{3,}', 'Regular expression that a title matches as a whole'),
    types: z.array(z.string()).default([]).describe('Types that it holds for, e.g. ["epic"]; none: all'),
  }),
  grain: 'item',
  needs: ['workItem'],
  evaluate({ workItem, params }) {
    const { title, type } = workItem
    if (params.types.length > 0 && !params.types.includes(type)) return nothing(`It is a ${type}.`)
    const evidence = cite(workItem, 'title')
    if (wholly(params.pattern).test(title)) return pass('Its title follows the naming.', evidence)
    return fail(`Its title "${title.slice(0, 120)}" does not match ${params.pattern}.`, {
      evidence,
      advice: 'Rename it by the naming of the house.',
    })
  },
})
