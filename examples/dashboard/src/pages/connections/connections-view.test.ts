import { expect, test } from 'vitest'
import { connectionsAddressOf, connectionsViewOf } from './connections-view.ts'

test('a view of the connections comes back from its address', () => {
  for (const view of [
    { tab: 'connections' },
    { tab: 'plugins' },
    { tab: 'connections', connection: 'jira', run: 'a-1' },
    { tab: 'connections', connect: 'new' },
  ] as const)
    expect(connectionsViewOf(connectionsAddressOf(view))).toEqual(view)
})

test('what is not understood of an address is left out', () => {
  expect(connectionsViewOf({ tab: 'valueOf', connection: ['7'], run: '', connect: ['new'] })).toEqual({
    tab: 'connections',
  })
})
