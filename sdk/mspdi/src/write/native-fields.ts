import type { WorkItem } from '@headless-pmo/sdk'

type Native = 'text' | 'number' | 'minutes' | 'date' | 'flag' | 'tenths'

/**
 * Fields that a schedule carries under Microsoft Project's own names: written as the elements that they are, not as custom fields. Those
 * without a type are the later releases' or computed ones, which have no place in the file.
 */
export const NATIVE_FIELDS: Readonly<Record<string, Native | undefined>> = {
  Type: 'text',
  EffortDriven: 'flag',
  IgnoreResourceCalendar: 'flag',
  Recurring: 'flag',
  PercentWorkComplete: 'number',
  PhysicalPercentComplete: 'number',
  ActualDuration: 'minutes',
  RemainingDuration: 'minutes',
  Stop: 'date',
  Resume: 'date',
  LevelingDelay: 'tenths',
  SubprojectName: 'text',
  Contact: 'text',
  HyperlinkAddress: 'text',
  StartSlack: 'tenths',
  FinishSlack: 'tenths',
  ManualStart: 'date',
  ManualFinish: 'date',
  ManualDuration: 'minutes',
}

const TASK_TYPES = ['Fixed Units', 'Fixed Duration', 'Fixed Work']

/** Reads the native fields of an item that comes from a schedule; of others a field of such a name is one of its own. */
export class NativeFields {
  readonly #fields: NonNullable<WorkItem['fields']>

  constructor(item: WorkItem) {
    this.#fields = isScheduled(item) ? (item.fields ?? {}) : {}
  }

  text(name: string): string | undefined {
    const value = this.#fields[name]
    return typeof value === 'string' ? value : undefined
  }

  number(name: string): number | undefined {
    const value = this.#fields[name]
    return typeof value === 'number' ? value : undefined
  }

  flag(name: string): boolean | undefined {
    const value = this.#fields[name]
    return typeof value === 'boolean' ? value : undefined
  }

  /** Microsoft's number of the task type. */
  get taskType(): number | undefined {
    const at = TASK_TYPES.indexOf(this.text('Type') ?? '')
    return at === -1 ? undefined : at
  }
}

/** Whether an item comes from a schedule, which says all about it, rather than from a list of issues. */
export function isScheduled(item: WorkItem): boolean {
  return item.outline !== undefined
}
