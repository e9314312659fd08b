import { expect, test } from 'vitest'
import { networkOf } from '../schedule/index.ts'
import { portfolioNetwork, type NetworkNode, type PortfolioNetwork } from '../network/index.ts'
import { findNodes } from './find-nodes.ts'

const node = (connection: string, ref: string, more: Partial<NetworkNode> = {}): NetworkNode => ({
  kind: 'workItem',
  connection,
  ref,
  title: `Title of ${ref}`,
  assignees: [],
  stated: {},
  scheduling: 'tracker',
  assumptions: [],
  ...more,
})

function portfolio(...nodes: readonly NetworkNode[]): PortfolioNetwork {
  return portfolioNetwork({
    network: networkOf({ nodes: nodes.map(() => ({})) }),
    calendars: [],
    nodes,
    plans: [],
    links: [],
    problems: [],
  })
}

const house = portfolio(
  node('jira', '10001', { key: 'WEB-1' }),
  node('jira', '10002', { key: 'WEB-2' }),
  node('desk', '7', { key: 'WEB-2' }),
  node('github', '9', { key: 'acme/web#9', title: 'Sign in' }),
  node('github', 'm1', { kind: 'milestone', title: 'Beta' }),
  node('jira', '10001', { kind: 'milestone', title: 'Web 2.0' }),
  node('', 'web', { kind: 'project', title: 'Web shop' }),
  node('github', 'WEB-1', { kind: 'placeholder', key: 'WEB-1' }),
)

test.each([
  ['a key, synced before what a link only names', 'WEB-1', 0],
  ['a key in another case', 'web-1', 0],
  ['connection/ref', 'desk/7', 2],
  ['connection/key', 'jira/WEB-2', 1],
  ['a key with a slash', 'acme/web#9', 3],
  ['the id of a project', 'web', 6],
  ['the ref of a milestone that an item has as well', 'jira/milestone:10001', 5],
  ['a title that one alone has', 'beta', 4],
])('an item is found by %s', (_, name, index) => {
  expect(findNodes(house, [name]).get(name)).toEqual({ index })
})

test('a name of several is not guessed, and one of none is told with what is near', () => {
  const found = findNodes(house, ['WEB-2', 'WEB-77'])
  expect(found.get('WEB-2')).toEqual({
    trouble: '"WEB-2" may be jira/WEB-2 or desk/WEB-2; write which one, as it stands here.',
  })
  expect(findNodes(house, ['jira/10001']).get('jira/10001')).toEqual({
    trouble: '"jira/10001" may be jira/WEB-1 or jira/milestone:10001; write which one, as it stands here.',
  })
  expect(found.get('WEB-77')).toEqual({
    trouble: 'There is no item "WEB-77" in the network; did you mean "WEB-1"?',
  })
})
