import { cite, defineCheck, z } from '@headless-pmo/sdk'
import { keyOf } from '../plan/key.ts'
import { population, shareOf } from '../plan/settings.ts'
import { GAO, PRACTICE, SINS } from '../plan/sources.ts'
import { openTasks } from '../plan/task.ts'
import { judgeShare, sorted } from '../verdict/judge-share.ts'

/** The sixth sin, over all projects that ask for the same people. */
export const overAllocation = defineCheck({
  id: 'sins.over-allocation',
  version: '1.0.0',
  title: 'Nobody is asked for more than they have',
  clause: 'Seven deadly sins 6: over-allocation; GAO-16-89G, best practice 3',
  formula:
    'periods of people of the project in which all projects together ask for more than `load` of their working time / periods of people of the project <= share',
  sources: [SINS, GAO],
  severity: 'warning',
  why: 'What is planned for two people and done by one takes twice as long, in every project that counts on them.',
  params: z.object({
    load: z.number().positive().default(1).describe('Part of the working time that may be asked for'),
    share: shareOf(0, 'Share of the periods that may be overbooked'),
  }),
  grain: 'project',
  needs: ['capacity'],
  evaluate: ({ project, capacity, params }) =>
    judgeShare({
      project: project.id,
      of: capacity,
      counts: ({ demanded, available }) => demanded > available * params.load,
      noun: "periods of the project's people",
      so: 'are overbooked',
      limit: params.share,
      keyOf: ({ person, from }) => `${person}\n${from}`,
      cite: ({ person }) => [{ fact: 'capacity', id: person, field: 'demanded' }],
      advice: 'Move work to other weeks or other people, or agree on which project waits.',
    }),
})

/** The sixth sin, of one plan: more units than the resource has. */
export const maxUnits = defineCheck({
  id: 'sins.max-units',
  version: '1.0.0',
  title: 'No assignment asks for more units than there are',
  clause: 'Seven deadly sins 6: over-allocation',
  formula:
    'assignments of open tasks with units > most units of the resource / assignments of open tasks that state units, of resources that state the most <= share',
  sources: [SINS],
  severity: 'warning',
  why: 'An assignment that asks for two of one is late from its first day.',
  params: z.object({ ...population, share: shareOf(0, 'Share of these assignments that may') }),
  grain: 'project',
  needs: ['workItem', 'schedule', 'assignment', 'resource'],
  evaluate(given) {
    const { project, params, assignments, resolve } = given
    const open = new Set(openTasks(given, params).map(({ key }) => key))
    return judgeShare({
      project: project.id,
      of: assignments.flatMap((assignment) => {
        const item = resolve(assignment, assignment.item, 'workItem')
        const resource = resolve(assignment, assignment.resource, 'resource')
        const most = resource?.maxUnits
        const { units } = assignment
        if (item === undefined || !open.has(keyOf(item)) || units === undefined) return []
        return resource === undefined || most === undefined ? [] : [{ assignment, resource, units, most }]
      }),
      counts: ({ units, most }) => units > most,
      noun: 'assignments that state units',
      so: 'ask for more than the resource has',
      limit: params.share,
      keyOf: ({ assignment }) => keyOf(assignment),
      cite: ({ assignment, resource }) => [...cite(assignment, 'units'), ...cite(resource, 'maxUnits')],
      advice: 'Lower the units, or find somebody else for the rest.',
    })
  },
})

/** The seventh sin: duration x units = work. */
export const workEquation = defineCheck({
  id: 'sins.work-equation',
  version: '1.0.0',
  title: 'Duration, units and work fit together',
  clause: 'Seven deadly sins 7: task types',
  formula:
    'open tasks with |work - duration x sum of units| > tolerance x work + 1 minute / open tasks with a working duration and assignments that all state units and work <= share',
  sources: [SINS, PRACTICE],
  severity: 'info',
  why: 'Where one of the three was changed and the others kept, either the date or the cost is wrong.',
  params: z.object({
    ...population,
    tolerance: z.number().min(0).max(1).default(0.01).describe('Part of the work that rounding may take'),
    share: shareOf(0.05, 'Share of these tasks in which they may not fit'),
  }),
  grain: 'project',
  needs: ['workItem', 'schedule', 'assignment'],
  evaluate(given) {
    const { project, params, assignments, resolve } = given
    const work = Map.groupBy(assignments, (one) => {
      const item = resolve(one, one.item, 'workItem')
      return item === undefined ? undefined : keyOf(item)
    })
    return judgeShare({
      project: project.id,
      of: openTasks(given, params).flatMap(({ key, item, dates }) => {
        const stated = item.duration?.basis === 'working' ? item.duration.minutes : dates?.duration
        const shares = work.get(key) ?? []
        const known = shares.flatMap(({ units, plannedWork }) =>
          units === undefined || plannedWork === undefined ? [] : [{ units, plannedWork }],
        )
        if (stated === undefined || shares.length === 0 || known.length < shares.length) return []
        const units = known.reduce((sum, one) => sum + one.units, 0)
        const minutes = known.reduce((sum, one) => sum + one.plannedWork, 0)
        return [{ key, shares, off: Math.abs(minutes - stated * units), minutes }]
      }),
      counts: ({ off, minutes }) => off > minutes * params.tolerance + 1,
      noun: 'open tasks with duration, units and work',
      so: 'have three that do not fit',
      limit: params.share,
      keyOf: ({ key }) => key,
      cite: ({ shares }) => sorted(shares, keyOf).flatMap((one) => cite(one, 'units', 'plannedWork')),
      advice: 'Say which of the three is right, and let the others follow.',
    })
  },
})
