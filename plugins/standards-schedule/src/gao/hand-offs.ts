import { defineCheck, z, type ScheduledLink } from '@headless-pmo/sdk'
import { drawnLinks, linkKey } from '../plan/links.ts'
import { daysBetween } from '../plan/moment.ts'
import { shareOf } from '../plan/settings.ts'
import { GAO } from '../plan/sources.ts'
import { citeEnds } from '../verdict/judge-links.ts'
import { judgeShare } from '../verdict/judge-share.ts'
import { nothing, percent, unknown } from '../verdict/judge.ts'

const ENDS = ['predecessor', 'successor'] as const

/** A date of a hand-off as one plan holds it, and as it is in the other; that one may not be known. */
interface HandOff {
  readonly link: ScheduledLink
  readonly end: (typeof ENDS)[number]
  readonly held: string
  readonly own: string | undefined
}

function handOffs(link: ScheduledLink): readonly HandOff[] {
  return ENDS.flatMap((end) => {
    const held = link.given?.[end]
    return held === undefined ? [] : [{ link, end, held, own: link.own?.[end] }]
  })
}

/** GAO 5: two plans that meet say the same day. */
export const externalHandOffs = defineCheck({
  id: 'gao.hand-offs',
  version: '1.0.0',
  title: 'Both sides of a hand-off have the same date',
  clause: 'GAO-16-89G, best practice 5 (horizontal traceability)',
  formula:
    'dates that a plan holds of a task elsewhere and that are more than `days` away from those of the task itself / dates held of tasks whose own are known <= share',
  sources: [GAO],
  severity: 'error',
  why: 'One plan waits for the third while the other delivers on the seventeenth: each is fine by itself.',
  params: z.object({
    days: z.number().min(0).default(0).describe('Calendar days that the two may be apart'),
    share: shareOf(0, 'Share of the dates that may be further apart'),
    unknownShare: shareOf(0.2, 'Share of the dates whose other side may be unknown; beyond it the answer is'),
  }),
  grain: 'project',
  needs: ['schedule'],
  evaluate({ project, schedule, params }) {
    const links = drawnLinks(schedule)
    if (links === undefined) return unknown('The links of the schedule are not told.')
    const held = links.filter(({ external }) => external).flatMap(handOffs)
    if (held.length === 0) return nothing('The plan holds no dates of tasks elsewhere.')
    const open = held.filter(({ own }) => own === undefined).length
    if (open > held.length * params.unknownShare) {
      return unknown(
        `Of ${open} of ${held.length} dates that the plan holds of tasks elsewhere the other side is not known; beyond ${percent(params.unknownShare)} nothing can be said.`,
      )
    }
    return judgeShare({
      project: project.id,
      of: held.flatMap(({ own, ...rest }) => (own === undefined ? [] : [{ ...rest, own }])),
      counts: ({ held: here, own }) => Math.abs(daysBetween(here, own)) > params.days,
      noun: 'dates of tasks elsewhere',
      so: 'are not those of the task itself',
      limit: params.share,
      keyOf: ({ link, end }) => `${linkKey(link)}\n${end}`,
      cite: ({ link }) => citeEnds(project.id, schedule, [link.from, link.to]),
      advice: 'Bring the plan up to date, or agree with the other side on a date.',
    })
  },
})
