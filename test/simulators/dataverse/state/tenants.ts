import { TABLES } from '../tables.ts'
import type { ChoiceOption, Tenant } from './world.ts'

const ENGLISH = 1033

/** Options of a choice from `value: label` in English, with other languages where they matter. */
export const choice = (
  labels: Readonly<Record<number, string>>,
  language: number = ENGLISH,
): readonly ChoiceOption[] =>
  Object.entries(labels).map(([value, label]) => ({ value: Number(value), labels: { [language]: label } }))

/** The column of Planner premium as readers of live organisations found it. */
const NEW_LINK_TYPES = choice({
  0: 'Finish to Finish',
  1: 'Finish to Start',
  2: 'Start to Finish',
  3: 'Start to Start',
})

/** The column of Project Operations. */
const OLD_LINK_TYPES = choice({
  192350000: 'Finish-to-Start (FS)',
  192350001: 'Start-to-Start (SS)',
  192350002: 'Finish-to-Finish (FF)',
  192350004: 'Start-to-Finish (SF)',
})

const COMMON: Readonly<Record<string, readonly ChoiceOption[]>> = {
  statecode: choice({ 0: 'Active', 1: 'Inactive' }),
  statuscode: choice({ 1: 'Active', 2: 'Inactive' }),
}

const CHOICES: Readonly<Record<string, readonly ChoiceOption[]>> = {
  'msdyn_project.msdyn_scheduler': choice({ 192350000: 'Project', 192350001: 'Other' }),
  'msdyn_project.msdyn_schedulemode': choice({
    192350000: 'Fixed duration',
    192350001: 'Fixed effort',
    192350002: 'Fixed units',
  }),
  'msdyn_project.msdyn_bulkgenerationstatus': choice({ 192350000: 'Processing', 192350001: 'Complete' }),
  'bookableresource.resourcetype': choice({ 1: 'Generic', 2: 'Contact', 3: 'User', 6: 'Account' }),
  'msdyn_projecttaskdependency.msdyn_projecttaskdependencylinktype': NEW_LINK_TYPES,
  'msdyn_projecttaskdependency.msdyn_linktype': OLD_LINK_TYPES,
}

/** What an organisation may do differently; the rest is as in most. */
export interface TenantOptions {
  readonly language?: number
  /** `table` or `table.column`. */
  readonly lacking?: readonly string[]
  /** Tables without change tracking. */
  readonly untracked?: readonly string[]
  /** `table.column` ▸ options. */
  readonly choices?: Readonly<Record<string, readonly ChoiceOption[]>>
}

/** Change tracking is on where it matters; labels and checklists of tasks have none. */
const UNTRACKED = ['msdyn_projectlabel', 'msdyn_projecttasktolabel', 'msdyn_projectchecklist']

/** Columns of Project Operations that organisations with Planner premium alone do not have. */
export const PREMIUM_ONLY = [
  'msdyn_projecttaskdependency.msdyn_linktype',
  'msdyn_projecttaskdependency.msdyn_linklagduration',
]

export function tenantOf(options: TenantOptions = {}): Tenant {
  const choices = new Map<string, readonly ChoiceOption[]>()
  for (const table of TABLES.keys())
    for (const [column, values] of Object.entries(COMMON)) choices.set(`${table}.${column}`, values)
  for (const [name, values] of Object.entries({ ...CHOICES, ...options.choices })) choices.set(name, values)
  const untracked = new Set(options.untracked ?? UNTRACKED)
  return {
    language: options.language ?? ENGLISH,
    lacking: new Set(options.lacking ?? PREMIUM_ONLY),
    tracked: new Set([...TABLES.keys()].filter((name) => !untracked.has(name))),
    choices,
  }
}
