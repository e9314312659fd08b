import { wordOf } from '../../ui/address-word.ts'

/** What the page of standards shows, one at a time. */
export const TABS = {
  scorecards: 'Scorecards',
  findings: 'Findings',
  waivers: 'Waivers',
  rules: 'Rules',
  gates: 'Gates',
} as const
export type TabName = keyof typeof TABS

/** States of findings that can be chosen; `current`: open and waived. */
export const STATES = {
  current: 'Open and waived',
  open: 'Open',
  waived: 'Waived',
  resolved: 'Resolved',
} as const
export type StateName = keyof typeof STATES

export const SEVERITIES = ['info', 'warning', 'error'] as const
export type Severity = (typeof SEVERITIES)[number]

/** A view of the standards. It is the address. */
export interface StandardsView {
  readonly tab: TabName
  /** Id of a project. */
  readonly project?: string
  /** Id of a portfolio, for scorecards. */
  readonly portfolio?: string
  /** Id of a rule; `new`, on the tab of rules: one that is to be written. */
  readonly rule?: string
  /** This severity and worse. */
  readonly severity?: Severity
  readonly state: StateName
  /** Name of who has to put it right. */
  readonly owner?: string
  /** Findings that this waiver holds for. */
  readonly waiver?: string
  /** Id of the finding that is open before the list. */
  readonly finding?: string
}

/** The view without any choice. */
export const PLAIN: StandardsView = { tab: 'scorecards', state: 'current' }

const TEXTS = ['project', 'portfolio', 'rule', 'owner', 'waiver', 'finding'] as const

/** Reads a view from an address; what is not understood is left out. */
export function standardsViewOf(search: Readonly<Record<string, unknown>>): StandardsView {
  const { tab, state, severity } = search
  const texts = TEXTS.flatMap((name) => {
    const word = wordOf(search[name])
    return word === undefined ? [] : [[name, word] as const]
  })
  return {
    tab: isOf(TABS, tab) ? tab : 'scorecards',
    state: isOf(STATES, state) ? state : 'current',
    ...(isSeverity(severity) && { severity }),
    ...Object.fromEntries(texts),
  }
}

/** Writes a view for an address: only what differs from the plain one. */
export function standardsAddressOf({ tab, state, ...rest }: StandardsView): Record<string, string> {
  const given = Object.entries(rest).filter(
    (entry): entry is [string, string] => entry[1] !== undefined && entry[1] !== '',
  )
  return {
    ...(tab !== 'scorecards' && { tab }),
    ...(state !== 'current' && { state }),
    ...Object.fromEntries(given),
  }
}

function isOf<Names extends object>(names: Names, value: unknown): value is keyof Names {
  return typeof value === 'string' && Object.hasOwn(names, value)
}

function isSeverity(value: unknown): value is Severity {
  return SEVERITIES.some((one) => one === value)
}
