import { defineCheck, z, type GovernanceFact } from '@headless-pmo/sdk'
import { fail, judge, kept, nothing, pass } from '../verdict/judge.ts'
import { ISO, PM2, PMO_PRACTICE, PRACTICE } from '../verdict/sources.ts'

type Role = GovernanceFact['roles'][number]

/** Roles that somebody has. */
const filled = ({ roles }: GovernanceFact): readonly (Role & { readonly person: string })[] =>
  roles.flatMap((one) => (one.person === undefined ? [] : [{ ...one, person: one.person }]))

/** Who answers for a project. */
export const rolesFilled = defineCheck({
  id: 'governance.roles-filled',
  version: '1.0.0',
  title: 'Every role that a project needs has a person',
  clause: 'PM², roles; ISO 21502, governance',
  formula: 'each needed role: at least one person',
  sources: [PM2, ISO],
  severity: 'error',
  why: 'A role without a name is a decision that nobody takes.',
  params: z.object({
    roles: z
      .array(z.string().min(1))
      .default(['sponsor', 'project-manager'])
      .describe('Roles that each project needs, e.g. also "business-manager", "solution-provider"'),
  }),
  grain: 'project',
  needs: ['governance'],
  evaluate({ project: { id: project }, governance, params }) {
    const wanted = [...new Set(params.roles)]
    if (wanted.length === 0) return nothing('No role is needed.')
    return wanted.map((role) => {
      const entries = governance.roles.filter((one) => one.role === role)
      const evidence = entries.length === 0 ? [kept(project)] : entries.map(({ id }) => kept(project, { id }))
      const people = entries.flatMap(({ person }) => person ?? []).toSorted()
      if (people.length > 0) return pass(`The ${role} is ${people.join(' and ')}.`, evidence, role)
      return fail(`The project has no ${role}.`, {
        key: role,
        evidence,
        advice: `Agree who is ${role}, and enter it in the register of roles.`,
      })
    })
  },
})

/** Hats on one head. */
export const rolesPerPerson = defineCheck({
  id: 'governance.roles-per-person',
  version: '1.0.0',
  title: 'Nobody has more roles than one person can live up to',
  clause: 'PM², roles',
  formula: 'roles of a person over all projects <= most',
  sources: [PMO_PRACTICE, PRACTICE],
  severity: 'warning',
  why: 'Who has a role in every project has none in any of them.',
  params: z.object({
    most: z.int().min(1).default(5).describe('Most roles of one person, over all projects'),
  }),
  grain: 'portfolio',
  needs: ['governance'],
  evaluate({ governance, params }) {
    const byPerson = new Map<string, { readonly project: string; readonly id: string }[]>()
    for (const fact of governance)
      for (const { id, person } of filled(fact)) {
        const own = byPerson.get(person) ?? []
        own.push({ project: fact.project, id })
        byPerson.set(person, own)
      }
    if (byPerson.size === 0) return nothing('Nobody has a role.')
    return [...byPerson].map(([person, own]) =>
      judge({
        figure: { value: own.length, unit: 'count', limit: params.most, within: 'at_most' },
        found: `${person} has ${own.length} ${own.length === 1 ? 'role' : 'roles'}`,
        evidence: own.map(({ project, id }) => kept(project, { id })),
        advice: 'Give some of the roles to others, or agree which projects wait.',
        key: person,
      }),
    )
  },
})

/** Roles that must not be on one head. */
export const separateRoles = defineCheck({
  id: 'governance.separate-roles',
  version: '1.0.0',
  title: 'Who orders, who leads and who assures are different people',
  clause: 'ISO 21505, governance; PM², roles',
  formula: 'roles of one person in one project out of those that are to be separate <= 1',
  sources: [ISO],
  severity: 'warning',
  why: 'A sponsor who leads the project reports to nobody.',
  params: z.object({
    separate: z
      .array(z.string().min(1))
      .default(['sponsor', 'project-manager', 'assurance'])
      .describe('Roles of which one person has at most one in a project'),
  }),
  grain: 'project',
  needs: ['governance'],
  evaluate({ project: { id: project }, governance, params }) {
    const own = filled(governance).filter(({ role }) => params.separate.includes(role))
    if (own.length === 0) return nothing('None of the roles has a person.')
    return [...Map.groupBy(own, ({ person }) => person)].map(([person, entries]) => {
      const names = [...new Set(entries.map(({ role }) => role))].toSorted()
      const evidence = entries.map(({ id }) => kept(project, { id }))
      if (names.length === 1) return pass(`${person} is ${names[0] ?? ''} alone.`, evidence, person)
      return fail(`${person} is ${names.join(' and ')} in one.`, {
        key: person,
        evidence,
        advice: 'Name another person for one of the roles.',
      })
    })
  },
})

/** People whom nobody can stand in for. */
export const deputies = defineCheck({
  id: 'governance.deputies',
  version: '1.0.0',
  title: 'Somebody can stand in for everyone whose role nobody else has',
  clause: 'Redundancy of experts: a bus factor above one',
  formula: 'people of a role in a project, deputies with them >= least',
  sources: [PMO_PRACTICE],
  severity: 'info',
  why: 'Where one person knows it all, their holiday is the project’s risk.',
  params: z.object({
    least: z.int().min(1).default(2).describe('People who have or can take a role'),
    except: z.array(z.string()).default(['sponsor']).describe('Roles of which one person is enough'),
  }),
  grain: 'project',
  needs: ['governance'],
  evaluate({ project: { id: project }, governance, params }) {
    const own = filled(governance).filter(({ role }) => !params.except.includes(role))
    if (own.length === 0) return nothing('Nobody has a role for which somebody has to stand in.')
    return [...Map.groupBy(own, ({ role }) => role)].map(([role, entries]) => {
      const people = new Set(
        entries.flatMap(({ person, deputy }) => (deputy === undefined ? [person] : [person, deputy])),
      )
      return judge({
        figure: { value: people.size, unit: 'count', limit: params.least, within: 'at_least' },
        found: `The role ${role} stands on ${people.size} ${people.size === 1 ? 'person' : 'people'}`,
        evidence: entries.map(({ id }) => kept(project, { id })),
        advice: 'Name a deputy, and let them do part of the work now.',
        key: role,
      })
    })
  },
})
