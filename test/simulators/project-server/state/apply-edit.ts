import type { Edit, EditOutcome } from './edit.ts'
import { applyPlanEdit, isPlanEdit } from './apply-plan-edit.ts'
import type { TimesheetDay } from './model.ts'
import { EditError, emptyPlan, type World } from './world.ts'

/** Carries out an edit now. Throws EditError when Project Server would refuse it. */
export const applyEdit = (world: World, edit: Edit): EditOutcome => {
  if (isPlanEdit(edit)) return applyPlanEdit(world, edit)
  const now = world.tick()
  switch (edit.kind) {
    case 'createProject': {
      const id = edit.id ?? world.newId()
      const calendar = [...world.calendars.values()].find(({ standard }) => standard)?.id ?? ''
      const draft = emptyPlan(id, edit.name, { calendar, summaryTask: world.newId(), ...edit.plan }, now)
      const project = { id, draft, published: null, reported: null, hidden: false }
      world.projects.set(id, project)
      if (edit.publish !== false) world.publish(project)
      return { id }
    }
    case 'deleteProject':
      world.project(edit.project)
      world.projects.delete(edit.project)
      return { id: edit.project }
    case 'hideProject':
    case 'showProject':
      world.project(edit.project).hidden = edit.kind === 'hideProject'
      return { id: edit.project }
    case 'publish':
      world.publish(world.project(edit.project))
      return { id: edit.project }
    case 'createCalendar': {
      const id = edit.id ?? world.newId()
      world.calendars.set(id, {
        standard: world.calendars.size === 0,
        exceptions: [],
        modified: now,
        ...edit.calendar,
        id,
        name: edit.name,
        created: now,
      })
      return { id }
    }
    case 'editCalendar':
      Object.assign(found(world.calendars, edit.calendar, 'calendar'), edit.change, { modified: now })
      return { id: edit.calendar }
    case 'createResource': {
      const id = edit.id ?? world.newId()
      const resource = {
        initials: edit.name.slice(0, 1),
        email: '',
        login: '',
        group: '',
        type: 1 as const,
        materialLabel: '',
        generic: false,
        active: true,
        maxUnits: 1,
        baseCalendar: [...world.calendars.keys()][0] ?? '',
        exceptions: [],
        rates: [],
        custom: {},
        modified: now,
        ...edit.resource,
        id,
        name: edit.name,
        created: now,
      }
      world.resources.set(id, resource)
      const copy = structuredClone(resource)
      world.report(() => world.reporting.resources.set(id, copy))
      return { id }
    }
    case 'editResource': {
      const resource = Object.assign(found(world.resources, edit.resource, 'resource'), edit.change, {
        modified: now,
      })
      const copy = structuredClone(resource)
      world.report(() => world.reporting.resources.set(copy.id, copy))
      return { id: resource.id }
    }
    case 'deleteResource':
      world.resources.delete(edit.resource)
      world.report(() => world.reporting.resources.delete(edit.resource))
      return { id: edit.resource }
    case 'createField': {
      const id = edit.field.id ?? world.newId()
      const internalName = edit.field.internalName ?? `Custom_${id.replaceAll('-', '')}`
      world.fields.set(internalName, { ...edit.field, id, internalName })
      return { id: internalName }
    }
    case 'renameEntry': {
      const field = found(world.fields, edit.field, 'field')
      const entry = field.entries?.find(({ internalName }) => internalName === edit.entry)
      if (entry === undefined) throw new EditError(`The field ${field.name} has no entry ${edit.entry}.`)
      entry.value = edit.value
      return { id: entry.id }
    }
    case 'createPeriod':
      world.periods.set(edit.period.id, edit.period)
      return { id: edit.period.id }
    case 'bookTime': {
      const id = edit.id ?? world.newId()
      world.lines.set(id, {
        id,
        project: edit.project,
        task: edit.task,
        assignment:
          world.projects
            .get(edit.project)
            ?.draft.assignments.find(({ task, resource }) => task === edit.task && resource === edit.resource)
            ?.id ?? world.newId(),
        resource: edit.resource,
        period: edit.period ?? [...world.periods.keys()][0] ?? world.newId(),
        className: edit.className ?? 'Standard',
        comment: edit.comment ?? '',
        days: edit.days.map(dayOf),
        created: now,
        modified: now,
      })
      reportLine(world, id)
      return { id }
    }
    case 'editTime': {
      Object.assign(found(world.lines, edit.line, 'timesheet line'), {
        days: edit.days.map(dayOf),
        modified: now,
      })
      reportLine(world, edit.line)
      return { id: edit.line }
    }
    case 'deleteTime':
      found(world.lines, edit.line, 'timesheet line')
      world.lines.delete(edit.line)
      world.report(() => world.reporting.lines.delete(edit.line))
      return { id: edit.line }
    case 'createRisk': {
      const id = world.newId()
      const risk = {
        description: '',
        probability: 0.5,
        impact: 5,
        cost: 0,
        mitigation: '',
        status: '(1) Active',
        owner: '',
        due: null,
        modified: now,
        ...edit.risk,
        id,
        project: edit.project,
        title: edit.title,
        created: now,
      }
      world.risks.set(id, risk)
      const copy = { ...risk }
      world.report(() => world.reporting.risks.set(id, copy))
      return { id }
    }
    case 'editRisk': {
      const copy = { ...Object.assign(found(world.risks, edit.risk, 'risk'), edit.change, { modified: now }) }
      world.report(() => world.reporting.risks.set(copy.id, copy))
      return { id: copy.id }
    }
    case 'deleteRisk':
      world.risks.delete(edit.risk)
      world.report(() => world.reporting.risks.delete(edit.risk))
      return { id: edit.risk }
    case 'createIssue': {
      const id = world.newId()
      const issue = {
        discussion: '',
        resolution: '',
        priority: '(2) Medium',
        status: '(1) Active',
        owner: '',
        due: null,
        modified: now,
        ...edit.issue,
        id,
        project: edit.project,
        title: edit.title,
        created: now,
      }
      world.issues.set(id, issue)
      world.report(() => world.reporting.issues.set(id, issue))
      return { id }
    }
    case 'deleteIssue':
      world.issues.delete(edit.issue)
      world.report(() => world.reporting.issues.delete(edit.issue))
      return { id: edit.issue }
    case 'report':
      world.runReporting(true)
      return { id: '' }
  }
  throw new EditError(`There is no edit of the kind "${String(edit satisfies never)}".`)
}

const dayOf = (day: Partial<TimesheetDay> & { readonly day: string }): TimesheetDay => ({
  adjustment: 0,
  billable: 0,
  nonBillable: 0,
  comment: '',
  ...day,
})

const reportLine = (world: World, id: string): void => {
  const copy = structuredClone(found(world.lines, id, 'timesheet line'))
  world.report(() => world.reporting.lines.set(id, copy))
}

const found = <T>(map: ReadonlyMap<string, T>, id: string, noun: string): T => {
  const value = map.get(id)
  if (value === undefined) throw new EditError(`There is no ${noun} ${id}.`)
  return value
}
