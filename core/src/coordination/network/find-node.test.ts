import { expect, test } from 'vitest'
import { networkOf } from '../schedule/index.ts'
import { findNode } from './find-node.ts'
import type { NetworkNode } from './network-node.ts'
import { portfolioNetwork } from './portfolio-network.ts'

const named = (kind: NetworkNode['kind'], title: string, key?: string): NetworkNode => ({
  kind,
  connection: 'jira',
  ref: '10001',
  title,
  assignees: [],
  stated: {},
  scheduling: 'tracker',
  assumptions: [],
  ...(key !== undefined && { key }),
})

test('a milestone is told from the item that has its number: by its title, or as a milestone', () => {
  const portfolio = portfolioNetwork({
    network: networkOf({ nodes: [{}, {}] }),
    calendars: [],
    nodes: [named('workItem', 'Sign in', 'WEB-1'), named('milestone', 'Web 2.0')],
    plans: [],
    links: [],
    problems: [],
  })
  expect(() => findNode(portfolio, 'jira/10001')).toThrow(
    '"jira/10001" names several: jira/WEB-1, jira/milestone:10001; write which one, as it stands here.',
  )
  expect(findNode(portfolio, 'jira/WEB-1')).toBe(0)
  expect(findNode(portfolio, 'jira/milestone:10001')).toBe(1)
  expect(findNode(portfolio, 'Web 2.0')).toBe(1)
})
