import { defineCheck, z, type CheckEvaluation } from '@headless-pmo/sdk'
import { HOUSE, QUALITY } from '../standards.ts'
import {
  counted,
  eachSource,
  everySource,
  judgeShare,
  known,
  nothing,
  unknown,
  unread,
} from '../verdict/judge.ts'

/** Work belongs to a project. */
export const itemsClaimed = defineCheck({
  id: 'data.items-claimed',
  version: '1.0.0',
  title: 'Items belong to a project',
  clause: 'ISO/IEC 25012, completeness',
  formula: 'items that no project has claimed / items <= share',
  sources: [QUALITY, HOUSE],
  severity: 'warning',
  why: 'Work of no project is in no plan, no figure and no report, and its people are busy all the same.',
  params: z.object({
    share: z.number().min(0).max(1).default(0.05).describe('Share of the items that may belong to none'),
  }),
  grain: 'portfolio',
  needs: ['source'],
  evaluate({ source, params }) {
    return eachSource(source, (fact) => {
      const { connection, items, unassigned } = fact
      if (items === undefined || unassigned === undefined)
        return unknown(`The items of "${connection}" have not been counted.`, connection)
      return judgeShare({
        part: unassigned,
        whole: items,
        limit: params.share,
        within: 'at_most',
        found: (share) => `${share} items of "${connection}" belong to no project`,
        none: `"${connection}" has no items.`,
        evidence: [known(fact, 'unassigned'), known(fact, 'items')],
        advice: `Add a source in "${connection}" to the projects that the items belong to.`,
        key: connection,
      })
    })
  },
})

/** A connection is there for some project. */
export const connectionUsed = defineCheck({
  id: 'data.connection-used',
  version: '1.0.0',
  title: 'Every connection is a source of some project',
  clause: 'ISO/IEC 25012, credibility',
  formula: 'projects with a source in a connection >= 1',
  sources: [HOUSE],
  severity: 'info',
  why: 'A connection that no project draws on is read for nothing, or a project has lost its source.',
  grain: 'portfolio',
  needs: ['source'],
  evaluate({ source }) {
    return everySource(source, (fact) => {
      const { connection, projects } = fact
      const evidence = [known(fact, 'projects')]
      if (projects.length > 0) {
        const message = `${counted(projects.length, 'project')} with a source in "${connection}".`
        return { verdict: 'pass', message, evidence, key: connection }
      }
      return {
        verdict: 'fail',
        message: `No project has a source in "${connection}".`,
        evidence,
        action: { text: `Give a project a source in "${connection}", or remove the connection.` },
        key: connection,
      }
    })
  },
})

/** No item is claimed twice. */
export const claimsUnique = defineCheck({
  id: 'data.claims-unique',
  version: '1.0.0',
  title: 'No two projects claim the same items',
  clause: 'ISO/IEC 25012, consistency',
  formula: 'items that the sources of two projects claim <= allowed',
  sources: [QUALITY, HOUSE],
  severity: 'warning',
  why: 'The items count for the first of the projects alone; the other one believes that it has them.',
  params: z.object({
    allowed: z.int().min(0).default(0).describe('How many items two projects may both claim'),
  }),
  grain: 'portfolio',
  needs: ['source'],
  evaluate({ source, params }) {
    if (source.length === 0) return nothing('There are no connections.')
    const sorted = source.toSorted((a, b) => (a.connection < b.connection ? -1 : 1))
    const untold = sorted.filter(({ overlaps }) => overlaps === undefined)
    if (untold.length > 0)
      return unknown('There are too many items and projects to look for items that several claim.', 'all')
    const found = new Map<string, CheckEvaluation>()
    for (const fact of sorted) {
      for (const { project, also, items } of fact.overlaps ?? []) {
        if (items <= params.allowed) continue
        const key = `${project}/${also}`
        found.set(key, {
          verdict: 'fail',
          message: `${counted(items, 'item')} that "${project}" has are claimed by "${also}" too; wanted: at most ${params.allowed}.`,
          evidence: [...(found.get(key)?.evidence ?? []), known(fact, 'overlaps')],
          figure: { value: items, unit: 'count', limit: params.allowed, within: 'at_most' },
          action: {
            text: `Narrow the sources of "${project}" or "${also}" so that each item belongs to one.`,
          },
          key,
        })
      }
    }
    if (found.size > 0) return [...found.values()]
    const open = sorted.find(({ lastRead }) => lastRead === undefined)
    if (open !== undefined) return unread(open, 'all')
    return {
      verdict: 'pass',
      message: `No two projects claim more than ${counted(params.allowed, 'item')} together.`,
      evidence: sorted.map((fact) => known(fact, 'overlaps')),
      key: 'all',
    }
  },
})
