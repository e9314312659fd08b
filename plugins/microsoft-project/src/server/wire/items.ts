import { z } from '@headless-pmo/sdk'

/** What a raw item of a project says beside the bytes of the wire, so that mapping sees this item alone. */
export const About = z.looseObject({
  project: z.string(),
  /** When the project was published, or, of the copy for reporting, changed; it orders what was read. */
  stamp: z.string(),
  currency: z.string().optional(),
  minutesPerDay: z.number().optional(),
  /** Position in the plan, from 1. */
  order: z.number().optional(),
  /** Meanings of the enterprise fields that the item has values of, by key. */
  fields: z
    .record(
      z.string(),
      z.looseObject({
        key: z.string(),
        name: z.string(),
        type: z.enum(['text', 'number', 'cost', 'date', 'duration', 'flag', 'code']),
        entries: z.record(z.string(), z.string()).optional(),
      }),
    )
    .optional(),
  /** Enterprise resources behind the team members that are assigned; null: the member lives in this project alone. */
  team: z.record(z.string(), z.string().nullable()).optional(),
})
export type About = z.infer<typeof About>

const Entity = z.looseObject({})

/** A task with the links that lead to it, and the tasks of other projects that those begin at. */
export const TaskItem = z.looseObject({
  about: About,
  task: Entity.optional(),
  links: z.array(Entity).optional(),
  externals: z.array(Entity).optional(),
  /** Instead of a task: a team member that is no enterprise resource. */
  member: Entity.optional(),
})
export type TaskItem = z.infer<typeof TaskItem>

export const BaselineItem = z.looseObject({
  about: About,
  of: z.enum(['project', 'task', 'assignment']),
  row: Entity,
})
export type BaselineItem = z.infer<typeof BaselineItem>

export const ResourceItem = z.looseObject({ resource: Entity, reported: z.array(Entity) })
export type ResourceItem = z.infer<typeof ResourceItem>

export const TimeItem = z.looseObject({ line: Entity, days: z.array(Entity) })
export type TimeItem = z.infer<typeof TimeItem>

/** An object of a list that is one item as it came. */
export const Row = Entity
export type Row = z.infer<typeof Row>
