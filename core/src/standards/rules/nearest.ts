import type { CheckProject } from '@headless-pmo/sdk'
import type { RuleSetting } from '../../config/index.ts'

/** What is set for a rule in one place. */
export type Settable = Omit<
  NonNullable<RuleSetting['for']>[number],
  'project' | 'program' | 'portfolio' | 'class'
>

/** Places from the farthest to the nearest. */
const PLACES = ['class', 'portfolio', 'program', 'project'] as const

type Override = NonNullable<RuleSetting['for']>[number]

function isAbout(one: Override, place: (typeof PLACES)[number], project: CheckProject): boolean {
  const name = one[place]
  return name !== undefined && name === (place === 'project' ? project.id : project[place])
}

/** What is set otherwise for a project, the nearest last; of equally near ones the later stands nearer. Pure. */
export function overridesFor(setting: RuleSetting, project: CheckProject | undefined): readonly Override[] {
  if (project === undefined || setting.for === undefined) return []
  return PLACES.flatMap((place) => (setting.for ?? []).filter((one) => isAbout(one, place, project)))
}

/** Whether a setting lets its rule judge a project; undefined stands for the items of none. Pure. */
export function isWithin({ only }: RuleSetting, project: CheckProject | undefined): boolean {
  if (only === undefined) return true
  if (project === undefined) return false
  const allows = (list: readonly string[] | undefined, value: string | undefined): boolean =>
    list === undefined || (value !== undefined && list.includes(value))
  return (
    allows(only.projects, project.id) &&
    allows(only.programs, project.program) &&
    allows(only.portfolios, project.portfolio) &&
    allows(only.units, project.unit) &&
    allows(only.classes, project.class) &&
    allows(only.phases, project.phase)
  )
}

/** Lays what is nearer over what is farther: field by field, and parameter by parameter. Pure. */
export function nearestWins(layers: readonly Settable[]): Settable {
  return layers.reduce<Settable>(
    (far, near) => ({
      ...far,
      ...Object.fromEntries(Object.entries(near).filter(([, value]) => value !== undefined)),
      ...((far.params ?? near.params) !== undefined && { params: { ...far.params, ...near.params } }),
    }),
    {},
  )
}
