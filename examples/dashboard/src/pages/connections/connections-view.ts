import { wordOf } from '../../ui/address-word.ts'

/** What the page of connections shows, one at a time. */
export const TABS = { connections: 'Connections', plugins: 'Plugins' } as const
export type TabName = keyof typeof TABS

/** A view of the connections. It is the address. */
export interface ConnectionsView {
  readonly tab: TabName
  /** Id of the connection that is shown whole. */
  readonly connection?: string
  /** Id of a run of it that is shown. */
  readonly run?: string
  /** Id of the connection that is being set up; `new`: none is there yet. */
  readonly connect?: string
}

const TEXTS = ['connection', 'run', 'connect'] as const

/** Reads a view from an address; what is not understood is left out. */
export function connectionsViewOf(search: Readonly<Record<string, unknown>>): ConnectionsView {
  const { tab } = search
  const texts = TEXTS.flatMap((name) => {
    const word = wordOf(search[name])
    return word === undefined ? [] : [[name, word] as const]
  })
  return {
    tab: typeof tab === 'string' && Object.hasOwn(TABS, tab) ? (tab as TabName) : 'connections',
    ...Object.fromEntries(texts),
  }
}

/** Writes a view for an address: only what differs from the list of connections. */
export function connectionsAddressOf({ tab, ...rest }: ConnectionsView): Record<string, string> {
  return {
    ...(tab !== 'connections' && { tab }),
    ...Object.fromEntries(
      Object.entries(rest).filter((entry): entry is [string, string] => entry[1] !== undefined),
    ),
  }
}
