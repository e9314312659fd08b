import type { ElementReader } from '../mspdi/element-reader.ts'

type NativeType = 'number' | 'minutes' | 'tenths' | 'date' | 'flag' | 'text' | 'taskType'

/** What Microsoft Project knows of a task beyond the unified model; carried as fields under its own names. */
export const NATIVE_FIELDS: readonly {
  readonly key: string
  readonly type: NativeType
  readonly name: string
}[] = [
  { key: 'Type', type: 'taskType', name: 'Task type' },
  { key: 'EffortDriven', type: 'flag', name: 'Effort driven' },
  { key: 'IgnoreResourceCalendar', type: 'flag', name: 'Ignore resource calendar' },
  { key: 'Recurring', type: 'flag', name: 'Recurring' },
  { key: 'PercentWorkComplete', type: 'number', name: '% work complete' },
  { key: 'PhysicalPercentComplete', type: 'number', name: 'Physical % complete' },
  { key: 'ActualDuration', type: 'minutes', name: 'Actual duration in minutes' },
  { key: 'RemainingDuration', type: 'minutes', name: 'Remaining duration in minutes' },
  { key: 'Stop', type: 'date', name: 'Progress recorded up to' },
  { key: 'Resume', type: 'date', name: 'Remaining work resumes' },
  { key: 'StartSlack', type: 'tenths', name: 'Start slack in minutes' },
  { key: 'FinishSlack', type: 'tenths', name: 'Finish slack in minutes' },
  { key: 'LevelingDelay', type: 'tenths', name: 'Leveling delay in minutes' },
  { key: 'ManualStart', type: 'date', name: 'Start as typed' },
  { key: 'ManualFinish', type: 'date', name: 'Finish as typed' },
  { key: 'ManualDuration', type: 'minutes', name: 'Duration as typed, in minutes' },
  { key: 'SubprojectName', type: 'text', name: 'Inserted project' },
  { key: 'Contact', type: 'text', name: 'Contact' },
  { key: 'HyperlinkAddress', type: 'text', name: 'Hyperlink' },
]

const TASK_TYPES = ['Fixed Units', 'Fixed Duration', 'Fixed Work']

const READERS: Readonly<
  Record<NativeType, (task: ElementReader, key: string) => string | number | boolean | undefined>
> = {
  number: (task, key) => task.number(key),
  tenths: (task, key) => minutesOfTenths(task.number(key)),
  minutes: (task, key) => task.minutes(key),
  date: (task, key) => task.moment(key),
  flag: (task, key) => task.flag(key),
  text: (task, key) => task.text(key),
  taskType: (task, key) => TASK_TYPES[task.number(key) ?? -1],
}

/** Of these only what differs from an untouched task is carried. */
const QUIET_AT_REST = new Set(['PhysicalPercentComplete', 'LevelingDelay'])

/** The fields of `NATIVE_FIELDS` that a task states. Flags are carried when set. */
export function nativeFields(task: ElementReader): Record<string, string | number | boolean> {
  // Before work has begun these only repeat start and duration.
  const begun = task.moment('ActualStart') !== undefined
  const values: [string, string | number | boolean][] = []
  for (const { key, type } of NATIVE_FIELDS) {
    if (!begun && /^(ActualDuration|RemainingDuration|Stop|Resume)$/.test(key)) continue
    const value = READERS[type](task, key)
    if (value === undefined || value === false || (value === 0 && QUIET_AT_REST.has(key))) continue
    values.push([key, value])
  }
  return Object.fromEntries(values)
}

/** Slack, lag and delays are stated in tenths of a minute. */
export function minutesOfTenths(tenths: number | undefined): number | undefined {
  return tenths === undefined ? undefined : Math.round(tenths * 100) / 1000
}
