import { expect, test } from 'vitest'
import { portfolioOf, portfolioTree } from './tree.ts'

const project = (id: string, more: { program?: string; portfolio?: string } = {}) => ({
  id,
  name: id,
  sources: [],
  ...more,
})

test('a project belongs where it says, else where its program does, else to the only portfolio', () => {
  const programs = [{ id: 'x', name: 'X', portfolio: 'two' }]
  const both = {
    portfolios: [
      { id: 'one', name: '1' },
      { id: 'two', name: '2' },
    ],
    programs,
    projects: [],
  }
  expect(portfolioOf(project('a', { program: 'x', portfolio: 'one' }), both)).toBe('one')
  expect(portfolioOf(project('a', { program: 'x' }), both)).toBe('two')
  expect(portfolioOf(project('a'), both)).toBeUndefined()
  expect(portfolioOf(project('a'), { ...both, portfolios: [{ id: 'one', name: '1' }] })).toBe('one')
})

test('every project stands in the tree exactly once, those of no portfolio last', () => {
  const defined = {
    portfolios: [
      { id: 'one', name: '1' },
      { id: 'two', name: '2' },
    ],
    programs: [
      { id: 'x', name: 'X', portfolio: 'two' },
      { id: 'empty', name: 'E', portfolio: 'one' },
    ],
    projects: [
      project('a', { program: 'x' }),
      project('b', { program: 'x', portfolio: 'one' }),
      project('c', { portfolio: 'one' }),
      project('d'),
      project('e', { program: 'gone' }),
      project('f', { portfolio: 'gone' }),
    ],
  }
  const tree = portfolioTree(defined)
  expect(tree.map(({ portfolio }) => portfolio?.id)).toEqual(['one', 'two', undefined])
  const shown = tree.flatMap(({ programs, projects }) => [
    ...programs.flatMap((of) => of.projects),
    ...projects,
  ])
  expect(shown.map(({ id }) => id).toSorted()).toEqual(['a', 'b', 'c', 'd', 'e', 'f'])
  expect(
    tree[0]?.programs.map(({ program, projects }) => [program.id, projects.map(({ id }) => id)]),
  ).toEqual([
    ['x', ['b']],
    ['empty', []],
  ])
  expect(tree[2]?.projects.map(({ id }) => id)).toEqual(['d', 'e', 'f'])
})
