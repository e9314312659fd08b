import type { DataverseSimulatorOptions } from '../options.ts'
import { applyEdit } from '../state/edit.ts'
import type { Value, World } from '../state/world.ts'

/** Ids of a small organisation: one plan of four tasks in a chain, one person. */
export const IDS = {
  project: '18702d8b-e2e4-4011-a406-6045bd0ae75a',
  bucket: '28702d8b-e2e4-4011-a406-6045bd0ae75a',
  sprint: '38702d8b-e2e4-4011-a406-6045bd0ae75a',
  person: '48702d8b-e2e4-4011-a406-6045bd0ae75a',
  user: '58702d8b-e2e4-4011-a406-6045bd0ae75a',
  team: '68702d8b-e2e4-4011-a406-6045bd0ae75a',
  phase: 'a1c97a92-e2e4-4011-a9f4-6045bd0b8013',
  design: 'a2c97a92-e2e4-4011-a9f4-6045bd0b8013',
  launch: 'a3c97a92-e2e4-4011-a9f4-6045bd0b8013',
  brief: 'a4c97a92-e2e4-4011-a9f4-6045bd0b8013',
  otherLink: 'b2c97a92-e2e4-4011-a9f4-6045bd0b8013',
  link: 'b1c97a92-e2e4-4011-a9f4-6045bd0b8013',
  assignment: 'c1c97a92-e2e4-4011-a9f4-6045bd0b8013',
} as const

/** Fills it. */
export function seedCompany(world: World): void {
  const put = (table: string, id: string, values: Readonly<Record<string, Value>>): void => {
    const known = world.tables.get(table)?.columns
    if (known === undefined) return
    const own = Object.fromEntries(Object.entries(values).filter(([name]) => known.has(name)))
    applyEdit(world, { kind: 'create', table, id, values: own })
  }
  put('msdyn_project', IDS.project, {
    msdyn_subject: 'Web shop',
    msdyn_taskearlieststart: '2026-02-02T08:00:00Z',
    msdyn_finish: '2026-03-06T16:00:00Z',
    msdyn_hoursperday: 8,
    msdyn_hoursperweek: 40,
    msdyn_dayspermonth: 20,
    msdyn_progress: 0.25,
    msdyn_effort: 80,
  })
  put('msdyn_projectbucket', IDS.bucket, { msdyn_name: 'Design', _msdyn_project_value: IDS.project })
  put('msdyn_projectsprint', IDS.sprint, {
    msdyn_name: 'Sprint 1',
    msdyn_start: '2026-02-02T00:00:00Z',
    msdyn_finish: '2026-02-13T00:00:00Z',
    _msdyn_project_value: IDS.project,
  })
  put('bookableresource', IDS.person, {
    name: 'Ada Lindt',
    msdyn_primaryemail: 'ada@example.com',
    resourcetype: 3,
    _userid_value: IDS.user,
  })
  put('msdyn_projectteam', IDS.team, {
    msdyn_name: 'Ada Lindt',
    _msdyn_project_value: IDS.project,
    _msdyn_bookableresourceid_value: IDS.person,
  })
  const task = { _msdyn_project_value: IDS.project, msdyn_summary: false, msdyn_ismilestone: false }
  put('msdyn_projecttask', IDS.phase, {
    ...task,
    msdyn_subject: 'Phase one',
    msdyn_summary: true,
    msdyn_outlinelevel: 1,
    msdyn_displaysequence: 1,
  })
  put('msdyn_projecttask', IDS.design, {
    ...task,
    msdyn_subject: 'Design',
    _msdyn_parenttask_value: IDS.phase,
    _msdyn_projectbucket_value: IDS.bucket,
    _msdyn_projectsprint_value: IDS.sprint,
    msdyn_start: '2026-02-02T08:00:00Z',
    msdyn_finish: '2026-02-06T16:00:00Z',
    msdyn_effort: 40,
    msdyn_effortcompleted: 10,
    msdyn_effortremaining: 30,
    msdyn_progress: 0.25,
    msdyn_priority: 3,
    msdyn_outlinelevel: 2,
    msdyn_displaysequence: 2,
  })
  put('msdyn_projecttask', IDS.brief, {
    ...task,
    msdyn_subject: 'Brief',
    msdyn_outlinelevel: 1,
    msdyn_displaysequence: 0,
    msdyn_progress: 1,
  })
  put('msdyn_projecttask', IDS.launch, {
    ...task,
    msdyn_subject: 'Launch',
    msdyn_ismilestone: true,
    msdyn_outlinelevel: 1,
    msdyn_displaysequence: 3,
  })
  put('msdyn_projecttaskdependency', IDS.link, {
    _msdyn_project_value: IDS.project,
    _msdyn_predecessortask_value: IDS.design,
    _msdyn_successortask_value: IDS.launch,
    msdyn_projecttaskdependencylinktype: 1,
    msdyn_projecttaskdependencylinklag: 86_400,
    msdyn_linktype: 192_350_000,
  })
  put('msdyn_projecttaskdependency', IDS.otherLink, {
    _msdyn_project_value: IDS.project,
    _msdyn_predecessortask_value: IDS.brief,
    _msdyn_successortask_value: IDS.design,
    msdyn_projecttaskdependencylinktype: 3,
    msdyn_projecttaskdependencylinklag: 0,
  })
  put('msdyn_resourceassignment', IDS.assignment, {
    _msdyn_projectid_value: IDS.project,
    _msdyn_taskid_value: IDS.design,
    _msdyn_bookableresourceid_value: IDS.person,
    _msdyn_projectteamid_value: IDS.team,
    msdyn_effort: 40,
  })
}

export const COMPANY: DataverseSimulatorOptions = { seedWith: seedCompany }
